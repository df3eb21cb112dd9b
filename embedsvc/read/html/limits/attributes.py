"""Attributes: for each new one lexbor walks all others of its tag, and all names of a page share a hash table
of 128 chains.
"""

from collections.abc import Iterator

from embedsvc.read.html.limits import tags

MAX_ATTRIBUTES = 8_192
"""Of one long tag on a small page; fewer on large pages. The most on recorded pages are 37."""

_MAX_BYTES, _MIN_BYTES = 4 * MAX_ATTRIBUTES, 2**10
"""Bounds of the number of bytes that make a tag a long one."""
_MAX_PRODUCT = 2**33
"""Bytes of a tag times bytes of its page, where tags of this length that are all attributes take a second."""
_MIN_ATTRIBUTE = 4
"""Bytes of an attribute, its value and its separator in long tags written in good faith."""
_MAX_NAMES = 50_000
"""Attributes of a page; the most on recorded pages are 13,505. So many that are chosen to collide in one
chain take 5 s, others next to nothing.
"""
_NOT_BEFORE_NAMES = bytes(frozenset(range(256)) - frozenset(tags.SEPARATORS))
_BLOCK = 2**16
_TOO_SMALL_TO_COLLIDE = 256 * 2**10
"""Bytes of markup with room for fewer names than it takes to choose so many that collide: they need five
letters each.
"""
_MAX_SPACES_BEFORE_VALUE = 16


def limit(markup: bytes) -> bytes:
    """The page with tags of thousands of attributes turned into text, and cut where it has too many
    attributes in all.
    """
    max_bytes = min(_MAX_BYTES, max(_MIN_BYTES, _MAX_PRODUCT // (len(markup) or 1)))
    max_attributes = max_bytes // _MIN_ATTRIBUTE
    too_large: list[int] = []
    reader = tags.TagReader(markup)
    for start, end in _stretches_without_end(markup, max_bytes):
        for found in tags.START_OF_LARGE.finditer(markup, start, end):
            attributes = reader.attributes_at(found.start())
            if attributes is None:
                return tags.turn_into_text(markup[: found.start()], too_large)
            if len(attributes) > max_bytes and tags.count(attributes, max_attributes) > max_attributes:
                too_large.append(found.start())
    if too_large:
        markup = tags.turn_into_text(markup, too_large)
    if len(markup) > _TOO_SMALL_TO_COLLIDE and _may_have_too_many(markup):
        return _cut_to_max_names(markup)
    return markup


def _stretches_without_end(markup: bytes, longer_than: int) -> Iterator[tuple[int, int]]:
    """The stretches of more than so many bytes between two certain ends of tags."""
    start = 0
    while len(markup) - start > longer_than:
        end = certain_end(markup, start, start + longer_than // 2, start + longer_than)
        if end is None:
            end = certain_end(markup, start, start + longer_than, len(markup)) or len(markup)
            yield start, end
        start = end


def certain_end(markup: bytes, outside: int, start: int, stop: int) -> int | None:
    """The first position between `start` and `stop` that no tag extends across; `outside` is an earlier one.

    In every state of the tokenizer, a quotation mark that doesn't follow "=" can't open a value, so that a
    ">" right after it ends the tag; unless an apostrophe opened the value, and that one does follow "=".
    """
    apostrophe, searched = -1, outside
    at = markup.find(b'">', start, stop)
    while at >= 0:
        apostrophe, searched = max(apostrophe, markup.rfind(b"'", searched, at)), at
        if apostrophe >= 0 and _may_open_value(markup, outside, apostrophe):
            closing = markup.find(b"'", at, stop)
            at = markup.find(b'">', closing, stop) if closing >= 0 else -1
        elif _may_open_value(markup, outside, at):
            at = markup.find(b'">', at + 2, stop)
        else:
            return at + 2
    return None


def _may_open_value(markup: bytes, outside: int, quotation_mark: int) -> bool:
    start = max(outside, quotation_mark - _MAX_SPACES_BEFORE_VALUE)
    before = markup[start:quotation_mark].rstrip(b" \t\n\f\r")
    return not before or before.endswith(b"=")


def _may_have_too_many(markup: bytes) -> bool:
    """Whether there may be too many attributes: each follows a space, a slash or a quotation mark."""
    separators = markup.translate(None, _NOT_BEFORE_NAMES)
    if len(separators) <= _MAX_NAMES:
        return False
    marks = separators.count(b"/") + (separators.count(b'"') + separators.count(b"'")) // 2
    blocks = (markup[start : start + _BLOCK] for start in range(0, len(markup), _BLOCK))
    return marks + sum(len(block.split()) for block in blocks) > _MAX_NAMES


def _cut_to_max_names(markup: bytes) -> bytes:
    """The page cut where all that may be tags has too many attributes."""
    reader, left = tags.TagReader(markup), _MAX_NAMES
    for found in tags.START.finditer(markup):
        attributes = reader.attributes_at(found.start())
        left -= 0 if attributes is None else tags.count(attributes, _MAX_NAMES)
        if left < 0 or attributes is None:
            return markup[: found.start()]
    return markup
