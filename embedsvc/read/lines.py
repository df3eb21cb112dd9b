"""Lines of a page that nothing marks up: what is left where even a byline and a date have no class."""

import re
from collections.abc import Iterator, Sequence

from embedsvc.read import tables
from embedsvc.read.document import Document
from embedsvc.read.months import fold
from embedsvc.read.visible import is_elsewhere, short

_LONGEST = 150
_NEAR = 150
_EDGES = " \t\r\n\xa0-–—|•("
_HIDDEN = frozenset({"script", "style", "title", "option", "noscript"})
_OPENERS = tables.words(
    "by von par por door written posted published submitted author authors autor autorin autoren "
    "autora autores auteur auteurs autrice autore autori escrito scritto geschrieben verfasst "
    "écrit rédigé publié text texte redaktion yazan yazar автор авторы автори بقلم كتب كتبت "
    "الكاتب الكاتبة إعداد نویسنده מאת כתב כתבה autorka napisał penulis"
)
"""Words that a byline without mark-up begins with."""
_FIRST_WORDS = frozenset(map(fold, _OPENERS))
_FORMS = sorted({form(word).encode() for word in _OPENERS for form in (str.lower, str.capitalize, str.upper)})
_OPENING = re.compile(
    b">[\\s|(-]*+(?=[%b])(?:%b)(?:[\\s:<]|&nbsp;|\xc2\xa0)"
    % (b"".join(sorted({form[:1] for form in _FORMS})), b"|".join(_FORMS))
)
"""One of them at the beginning of a text in the markup: found far sooner than by a walk."""


def introduced(document: Document) -> Iterator[str]:
    """Lines that begin as bylines begin ("By", "Von", "Autor:", "بقلم"), in document order: for pages that
    mark nothing up.
    """
    if not _OPENING.search(document.markup):
        return
    for element in document.root.iter("*"):
        for text, around in ((element.text, element), (element.tail, element.getparent())):
            if not text or len(text) > _LONGEST or around is None:
                continue
            first = text.strip(_EDGES).split(" ", 1)[0].split("\xa0", 1)[0].split(":", 1)[0]
            if not first or len(first) > 14 or fold(first) not in _FIRST_WORDS:
                continue
            if around.tag in _HIDDEN or is_elsewhere(around):
                continue
            whole = short(around)
            yield whole if whole and text is element.text else " ".join(text.split())


def around_headline(document: Document, headings: Sequence[str]) -> tuple[list[str], list[str]]:
    """The short texts after the first `h1`, nearest first, and those before it, in document order: at most
    150 of either. Without an `h1` all are after.
    """
    after: list[str] = []
    before: list[str] = []
    texts = after if not headings else before
    for element in document.root.iter("*"):
        if element.tag == "h1":
            texts = after
        if element.tag in _HIDDEN:
            continue
        near = [
            text
            for text in (element.text, element.tail)
            if text and 5 < len(text) < _LONGEST and text.strip()
        ]
        if near and len(texts) < _NEAR and not is_elsewhere(element):
            texts.extend(near)
        if len(after) >= _NEAR:
            break
    return after, before
