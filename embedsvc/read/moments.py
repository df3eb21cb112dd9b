"""Rules for the two dates of a page, published and modified, which are never mixed."""

from collections.abc import Callable, Iterator

from embedsvc.read import dates, visible
from embedsvc.read.document import Element
from embedsvc.read.page import Page

Rule = Callable[[Page], str | None]

PUBLISHED_NAMES = (
    "datepublished", "date_published", "published_time", "publication_date", "publish_date",
    "publishdate", "published-date", "pubdate", "pub_date", "publish-date", "publication-date",
    "article.published", "article:published", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dcterms.issued", "dc.date.issued",
    "dcterms.created", "dc.date.created", "datecreated", "dcterms.date", "dc.date", "citation_date",
    "citation_cover_date", "prism.publicationdate", "bt:pubdate", "rnews:datepublished", "og:pubdate",
    "og:publish_date", "og:published_time", "og:release_date", "article:post_date",
    "originalpublicationdate", "displaydate", "timestamp", "article_date_original", "dateposted",
    "created", "date", "shareaholic:article_published_time", "video:release_date",
)  # fmt: skip
"""Names that publishers use for the day of publication, most exact first."""

MODIFIED_NAMES = (
    "datemodified", "date_modified", "modified_time", "dcterms.modified", "dc.date.modified", "lastmod",
    "last-modified", "last_modified", "lastmodified", "article.updated", "article:modified",
    "updated_time", "utime", "revised", "cxenseparse:recs:modifytime",
    "shareaholic:article_modified_time", "bt:moddate", "article_date_updated", "dateupdated",
)  # fmt: skip


def moment(*names: str) -> Rule:
    """A date in meta tags: https://ogp.me/#type_article, Dublin Core, Highwire Press and kin."""

    def rule(page: Page) -> str | None:
        return next((value for text in page.head.all(*names) if (value := parsed(text, page))), None)

    return rule


def parsed(text: str | None, page: Page) -> str | None:
    """The date that a text is, with the precision it gives."""
    return dates.parse(text[:200], languages=page.languages, now=page.document.fetched_at) if text else None


def structured_published(page: Page) -> str | None:
    """`datePublished` of JSON-LD (https://schema.org/datePublished)."""
    return parsed(page.work.published, page) if page.work else None


def structured_modified(page: Page) -> str | None:
    """`dateModified` of JSON-LD (https://schema.org/dateModified)."""
    return parsed(page.work.modified, page) if page.work else None


def item_published(page: Page) -> str | None:
    """`datePublished` of microdata."""
    return parsed(page.item.published, page) if page.item else None


def item_modified(page: Page) -> str | None:
    """`dateModified` of microdata."""
    return parsed(page.item.modified, page) if page.item else None


def time_element(page: Page) -> str | None:
    """The first `time` element (HTML §4.5.14) that belongs to the article and does not tell of a change."""
    for element in page.document.all("time")[:40]:
        if _tells_of_change(element) or visible.is_elsewhere(element):
            continue
        value = parsed(element.get("datetime"), page) or parsed(visible.short(element), page)
        if value:
            return value
    return None


def date_of_url(page: Page) -> str | None:
    """A day in the path (`/2021/01/26/`); a month alone is less than the page itself may show."""
    value = dates.of_url(page.document.url, now=page.document.fetched_at)
    return value if value and len(value) >= 10 else None


def date_seen(page: Page) -> str | None:
    """A date in an element that the page marks as such, then the URL's month."""
    for element in page.marks.dates:
        if _tells_of_change(element) or visible.is_elsewhere(element):
            continue
        value = next(_found(visible.short(element), page), None)
        if value:
            return value
    return dates.of_url(page.document.url, now=page.document.fetched_at)


def _found(text: str | None, page: Page) -> Iterator[str]:
    if text:
        for found in dates.find(text, languages=page.languages, now=page.document.fetched_at):
            yield found.value


def _tells_of_change(element: Element) -> bool:
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    return "modif" in marks or "update" in marks
