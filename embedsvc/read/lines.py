"""Lines of a page that nothing marks up: what is left where even a byline and a date have no class."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple

from embedsvc.read import tables
from embedsvc.read.article import Article
from embedsvc.read.document import Document, Element, texts_of
from embedsvc.read.months import fold
from embedsvc.read.visible import short

_LONGEST = 150
_SHORTEST = 5
_NEAR = 400
_EDGES = " \t\r\n\xa0-–—|•("
_HIDDEN = frozenset({"script", "style", "title", "option", "noscript"})
_UNREAD = _HIDDEN | {"footer"}
_FIGURE = re.compile(r"\d")
_OPENERS = tables.words(
    "by von par por door written posted published submitted author authors autor autorin autoren "
    "autora autores auteur auteurs autrice autore autori escrito scritto geschrieben verfasst "
    "écrit rédigé publié text texte redaktion yazan yazar автор авторы автори بقلم كتب كتبت "
    "الكاتب الكاتبة إعداد نویسنده מאת כתב כתבה autorka napisał penulis di av af του της skrevet skriven "
    "szerző írta piše pišu napisao napsal текст 記者 记者 作者 撰文 文 oleh tekst scris de"
)
"""Words that a byline without mark-up begins with."""
_FIRST_WORDS = frozenset(map(fold, _OPENERS))
_FORMS = sorted({form(word).encode() for word in _OPENERS for form in (str.lower, str.capitalize, str.upper)})
_FIRST_LETTERS = frozenset(form.decode()[0] for form in _FORMS)
_WORD_END = re.compile("[ \xa0:：]")
_OPENING = re.compile(
    b">[\\s|(-]*+(?=[%b])(?:%b)(?:[\\s:<]|&nbsp;|\xc2\xa0|\xef\xbc\x9a)"
    % (b"".join(sorted({form[:1] for form in _FORMS})), b"|".join(_FORMS))
)
"""One of them at the beginning of a text in the markup: found far sooner than by a walk."""


INTRODUCED_WITHIN = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(_OPENERS))})\s", re.IGNORECASE)
"""One of them anywhere in a text."""


def introduced(document: Document, article: Article) -> Iterator[str]:
    """Lines that begin as bylines begin ("By", "Von", "Autor:", "بقلم"), in document order: for pages that
    mark nothing up.
    """
    if not _OPENING.search(document.markup):
        return
    for text in document.texts:
        start = text[:_LONGEST].lstrip(_EDGES)
        if start[:1] not in _FIRST_LETTERS or len(text) > _LONGEST:
            continue
        if fold(_WORD_END.split(start, 1)[0]) not in _FIRST_WORDS:
            continue
        element = text.getparent()
        around = element.getparent() if text.is_tail else element
        if around is None or around.tag in _HIDDEN or article.is_elsewhere(around):
            continue
        whole = None if text.is_tail else short(around)
        yield whole or " ".join(text.split())


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
            yield Line(str(text), str(label), text)
