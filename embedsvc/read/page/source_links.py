"""Visible links that say where a text comes from and on which terms it may be used."""

from dataclasses import dataclass

from embedsvc.read import word_lists
from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node, own_text, text_before

_SOURCE_LINKS = word_lists.words(
    "original-article original-source original-story original-post read-the-original source-article "
    "المصدر المقال-الأصلي النص-الأصلي الأصل رابط-المصدر منبع مطلب-اصلی اصل-مطلب ماخذ اصل-مضمون המקור מקור "
    "לכתבה-המקורית originalartikel zum-original originalbeitrag quelle article-original source-originale "
    "artículo-original fuente-original artigo-original fonte-original articolo-originale origineel-artikel "
    "orijinal-haber kaynak oryginalny-artykuł źródło оригинал источник первоисточник джерело оригінал "
    "元記事 原文 出典 引用元 原文链接 阅读原文 查看原文 원문 원문보기 출처"
)
_SOURCE_LABELS = word_lists.words(
    "original-article original-source originally-published-at originally-published-in "
    "originally-published-on originally-published-by originally-appeared-in originally-appeared-on "
    "first-published-by first-published-on republished-from this-article-first-appeared-on المصدر "
    "المقال-الأصلي الأصل منبع ماخذ המקור originalartikel article-original artículo-original "
    "artigo-original articolo-originale первоисточник оригинал источник джерело 元記事 原文 来源 원문 출처"
)
_PUNCTUATION = " \t\r\n:：.…»«›>→←[]()|،-–—"


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a text comes from, and the licence that it is under: absolute URLs."""

    source: str | None
    license: str | None


def of(document: Document) -> Terms:
    """The first link off the site that is labelled as the original ("Original Article", "المصدر"), and the
    first anchor with `rel=license` (HTML §4.6.7.9).
    """
    home = document.site
    source: str | None = None
    terms: str | None = None
    for element in document.telling_links:
        said = element.attributes
        href = said.get("href") or ""
        if terms is None and "license" in (said.get("rel") or "").lower().split():
            terms = document.absolute(href)
        if source is None and href.startswith("http") and home not in href and _is_source(element):
            source = document.absolute(href)
    return Terms(source, terms)


def _is_source(element: Node) -> bool:
    return _says(own_text(element), _SOURCE_LINKS) or _is_labelled(element)


def _is_labelled(element: Node) -> bool:
    """Whether the words right before a link are such a label ("Source: <a>…</a>")."""
    text, before = text_before(element)
    if before is not None and not text.strip(_PUNCTUATION):
        text = own_text(before)
    return _says(text, _SOURCE_LABELS)


def _says(text: str, phrases: frozenset[str]) -> bool:
    if not text or len(text) > _LONGEST:
        return False
    said = text.strip(_PUNCTUATION).lower()
    return said[:3] in _BEGINNINGS and "-".join(said.split()) in phrases


_LONGEST = 80
_BEGINNINGS = frozenset(phrase[:3] for phrase in _SOURCE_LINKS | _SOURCE_LABELS)
