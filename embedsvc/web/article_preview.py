"""An article with the blocks of its accepted finds: as it is published, and as our own page shows it."""

import secrets
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from embedsvc.restore import rewrite
from embedsvc.restore.articles import reading
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.restorer import Result
from embedsvc.restore.rewrite import Replacement
from embedsvc.safe import SafeHTML, element, sanitise


class Part(NamedTuple):
    """A stretch of the article, and the find behind it: None at the end. `words` is text where the article is
    Markdown, which is not rendered.
    """

    words: str | SafeHTML
    find: Result | None


def output(source: str, markup: Markup, accepted: Sequence[Result]) -> str:
    """The article with the blocks of these finds alone."""
    blocks = [result for result in accepted if result.html is not None]
    return _rewritten(source, markup, blocks, [result.html for result in blocks if result.html is not None])


def parts(source: str, markup: Markup, accepted: Sequence[Result]) -> list[Part]:
    """The article, sanitised piece by piece, with the finds between the pieces."""
    mark = element("p", {}, f"find {secrets.token_hex(8)}")  # which no article can contain
    pieces = _rewritten(source, markup, accepted, [mark] * len(accepted)).split(mark)
    words = [piece.strip("\n") if markup == "markdown" else sanitise(piece) for piece in pieces]
    return [Part(piece, find) for piece, find in zip_longest(words, accepted)]


def _rewritten(source: str, markup: Markup, finds: Sequence[Result], blocks: Sequence[SafeHTML]) -> str:
    replacements = [
        Replacement(result.find.start, result.find.end, html)
        for result, html in zip(finds, blocks, strict=True)
    ]
    return rewrite.rewrite(reading.parse(source, markup), markup, replacements)
