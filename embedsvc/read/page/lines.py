"""Lines of a page that nothing marks up: what is left where even a byline and a date have no class."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import NamedTuple

from embedsvc.read.bylines.names import is_label
from embedsvc.read.bylines.vocabulary import OPENERS, OPENING_WORDS, PREPOSITIONS
from embedsvc.read.folding import fold
from embedsvc.read.html.document import Document
from embedsvc.read.page.article import Article
from embedsvc.read.page.marks import short

_LONGEST = 150
_SHORTEST = 5
_NEAR = 400
_CLOSE = 40
"""Texts between a headline and a byline that begins with "de" or "di", as many a text does."""
_EDGES = " \t\r\n\xa0-–—|•("
_HIDDEN = frozenset({"script", "style", "title", "option", "noscript"})
_UNREAD = _HIDDEN | {"footer"}
_UNSAID = _HIDDEN | {"a"}
"""Where no byline begins: what is a link as a whole is the title of a teaser, or leads to all authors."""
_FIGURE = re.compile(r"\d")
_WORD_END = re.compile("[ \xa0:：՝]")
_FIRST_LETTERS = "".join(sorted({form(word[0]) for word in OPENERS for form in (str.lower, str.upper)}))
_FIRST_WORD = re.compile(
    rf"\0[{re.escape(_EDGES)}]*+(?=[{_FIRST_LETTERS}])([^ \xa0:：՝\0]{{1,32}})(?=[ \xa0:：՝\0])"
)
"""What begins a text, where it may be an opening word: between the texts of a page stands NUL, which no text
holds, so that one search goes through them all."""


def is_introduced(text: str) -> bool:
    """Whether a text begins with one of them."""
    return fold(_WORD_END.split(text, 1)[0]) in OPENING_WORDS


def has_introduction(text: str) -> bool:
    """Whether one of them stands anywhere in a text."""
    return not OPENING_WORDS.isdisjoint(map(fold, _WORD_END.split(text)))


def introduced(document: Document, article: Article) -> Iterator[str]:
    """Lines that begin as bylines begin ("By", "Von", "Autor:", "بقلم"), in document order: for pages that
    mark nothing up.
    """
    for at, opener in _opened(document):
        if opener in PREPOSITIONS and abs(at - article.starts_at) > _CLOSE:
            continue
        node = document.text_node(at)
        around = node.parent
        if around is None or around.tag in _UNSAID or article.is_elsewhere(around):
            continue
        line = (short(around) if node.prev is None else None) or " ".join(document.texts[at].split())
        yield f"{line} {_next(document.texts, at)}" if is_label(line) else line


def _opened(document: Document) -> Iterator[tuple[int, str]]:
    """Which of the texts begin as bylines begin, each with the word that it begins with."""
    text = document.text
    at, counted = 0, 1
    for found in _FIRST_WORD.finditer(text):
        opener = fold(found[1])
        if opener in OPENING_WORDS:
            at += text.count("\0", counted, found.start(1))
            counted = found.start(1)
            if len(document.texts[at]) <= _LONGEST:
                yield at, opener


def _next(texts: list[str], at: int) -> str:
    """The text behind a label that stands in an element of its own."""
    behind = (" ".join(text.split()) for text in texts[at + 1 : at + 4])
    return next((text for text in behind if text.strip(_EDGES + ":")), "")


class Line(NamedTuple):
    """A short text with a figure, and the text before it, which may be its label."""

    text: str
    label: str
    document: Document
    at: int
    """Which of the document's texts it is."""

    def is_of(self, article: Article) -> bool:
        """Whether it stands neither beside nor below the article. Dear, so asked last."""
        node = self.document.text_node(self.at)
        around = node.parent
        return around is not None and around.tag not in _UNREAD and not article.is_elsewhere(node)


def behind_headline(document: Document, article: Article) -> Iterator[Line]:
    """The lines with figures among the first 400 short texts behind the headline, or of the page where it has
    none.
    """
    texts = document.texts
    behind = _short(texts, range(article.starts_at, len(texts)))
    return _lines(document, pairwise(chain([None], behind)))


def before_headline(document: Document, article: Article) -> Iterator[Line]:
    """The lines with figures among the last 400 short texts before the headline, the nearest first."""
    texts = document.texts
    before = _short(texts, range(article.starts_at - 1, -1, -1))
    return _lines(document, ((label, at) for at, label in pairwise(chain(before, [None]))))


def _short(texts: Sequence[str], places: Iterable[int]) -> Iterator[int]:
    short = (at for at in places if _SHORTEST < len(text := texts[at]) < _LONGEST and not text.isspace())
    return islice(short, _NEAR)


def _lines(document: Document, pairs: Iterable[tuple[int | None, int | None]]) -> Iterator[Line]:
    """`pairs`: which text stands before which."""
    texts = document.texts
    for before, at in pairs:
        if at is not None and _FIGURE.search(texts[at]):
            label = "" if before is None or _FIGURE.search(texts[before]) else texts[before]
            yield Line(texts[at], label, document, at)
