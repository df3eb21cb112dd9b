"""Where tags end, by the states of the HTML tokenizer, against what the budget takes for their ends."""

import random
import re
from collections.abc import Iterator

import pytest

from embedsvc.read.html.limits import attributes, tags

SPACES = frozenset(b" \t\n\f\r")
NAME, BEFORE, ATTRIBUTE, AFTER, VALUE, DOUBLE, SINGLE, UNQUOTED, QUOTED = range(9)
BEGINNING = re.compile(rb"</?+p")


def soups(seed: int) -> Iterator[bytes]:
    """Markup of nothing but what decides where tags end; the same each time."""
    chance = random.Random(seed)
    pieces = [b"a", b" ", b"=", b'"', b"'", b">", b"/", b" " * 18, b'="', b'">', b"='", b"<p"]
    for _ in range(10_000):
        yield b"<p " + b"".join(chance.choices(pieces, k=chance.randint(1, 16)))


def true_end(markup: bytes, start: int) -> int:
    """The place behind the tag that begins there (HTML §13.2.5.8 and §13.2.5.32 on); one behind the markup
    where it does not end.
    """
    state = NAME
    for at in range(start + 2, len(markup)):
        sign = markup[at]
        if state in {DOUBLE, SINGLE}:
            state = QUOTED if sign == b"\"'"[state == SINGLE] else state
        elif sign == ord(">"):
            return at + 1
        else:
            state = following(state, sign)
    return len(markup) + 1


def following(state: int, sign: int) -> int:
    """The state behind a sign that ends no tag and stands in no quotation marks. That of "/" is like the one
    before a name.
    """
    if sign in SPACES:
        return {ATTRIBUTE: AFTER, AFTER: AFTER, VALUE: VALUE}.get(state, BEFORE)
    if state == VALUE:
        return {ord('"'): DOUBLE, ord("'"): SINGLE}.get(sign, UNQUOTED)
    if state == UNQUOTED or (state == NAME and sign != ord("/")):
        return state
    if sign == ord("/"):
        return BEFORE
    return VALUE if sign == ord("=") and state in {ATTRIBUTE, AFTER} else ATTRIBUTE


@pytest.mark.parametrize("hiding", [False, True])
def test_a_plain_tag_ends_where_it_seems_to(*, hiding: bool) -> None:
    """Nothing behind it is hidden in it."""
    plain = re.compile(rb"</?+p%b" % tags.plain_rest(20, may_hide_tags=hiding))
    for soup in soups(1):
        for found in plain.finditer(soup):
            assert true_end(soup, found.start()) == found.end(), soup


def test_a_tag_is_read_up_to_its_end() -> None:
    """All of its attributes, whatever they look like."""
    for soup in soups(2):
        name, end = BEGINNING.match(soup), true_end(soup, 0)
        read = tags.TagReader(soup).attributes_at(0)
        assert name is not None
        assert read is not None
        rest = soup[name.end() + len(read) : end]
        assert re.fullmatch(rb"[ /]*+(?:=[ ]*+)?+>?+", rest), soup


def test_no_tag_reaches_across_an_end() -> None:
    """Wherever it begins, also in another one."""
    for soup in soups(3):
        for after in range(0, len(soup), 4):
            end = attributes.certain_end(soup, 0, after, len(soup))
            for found in BEGINNING.finditer(soup, 0, end or 0):
                assert true_end(soup, found.start()) <= (end or 0), (soup, end)
