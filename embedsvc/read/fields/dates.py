"""Rules for the two dates of a page, published and modified, where they are stated for machines: meta tags,
structured data, the URL, data of scripts. The two are never mixed.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from embedsvc.read.dates import dates
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html.tree import leading_text

Rule = Callable[[PageFacts], str | None]

DAY = len("2021-01-26")
"""Characters of a date that is precise to the day."""

PUBLISHED_NAMES = (
    "date_published", "published_date", "publication_date", "publish_date", "pub_date", "date_pub",
    "published_on", "published_at", "published_time", "publication_time", "publish_time", "first_published",
    "first_published_at", "article:first_published_time", "article.published", "article:published_at",
    "article:published_date", "article:publish_date", "article:publication_date", "article:post_date",
    "article:date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "dcterms.issued", "dc.issued", "dc.date.issued", "dc.date.published",
    "dc.date.publication", "dcterms.available", "dc.date.available", "dcterms.created", "dc.created",
    "dc.date.created", "date_created", "created_at", "citation_cover_date", "prism.publicationdate",
    "eprints.date", "bt:pubdate", "rnews:datepublished", "schema:datepublished", "og:pubdate",
    "og:publish_date", "og:published_time", "og:release_date", "original_publication_date", "displaydate",
    "article_date_original", "date_posted", "post_date", "posted_on", "iso-8601-publish-date",
    "mediator_published_time", "shareaholic:article_published_time", "article:create_at",
    "weibo:article:create_at",
    "book:release_date", "music:release_date", "video:release_date", "ya:ovs:upload_date",
)  # fmt: skip
"""Names that publishers use for the day of publication, the most specific first, in one spelling of each. A
day that an author enters precedes a moment that a system writes.

Sources: the tables of htmldate (`DATE_ATTRIBUTES`) and of Zotero's translator "Embedded Metadata"; the
documentation of Parse.ly, Sailthru, Cxense, EPrints, PRISM (§ publicationDate), Weibo and Yandex Video.
"""

VAGUE_NAMES = (
    "date", "dcterms.date", "dc.date", "article_date", "created", "issued", "published", "timestamp",
    "citation_year",
)  # fmt: skip
"""Names that some systems use for the time when they rendered the page: a visible date is better."""

MODIFIED_NAMES = (
    "date_modified", "modified_date", "modified_time", "modified_at", "modified", "dcterms.modified",
    "dc.modified", "dc.date.modified", "schema:datemodified", "lastmod", "last_modified",
    "last_modified_date", "last_updated", "updated_at", "update_date", "article.updated", "article:updated",
    "article:updated_time", "article:modified", "article:modified_date", "updated_time", "utime", "revised",
    "cxenseparse:recs:modifytime", "shareaholic:article_modified_time", "bt:moddate", "article_date_updated",
    "date_updated", "weibo:article:update_at",
)  # fmt: skip

_RFC_3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:(T\d\d:\d\d:\d\d)(?:\.0{1,9})?(?:(Z|[+-]00:?00)|([+-](?:0\d|1[0-4])):?([0-5]\d)))?",
    re.ASCII,
)
_FIRST = datetime(1995, 1, 1, tzinfo=UTC).timestamp()
"""No page is older than the web."""
_MAX_CHARACTERS = 200
_MAX_DATA = 200_000
"""Characters of scripts that are searched."""
_PUBLISHED_IN_DATA = re.compile(
    r"""["'](?:date_?published|published_?(?:date|time|at|on)|publish_?(?:date|time|at)|publication_?(?:date|time)|"""
    r"""first_?published(?:_?(?:date|at))?)["']\s{0,3}:\s{0,3}["'](\d{4}-\d\d-\d\d[^"'\s]{0,30})["']""",
    re.IGNORECASE,
)


def meta_date(*names: str) -> Rule:
    """A date in meta tags (https://ogp.me/#type_article, Dublin Core, Highwire Press and others)."""

    def rule(page: PageFacts) -> str | None:
        return next((value for text in page.head.all(*names) if (value := parse(text, page))), None)

    return rule


open_graph_published = meta_date("article:published_time", "og:article:published_time")
other_published = meta_date(*PUBLISHED_NAMES)
_CITATION_NAMES = ("citation_publication_date", "citation_date", "citation_online_date")


def citation_date(page: PageFacts) -> str | None:
    """Highwire Press: the day of the issue, otherwise the day of this version online, also where it is within
    the issue's month or year.
    """
    found = list(filter(None, (parse(text, page) for text in page.head.all(*_CITATION_NAMES))))
    first = next(iter(found), None)
    return next((each for each in found if first and len(each) >= DAY and each.startswith(first)), first)


def parse(text: str | None, page: PageFacts) -> str | None:
    """The date of a text, with the precision that it has. Cached, since pages repeat their dates."""
    if not text:
        return None
    if text not in page.parsed_dates:
        now = page.document.fetched_at
        page.parsed_dates[text] = _parse_rfc_3339(text, now) or dates.parse(
            text[:_MAX_CHARACTERS], languages=page.languages, now=now
        )
    return page.parsed_dates[text]


def _parse_rfc_3339(text: str, now: float) -> str | None:
    """The fast path for what most machines write. Implausible dates are left to the full parser."""
    match = _RFC_3339.fullmatch(text)
    if match is None:
        return None
    day, time, utc, hours, minutes = match.groups()
    value = day if time is None else day + time + ("Z" if utc else f"{hours}:{minutes}")
    try:
        moment = datetime.fromisoformat(value if time else f"{day}T00:00:00Z")
    except ValueError:
        return None
    return value if _FIRST <= moment.timestamp() <= now else None


def json_ld_published(page: PageFacts) -> str | None:
    """`datePublished` in JSON-LD (https://schema.org/datePublished)."""
    return parse(page.json_ld_work.published, page) if page.json_ld_work else None


def stated(page: PageFacts) -> str | None:
    """The date of publication that the page states for machines, from the most reliable of these sources."""
    rules = (json_ld_published, open_graph_published, other_published, microdata_published)
    return next((value for rule in rules if (value := rule(page))), None)


def json_ld_modified(page: PageFacts) -> str | None:
    """`dateModified` in JSON-LD (https://schema.org/dateModified)."""
    return parse(page.json_ld_work.modified, page) if page.json_ld_work else None


def microdata_published(page: PageFacts) -> str | None:
    """`datePublished` in microdata."""
    return parse(page.microdata_work.published, page) if page.microdata_work else None


def microdata_modified(page: PageFacts) -> str | None:
    """`dateModified` in microdata."""
    return parse(page.microdata_work.modified, page) if page.microdata_work else None


def day_in_url(page: PageFacts) -> str | None:
    """A day in the path (`/2021/01/26/`)."""
    value = month_in_url(page)
    return value if value and len(value) >= DAY else None


def month_in_url(page: PageFacts) -> str | None:
    """A month or a day in the path (`/2021/01/`)."""
    return dates.from_url(page.document.url, now=page.document.fetched_at)


def date_in_data(page: PageFacts) -> str | None:
    """The day of publication in the data that scripts render the page from (`"publishedAt": "2021-…"`); None
    where there are several, since those are of other pages.
    """
    left, found = _MAX_DATA, set[str]()
    for script in page.document.root.css("script"):
        text = leading_text(script)[:left]
        left -= len(text)
        found.update(match[1] for match in _PUBLISHED_IN_DATA.finditer(text))
    values = sorted(value for text in found if (value := parse(text, page)))
    return values[-1] if len({value[:DAY] for value in values}) == 1 else None
