"""Lines of a page that nothing marks up: what is left where even a byline and a date have no class."""

import re
from collections.abc import Iterator, Sequence

from embedsvc.read import tables
from embedsvc.read.document import Document, texts_of
from embedsvc.read.months import fold
from embedsvc.read.visible import is_elsewhere, short

_LONGEST = 150
_NEAR = 150
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


def introduced(document: Document) -> Iterator[str]:
    """Lines that begin as bylines begin ("By", "Von", "Autor:", "بقلم"), in document order: for pages that
    mark nothing up.
    """
    if not _OPENING.search(document.markup):
        return
    for text in texts_of(document.root):
        start = text[:_LONGEST].lstrip(_EDGES)
        if start[:1] not in _FIRST_LETTERS or len(text) > _LONGEST:
            continue
        if fold(_WORD_END.split(start, 1)[0]) not in _FIRST_WORDS:
            continue
        element = text.getparent()
        around = element.getparent() if text.is_tail else element
        if around is None or around.tag in _HIDDEN or is_elsewhere(around):
            continue
        whole = None if text.is_tail else short(around)
        yield whole or " ".join(text.split())


def around_headline(document: Document, headings: Sequence[str]) -> tuple[list[str], list[str]]:
    """The short texts after the first `h1`, nearest first, and those before it, in document order: at most
    150 of either, links without figures (menus) left out. Without an `h1` all are after.
    """
    after: list[str] = []
    before: list[str] = []
    texts = after if not headings else before
    for element in document.root.iter("*"):
        if element.tag == "h1":
            texts = after
        if element.tag in _UNREAD:
            continue
        own = None if element.tag == "a" and not _FIGURE.search(element.text or "") else element.text
        near = [text for text in (own, element.tail) if text and 5 < len(text) < _LONGEST and text.strip()]
        if near and len(texts) < _NEAR and not is_elsewhere(element):
            texts.extend(near)
        if len(after) >= _NEAR:
            break
    return after, before
