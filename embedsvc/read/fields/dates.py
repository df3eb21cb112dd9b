"""Rules for the two dates of a page, published and modified, which are never mixed."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from urllib.parse import urlsplit

from embedsvc.read.dates import country_days, dates, update_labels
from embedsvc.read.fields.page import Page
from embedsvc.read.html.document import words
from embedsvc.read.html.tree import Node, own_text, text_before
from embedsvc.read.page.marks import short

Rule = Callable[[Page], str | None]

PUBLISHED_NAMES = (
    "datepublished", "date_published", "published_time", "publication_date", "publish_date",
    "publishdate", "published-date", "pubdate", "pub_date", "publish-date", "publication-date",
    "article.published", "article:published", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dcterms.issued", "dc.date.issued",
    "dcterms.created", "dc.date.created", "datecreated",
    "citation_cover_date", "prism.publicationdate", "bt:pubdate", "rnews:datepublished", "og:pubdate",
    "og:publish_date", "og:published_time", "og:release_date", "article:post_date",
    "originalpublicationdate", "displaydate", "article_date_original", "dateposted",
    "shareaholic:article_published_time", "video:release_date",
)  # fmt: skip
"""Names that publishers use for the day of publication, most exact first."""

VAGUE_NAMES = ("date", "dcterms.date", "dc.date", "created", "timestamp")
"""Names under which some systems tell when they made the page: what the page shows is better."""

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


citation_date = moment("citation_publication_date", "citation_date", "citation_online_date")
"""Highwire Press: the day of the issue, then that of this version online."""


def parsed(text: str | None, page: Page) -> str | None:
    """The date that a text is, with the precision it gives. Pages say the same moment many times over."""
    if not text:
        return None
    if text not in page.moments:
        now = page.document.fetched_at
        page.moments[text] = _rfc_3339(text, now) or dates.parse(
            text[:200], languages=page.languages, now=now
        )
    return page.moments[text]


_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:(T\d\d:\d\d:\d\d)(?:\.0{1,9})?(?:(Z|[+-]00:?00)|([+-](?:0\d|1[0-4])):?([0-5]\d)))?",
    re.ASCII,
)


def _rfc_3339(text: str, now: float) -> str | None:
    """What most machines write, read without a grammar; what is not plausible is left to it."""
    exact = _MOMENT.fullmatch(text)
    if exact is None:
        return None
    day, time, utc, hours, minutes = exact.groups()
    value = day if time is None else day + time + ("Z" if utc else f"{hours}:{minutes}")
    try:
        moment = datetime.fromisoformat(value if time else f"{day}T00:00:00Z")
    except ValueError:
        return None
    return value if _FIRST <= moment.timestamp() <= now else None


_FIRST = datetime(1995, 1, 1, tzinfo=UTC).timestamp()


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


def local_day(page: Page) -> str | None:
    """The day of publication by the publisher's own calendar, where the machine-readable moment in UTC falls
    on another: the one that the URL or an element of the page shows, else the one that it was in all of the
    country that the site's domain names.
    """
    said = (page.work.published if page.work else None) or page.head.first("article:published_time") or ""
    if not said.strip().endswith(_UTC) or "T" not in (value := parsed(said, page) or ""):
        return None
    moment = datetime.fromisoformat(value[:_MINUTE]).replace(tzinfo=UTC)
    there = country_days.possible_days(moment, urlsplit(page.document.url).hostname or "")
    others = (there or {_neighbour(moment)}) - {value[:_DAY]}
    seldom = there is None and _EVENING > moment.hour >= _EARLY
    for day in _shown_days(page, seldom=seldom) if others else ():
        if day in others:
            return day
        if day == value[:_DAY]:
            return None
    return next(iter(others)) if others == there and len(others) == 1 else None


_UTC = ("Z", "z", "+00:00", "+0000")
_MINUTE = len("2021-01-26T10:30")
_NOON, _EARLY, _EVENING = 12, 6, 21
"""Zones reach from -12 to +14 hours, but most people live from -7 to +4."""


def _neighbour(moment: datetime) -> str:
    return (moment.date() + timedelta(days=-1 if moment.hour < _NOON else 1)).isoformat()


def _shown_days(page: Page, *, seldom: bool) -> Iterator[str]:
    """Days that a reader sees; the walk over the page is left out in hours when it would seldom matter."""
    yield from filter(None, [date_of_url(page)])
    marked = () if seldom else islice(page.marks.dates, 10)
    for element in chain(page.document.all("time")[:5], marked):
        if not _tells_of_change(element) and not page.article.is_elsewhere(element):
            yield from _days(short(element), page)


def time_element(page: Page) -> str | None:
    """The first `time` element (HTML §4.5.14) that belongs to the article and does not tell of a change."""
    for element in page.article.own(page.document.all("time")[:40]):
        if _tells_of_change(element):
            continue
        shown = short(element)
        if shown and update_labels.is_change(_FIGURE.split(shown, 1)[0]):
            continue
        value = parsed(element.attributes.get("datetime"), page) or parsed(shown, page)
        if value:
            return value
    return None


def date_of_url(page: Page) -> str | None:
    """A day in the path (`/2021/01/26/`)."""
    value = dates.from_url(page.document.url, now=page.document.fetched_at)
    return value if value and len(value) >= _DAY else None


def month_of_url(page: Page) -> str | None:
    """A month in the path (`/2021/01/`)."""
    return dates.from_url(page.document.url, now=page.document.fetched_at)


def date_seen(page: Page) -> str | None:
    """A day in an element that the page marks as a date, as a byline or as a line about the article."""
    return next(_seen(page, before=False), None)


def date_before_headline(page: Page) -> str | None:
    """Such a day before the headline, where others are as a rule: today's, or a teaser's."""
    return next(_seen(page, before=True), None)


def _seen(page: Page, *, before: bool) -> Iterator[str]:
    marks = page.marks
    for element in chain(marks.dates, marks.lines, marks.bylines):
        if page.article.is_before(element) is not before or page.article.is_elsewhere(element):
            continue
        if not _tells_of_change(element):
            yield from _days(_shown(element), page)


def date_in_title(page: Page) -> str | None:
    """A day that is a part of the title element of its own ("… | 23.05.2011")."""
    *_, last = re.split(r"[|:–—-] ", page.title or "")
    return next(_days(last, page), None) if len(last) <= _SHORT else None


_IN_DATA = re.compile(
    r"""["'](?:date_?published|published_?(?:date|time|at|on)|publish_?(?:date|time|at)|publication_?(?:date|time)|"""
    r"""first_?published(?:_?(?:date|at))?)["']\s{0,3}:\s{0,3}["'](\d{4}-\d\d-\d\d[^"'\s]{0,30})["']""",
    re.IGNORECASE,
)
_MOST_DATA = 200_000


def date_in_data(page: Page) -> str | None:
    """The one day of publication in the data that scripts draw the page from (`"publishedAt": "2021-…"`);
    a list of several is of other pages.
    """
    left, said = _MOST_DATA, set[str]()
    for script in page.document.root.css("script"):
        text = own_text(script)[:left]
        left -= len(text)
        said.update(found[1] for found in _IN_DATA.finditer(text))
    days = sorted(day for text in said if (day := parsed(text, page)))
    return days[-1] if len({day[:_DAY] for day in days}) == 1 else None


def date_near_headline(page: Page) -> str | None:
    """A day in the lines that follow the headline, without any mark-up, else in those before it."""
    lines = chain(page.behind_headline, page.before_headline)
    days = ((day, line) for line in lines for day in _days(line.text, page, line.label))
    return next((day for day, line in days if line.is_of(page.article)), None)


def only_day_seen(page: Page) -> str | None:
    """The day of the last change, where a page shows no other: that of the version which one reads."""
    lines = chain(page.behind_headline, page.before_headline)
    found = ((each, line) for line in lines for each in _found(line.text, page))
    return next((each.value for each, line in found if line.is_of(page.article)), None)


_DAY = len("2021-01-26")
_FIRST_SEEN = "1990"
"""Before the web a day in a page is what the page is about."""
_SHORT = 30
_FIGURE = re.compile(r"\d")


def _days(text: str | None, page: Page, label: str = "") -> Iterator[str]:
    """The days in a text but for those of a change; `label` is what stands before it."""
    done = 0
    for found in _found(text, page):
        before = (text or "")[done : found.start]
        label, done = (before if before.strip() else label), found.end
        if not update_labels.is_change(label):
            yield found.value
        label = ""


def _found(text: str | None, page: Page) -> list[dates.DateMatch]:
    if not text or not any(map(str.isdigit, text)):
        return []
    found = dates.find(text, languages=page.languages, now=page.document.fetched_at)
    return [each for each in found if len(each.value) >= _DAY and each.value >= _FIRST_SEEN]


def _tells_of_change(element: Node) -> bool:
    return _is_marked_changed(element) or update_labels.is_change(_label(element))


def _is_marked_changed(element: Node) -> bool:
    """Whether its class says so; "published updated" is a page that never changed."""
    said = element.attributes
    marks = f"{said.get('class') or ''} {said.get('itemprop') or ''}".lower()
    return ("modif" in marks or "update" in marks) and "publish" not in marks


def _shown(element: Node) -> str | None:
    """The text of a line without what stands in it, hidden as a rule, for the date of a change."""
    text = short(element)
    for inner in element.css("span, time") if text else ():
        if inner.mem_id != element.mem_id and _is_marked_changed(inner):
            text = (text or "").replace(words(inner), " ", 1)
    return text


def _label(element: Node) -> str:
    """What stands right before an element: "Updated <time>…". A date is a label of nothing."""
    text, before = text_before(element)
    if before is not None and not text.strip():
        text = short(before) or ""
    return text if len(text) < _SHORT and not _FIGURE.search(text) else ""
