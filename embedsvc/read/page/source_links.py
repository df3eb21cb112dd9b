"""Visible links to the original of a text, and to the licence that it is published under."""

from collections.abc import Iterable
from dataclasses import dataclass

from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node, leading_text, text_before
from embedsvc.read.word_lists import word_set

# Phrases in lower case, with hyphens for spaces.
_SOURCE_LINK_TEXTS = word_set(
    "original-article original-source original-story original-post read-the-original source-article "
    "المصدر المقال-الأصلي النص-الأصلي الأصل رابط-المصدر منبع مطلب-اصلی اصل-مطلب ماخذ اصل-مضمون המקור מקור "
    "לכתבה-המקורית originalartikel zum-original originalbeitrag quelle article-original source-originale "
    "artículo-original fuente-original artigo-original fonte-original articolo-originale origineel-artikel "
    "orijinal-haber kaynak oryginalny-artykuł źródło оригинал источник первоисточник джерело оригінал "
    "元記事 原文 出典 引用元 原文链接 阅读原文 查看原文 원문 원문보기 출처"
)
_SOURCE_LABELS = word_set(
    "original-article original-source originally-published-at originally-published-in "
    "originally-published-on originally-published-by originally-appeared-in originally-appeared-on "
    "first-published-by first-published-on republished-from this-article-first-appeared-on المصدر "
    "المقال-الأصلي الأصل منبع ماخذ המקור originalartikel article-original artículo-original "
    "artigo-original articolo-originale первоисточник оригинал источник джерело 元記事 原文 来源 원문 출처"
)
_PUNCTUATION = " \t\r\n:：.…»«›>→←[]()|،-–—"
_MAX_LABEL = 80
_PREFIX = 3
_PREFIXES = frozenset(phrase[:_PREFIX] for phrase in _SOURCE_LINK_TEXTS | _SOURCE_LABELS)


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """Absolute URLs."""

    source: str | None
    license: str | None


def find(document: Document) -> SourceLinks:
    """The first link off the site that is labelled as the original ("Original Article", "المصدر"), and the
    first `a` element with `rel=license` (HTML §4.6.7.9).
    """
    return SourceLinks(
        source=_first_url(filter(_is_source_link, document.external_links), document),
        license=_first_url(document.root.css("a[rel~='license' i]"), document),
    )


def _first_url(links: Iterable[Node], document: Document) -> str | None:
    urls = (document.absolute(link.attrs.sget("href", "")) for link in links)
    return next(filter(None, urls), None)


def names_source(text: str) -> bool:
    """Whether a text is what a link to the original is called: "Original Article", "المصدر"."""
    return _is_one_of(_SOURCE_LINK_TEXTS, text)


def labels_source(text: str) -> bool:
    """Whether a text introduces a link to the original: "Originally published on"."""
    return _is_one_of(_SOURCE_LABELS, text)


def _is_source_link(element: Node) -> bool:
    return names_source(leading_text(element)) or _has_source_label(element)


def _has_source_label(element: Node) -> bool:
    """Whether the text right before a link is a label such as "Source: <a>…</a>"."""
    text, sibling = text_before(element)
    if sibling is not None and not text.strip(_PUNCTUATION):
        text = leading_text(sibling)
    return labels_source(text)


def _is_one_of(phrases: frozenset[str], text: str) -> bool:
    if not text or len(text) > _MAX_LABEL:
        return False
    phrase = text.strip(_PUNCTUATION).lower()
    return phrase[:_PREFIX] in _PREFIXES and "-".join(phrase.split()) in phrases
