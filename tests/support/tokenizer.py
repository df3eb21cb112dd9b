"""The states of the HTML tokenizer inside a tag, and random markup of what decides where tags end."""

import random
import re
from collections.abc import Iterator

SPACES = frozenset(b" \t\n\f\r")
NAME, BEFORE, ATTRIBUTE, AFTER, VALUE, DOUBLE, SINGLE, UNQUOTED, QUOTED = range(9)
START = re.compile(rb"</?+p")
"""Where the tags of random markup start."""


def random_markup(seed: int) -> Iterator[bytes]:
    """10,000 pieces of markup, the same for the same seed."""
    chance = random.Random(seed)
    pieces = [b"a", b" ", b"=", b'"', b"'", b">", b"/", b" " * 18, b'="', b'">', b"='", b"<p"]
    for _ in range(10_000):
        yield b"<p " + b"".join(chance.choices(pieces, k=chance.randint(1, 16)))


def true_end(markup: bytes, start: int) -> int:
    """The position after the tag that starts there (HTML §13.2.5.8, §13.2.5.32 and following); one after the
    markup where it does not end.
    """
    state = NAME
    for at in range(start + 2, len(markup)):
        character = markup[at]
        if state in {DOUBLE, SINGLE}:
            state = QUOTED if character == b"\"'"[state == SINGLE] else state
        elif character == ord(">"):
            return at + 1
        else:
            state = _next_state(state, character)
    return len(markup) + 1


def _next_state(state: int, character: int) -> int:
    """The state after a character that neither ends a tag nor is quoted. The state after "/" is like the one
    before a name.
    """
    if character in SPACES:
        return {ATTRIBUTE: AFTER, AFTER: AFTER, VALUE: VALUE}.get(state, BEFORE)
    if state == VALUE:
        return {ord('"'): DOUBLE, ord("'"): SINGLE}.get(character, UNQUOTED)
    if state == UNQUOTED or (state == NAME and character != ord("/")):
        return state
    if character == ord("/"):
        return BEFORE
    return VALUE if character == ord("=") and state in {ATTRIBUTE, AFTER} else ATTRIBUTE
