"""What a reader sees of an article besides its text: headlines, bylines, dates, links to the source.

Read only where the head is silent, since it costs a walk over the whole page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from embedsvc.read import tables
from embedsvc.read.document import Document, Element, words
from embedsvc.read.urls import site

_LONGEST = 300
"""Characters of a byline, a date line or a label: more is a text."""
_MOST = 40
"""Marked elements of a kind that are looked at."""
_CLIMB = 12
"""Levels that are climbed to see whether an element belongs to something other than the article."""

_CLASSES = {
    "byline": re.compile(
        r"byline|by-line|author|autor(?!is)|auteur|yazar|writer|(?<![a-z])redact(?:or|eur)|verfasser|journalist|"
        r"reporter(?![a-z])|signature|firma(?:nte)?(?![a-z])|post-?by|posted-?by|created-?by|p-author|kaynak-yazar"
    ),
    "date": re.compile(
        r"(?<![a-z])date|date(?![a-z])|datum|fecha|tarih|publish|pubdate|posted-?on|timestamp|time(?![a-z])|"
        r"entry-meta|post-meta|article-meta|meta-info|dateline|postmeta|byline|fech|(?<![a-z])data(?![a-z-])"
    ),
    "headline": re.compile(
        r"headline|(?:entry|post|article|story|news|content|single|page)[-_]*(?:title|heading|head(?![a-z]))|"
        r"(?<![a-z])title(?![a-z])|titre|titulo|titel|p-name"
    ),
}
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|widget|footer|recommend|teaser|carousel|newsletter|popular|trending|"
    r"most-?read|read-?more|more-?(?:news|articles|stories|posts|from)|also-?read|latest|navigation|promo(?![a-z])|"
    r"disqus|replies|respond(?![a-z])|reviews?-list|card-list|advert"
)
_OUTSIDE = frozenset({"aside", "footer", "nav", "blockquote", "form"})

_SOURCE_LINKS = tables.words(
    "original-article original-source original-story original-post read-the-original source-article "
    "المصدر المقال-الأصلي النص-الأصلي الأصل رابط-المصدر منبع مطلب-اصلی اصل-مطلب ماخذ اصل-مضمون המקור מקור "
    "לכתבה-המקורית originalartikel zum-original originalbeitrag quelle article-original source-originale "
    "artículo-original fuente-original artigo-original fonte-original articolo-originale origineel-artikel "
    "orijinal-haber kaynak oryginalny-artykuł źródło оригинал источник первоисточник джерело оригінал "
    "元記事 原文 出典 引用元 原文链接 阅读原文 查看原文 원문 원문보기 출처"
)
_SOURCE_LABELS = tables.words(
    "original-article original-source originally-published-at originally-published-in "
    "originally-published-on originally-published-by originally-appeared-in originally-appeared-on "
    "first-published-by first-published-on republished-from this-article-first-appeared-on المصدر "
    "المقال-الأصلي الأصل منبع ماخذ המקור originalartikel article-original artículo-original "
    "artigo-original articolo-originale первоисточник оригинал источник джерело 元記事 原文 来源 원문 출처"
)
_PUNCTUATION = " \t\r\n:：.…»«›>→←[]()|،-–—"


@dataclass(frozen=True, slots=True)
class Marks:
    """Elements that a page marks up as what they are, by class, `rel` or `itemprop`, in document order."""

    bylines: tuple[Element, ...]
    dates: tuple[Element, ...]
    headlines: tuple[Element, ...]


def marks(document: Document) -> Marks:
    """One walk over the page; each distinct class is judged once."""
    found: dict[str, list[Element]] = {kind: [] for kind in _CLASSES}
    known: dict[str, tuple[str, ...]] = {}
    for element in document.root.iter("*"):
        names = element.get("class")
        if names:
            kinds = known.get(names)
            if kinds is None:
                kinds = known[names] = _kinds(names)
            for kind in kinds:
                found[kind].append(element)
        elif element.tag == "a" and "author" in (element.get("rel") or "").lower().split():
            found["byline"].append(element)
    return Marks(*(tuple(found[kind][:_MOST]) for kind in ("byline", "date", "headline")))


def _kinds(names: str) -> tuple[str, ...]:
    lowered = names[:500].lower()
    return tuple(kind for kind, pattern in _CLASSES.items() if pattern.search(lowered))


def is_elsewhere(element: Element) -> bool:
    """Whether an element belongs to comments, teasers, side bars and the like."""
    for level, around in enumerate(element.iterancestors()):
        if around.tag in _OUTSIDE:
            return True
        names = f"{around.get('class') or ''} {around.get('id') or ''}".lower()[:500]
        if around.tag not in {"body", "html", "main", "article"} and _ELSEWHERE.search(names):
            return True
        if level >= _CLIMB:
            break
    return False


def headings(document: Document) -> Iterator[str]:
    """The texts of all `h1`, in document order."""
    for element in document.all("h1")[:_MOST]:
        if text := words(element):
            yield text


def short(element: Element) -> str | None:
    """The text of an element if it is as short as a byline; None for a long one or none."""
    text = words(element) if _is_small(element) else None
    return text if text and len(text) <= _LONGEST else None


def _is_small(element: Element) -> bool:
    return all(count < 60 for count, _ in enumerate(element.iter("*")))


def source_link(document: Document) -> str | None:
    """The URL behind a visible link to the original ("Original Article", "المصدر") on another site."""
    home = _site(document.url)
    for element in document.root.iter("a"):
        href = element.get("href")
        if not href or not href.startswith("http") or home in href:
            continue
        if _says(element.text, _SOURCE_LINKS) or _is_labelled(element):
            address = document.absolute(href)
            if address and _site(address) != home:
                return address
    return None


def license_links(document: Document) -> Iterator[str]:
    """The references of anchors that lead to a licence."""
    if not document.holds(b'license"', b'"license', b"license'", b"rel=license"):
        return
    for element in document.root.iter("a"):
        if "license" in (element.get("rel") or "").lower().split():
            yield element.get("href") or ""


def _is_labelled(element: Element) -> bool:
    """Whether the words right before a link are such a label ("Source: <a>…</a>")."""
    before = element.getprevious()
    parent = element.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else None
    if before is not None and not (text or "").strip(_PUNCTUATION):
        text = before.text
    return _says(text, _SOURCE_LABELS)


def _says(text: str | None, phrases: frozenset[str]) -> bool:
    if not text or len(text) > 80:
        return False
    return "-".join(text.strip(_PUNCTUATION).lower().split()) in phrases


def _site(url: str) -> str:
    try:
        return site(urlsplit(url).hostname or "")
    except ValueError:
        return ""
