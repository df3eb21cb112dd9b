"""Lines of a page that nothing marks up: what is left where even a byline and a date have no class."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple

from embedsvc.read.article import Article
from embedsvc.read.document import Document, Element, texts_of
from embedsvc.read.months import fold
from embedsvc.read.names import is_label
from embedsvc.read.namewords import OPENERS, OPENING_WORDS, PREPOSITIONS
from embedsvc.read.visible import short

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
_FORMS = sorted({form(word).encode() for word in OPENERS for form in (str.lower, str.capitalize, str.upper)})
_FIRST_LETTERS = frozenset(form.decode()[0] for form in _FORMS)
_WORD_END = re.compile("[ \xa0:：՝]")
_OPENING = re.compile(
    b">[\\s|(-]*+(?=[%b])(?:%b)(?:[\\s:<]|&nbsp;|\xc2\xa0|\xef\xbc\x9a|\xd5\x9d)"
    % (b"".join(sorted({form[:1] for form in _FORMS})), b"|".join(_FORMS))
)
"""One of them at the beginning of a text in the markup: found far sooner than by a walk."""


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
    if not _OPENING.search(document.markup):
        return
    texts, headline = document.texts, _headline_at(document, article.headline)
    for at, text in enumerate(texts):
        start = text[:_LONGEST].lstrip(_EDGES)
        if start[:1] not in _FIRST_LETTERS or len(text) > _LONGEST:
            continue
        opener = fold(_WORD_END.split(start, 1)[0])
        if opener not in OPENING_WORDS or (opener in PREPOSITIONS and abs(at - headline) > _CLOSE):
            continue
        element = text.getparent()
        around = element.getparent() if text.is_tail else element
        if around is None or around.tag in _UNSAID or article.is_elsewhere(around):
            continue
        line = (None if text.is_tail else short(around)) or " ".join(text.split())
        yield f"{line} {_next(texts, at)}" if is_label(line) else line


def _next(texts: list[Any], at: int) -> str:
    """The text behind a label that stands in an element of its own."""
    behind = (" ".join(text.split()) for text in texts[at + 1 : at + 4])
    return next((text for text in behind if text.strip(_EDGES + ":")), "")


class Line(NamedTuple):
    """A short text with a figure, and the text before it, which may be its label."""

    text: str
    label: str
    node: Any

    def is_of(self, article: Article) -> bool:
        """Whether it stands neither beside nor below the article. Dear, so asked last."""
        element = self.node.getparent()
        around = element.getparent() if self.node.is_tail else element
        return around is not None and around.tag not in _UNREAD and not article.is_elsewhere(element)


def around_headline(document: Document, article: Article) -> tuple[list[Line], list[Line]]:
    """The lines with figures among the first 400 short texts behind the headline and the last 400 before it,
    the nearest first. Without a headline all are behind.
    """
    at = _headline_at(document, article.headline)
    behind = islice(_short(islice(document.texts, at, None)), _NEAR)
    before = islice(_short(reversed(document.texts[:at])), _NEAR)
    return list(_lines(behind)), list(_lines(reversed(list(before))))[::-1]


def _headline_at(document: Document, headline: Element | None) -> int:
    """Where among the texts the headline begins, 0 without one."""
    first = next(iter(texts_of(headline)), None) if headline is not None else None
    if first is None:
        return 0
    same = (at for at, text in enumerate(document.texts) if text == first)
    return next((at for at in same if document.texts[at].getparent() is first.getparent()), 0)


def _short(texts: Iterable[Any]) -> Iterator[Any]:
    return (text for text in texts if _SHORTEST < len(text) < _LONGEST and not text.isspace())


def _lines(texts: Iterable[Any]) -> Iterator[Line]:
    for label, text in pairwise(chain([""], texts)):
        if _FIGURE.search(text):
            yield Line(str(text), "" if _FIGURE.search(label) else str(label), text)
