"""An article with the blocks of its accepted finds: as it is published, and as our own page shows it."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from embedsvc.restore import rewrite
from embedsvc.restore.articles import reading
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.restorer import Result
from embedsvc.restore.rewrite import Replacement
from embedsvc.safe import SafeHTML, element, sanitise
from embedsvc.safe.sanitise import MAX_CHARACTERS, MAX_TAGS


class Part(NamedTuple):
    """A stretch of the article, and the find behind it: None at the end. `words` is text where the article is
    Markdown, which is not rendered.
    """

    words: str | SafeHTML
    find: Result | None
    is_cut: bool = False
    """Whether the sanitiser left words out."""


def output(source: str, markup: Markup, accepted: Sequence[Result]) -> str:
    """The article with the blocks of these finds alone."""
    blocks = [result for result in accepted if result.html is not None]
    return _rewritten(source, markup, blocks, [result.html for result in blocks if result.html is not None])


def parts(source: str, markup: Markup, accepted: Sequence[Result]) -> list[Part]:
    """The article, sanitised piece by piece, with the finds between the pieces."""
    mark = element("p", {}, f"find {secrets.token_hex(8)}")  # which no article can contain
    pieces = _rewritten(source, markup, accepted, [mark] * len(accepted)).split(mark)
    finds = [*accepted, None]
    return [_part(piece, markup, find) for piece, find in zip(pieces, finds, strict=True)]


def _part(piece: str, markup: Markup, find: Result | None) -> Part:
    if markup == "markdown":
        return Part(piece.strip("\n"), find)
    is_cut = len(piece) > MAX_CHARACTERS or piece.count("<") > MAX_TAGS
    return Part(sanitise(piece), find, is_cut)


def _rewritten(source: str, markup: Markup, finds: Sequence[Result], blocks: Sequence[SafeHTML]) -> str:
    replacements = [
        Replacement(result.find.start, result.find.end, html)
        for result, html in zip(finds, blocks, strict=True)
    ]
    return rewrite.rewrite(reading.parse(source, markup), markup, replacements)
