"""Attributes: lexbor walks all of a tag's for each new one, and keeps the names of a page in 128 chains."""

from collections.abc import Iterator

from embedsvc.read.html.limits import tags

MOST_ATTRIBUTES = 8_192
"""Of one tag that is long: of small pages, fewer on large ones. The most on recorded pages are 37."""

_LONGEST, _SHORTEST = 4 * MOST_ATTRIBUTES, 2**10
_PRICE = 2**33
"""Bytes of a tag times bytes of the page, where tags as long as that, all attributes, take a second."""
_LEAST = 4
"""Bytes of an attribute with its value and what parts it from the next, in tags that are honest and long."""
_MOST_NAMES = 50_000
"""Attributes of a page; the most on recorded pages are 13,505. As many that are chosen to stand in one chain
take 5 s, others next to nothing.
"""
_NOT_PARTING = bytes(frozenset(range(256)) - frozenset(b"\"'/ \t\n\f\r"))
_BLOCK = 2**16
_FEW_NAMES = 256 * 2**10
"""Bytes of markup that hold fewer names of five letters, which it takes to choose so many."""


def bounded(markup: bytes) -> bytes:
    """The page without tags of thousands of attributes, which become text, and as far as it does not have too
    many attributes in all.
    """
    most = min(_LONGEST, max(_SHORTEST, _PRICE // (len(markup) or 1)))
    few = most // _LEAST
    heavy: list[int] = []
    held = tags.Tags(markup)
    for start, end in _without_ends(markup, most):
        for found in tags.LARGE.finditer(markup, start, end):
            attributes = held.attributes_at(found.start())
            if attributes is None:
                return tags.without(markup[: found.start()], heavy)
            if len(attributes) > most and tags.count(attributes, few) > few:
                heavy.append(found.start())
    if heavy:
        markup = tags.without(markup, heavy)
    return _named(markup) if len(markup) > _FEW_NAMES and _may_name_many(markup) else markup


def _without_ends(markup: bytes, most: int) -> Iterator[tuple[int, int]]:
    """The stretches, longer than that, between two places that no tag reaches across."""
    start = 0
    while len(markup) - start > most:
        end = sure_end(markup, start, start + most // 2, start + most)
        if end is None:
            end = sure_end(markup, start, start + most, len(markup)) or len(markup)
            yield start, end
        start = end


def sure_end(markup: bytes, outside: int, start: int, stop: int) -> int | None:
    """The first place between two that no tag reaches across; `outside` is one before it.

    In whatever state the tokenizer is, a quotation mark that no "=" stands before does not open a value, so
    that a ">" behind it ends the tag; unless an apostrophe opened the value, and that has an "=" before it.
    """
    apostrophe, sought = -1, outside
    at = markup.find(b'">', start, stop)
    while at >= 0:
        apostrophe, sought = max(apostrophe, markup.rfind(b"'", sought, at)), at
        if apostrophe >= 0 and _may_open(markup, outside, apostrophe):
            closing = markup.find(b"'", at, stop)
            at = markup.find(b'">', closing, stop) if closing >= 0 else -1
        elif _may_open(markup, outside, at):
            at = markup.find(b'">', at + 2, stop)
        else:
            return at + 2
    return None


def _may_open(markup: bytes, outside: int, mark: int) -> bool:
    before = markup[max(outside, mark - _NEAR) : mark].rstrip(b" \t\n\f\r")
    return not before or before.endswith(b"=")


_NEAR = 16


def _may_name_many(markup: bytes) -> bool:
    """Whether there may be too many attributes: each stands behind a space, a slash or a quotation mark."""
    parting = markup.translate(None, _NOT_PARTING)
    if len(parting) <= _MOST_NAMES:
        return False
    marks = parting.count(b"/") + (parting.count(b'"') + parting.count(b"'")) // 2
    blocks = (markup[start : start + _BLOCK] for start in range(0, len(markup), _BLOCK))
    return marks + sum(len(block.split()) for block in blocks) > _MOST_NAMES


def _named(markup: bytes) -> bytes:
    """The page as far as it has not too many attributes, whatever of it is a tag."""
    held, names = tags.Tags(markup), _MOST_NAMES
    for found in tags.BEGINNING.finditer(markup):
        attributes = held.attributes_at(found.start())
        names -= 0 if attributes is None else tags.count(attributes, _MOST_NAMES)
        if names < 0 or attributes is None:
            return markup[: found.start()]
    return markup
