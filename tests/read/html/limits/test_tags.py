"""Where tags end, by the states of the HTML tokenizer, against what the limits take for their ends."""

import re

import pytest

from embedsvc.read.html.limits import tags
from tests.support.tokenizer import START, random_markup, true_end


@pytest.mark.parametrize("may_hide_tags", [False, True])
def test_a_plain_tag_ends_where_the_pattern_ends(*, may_hide_tags: bool) -> None:
    """Nothing after the end is hidden in the tag."""
    plain = re.compile(rb"</?+p%b" % tags.plain_rest(20, may_hide_tags=may_hide_tags))
    for markup in random_markup(1):
        for found in plain.finditer(markup):
            assert true_end(markup, found.start()) == found.end(), markup


def test_a_tag_is_read_up_to_its_end() -> None:
    """All of its attributes, whatever they look like."""
    for markup in random_markup(2):
        name, end = START.match(markup), true_end(markup, 0)
        read = tags.TagReader(markup).attributes_at(0)
        assert name is not None
        assert read is not None
        rest = markup[name.end() + len(read) : end]
        assert re.fullmatch(rb"[ /]*+(?:=[ ]*+)?+>?+", rest), markup
