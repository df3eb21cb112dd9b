"""Rules for the fields that are URLs: the page's own, its source's, its licence's, its feeds'."""

import re
from urllib.parse import urlsplit

from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.urls import registrable_domain

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_MAX_FEEDS = 10
_LICENSES = re.compile(r"https?://(?:creativecommons\.org|opendatacommons\.org|www\.gnu\.org)/\S{1,200}")


def canonical_link(page: PageFacts) -> str | None:
    """`link rel=canonical` (RFC 6596), on the same site and not its home page."""
    return next((url for url in page.canonical_links if _may_be_page(url, page)), None)


def canonical_meta(page: PageFacts) -> str | None:
    """`og:url` (https://ogp.me), under the same conditions."""
    url = page.document.absolute(next(page.head.addresses("og:url"), None))
    return url if url and _may_be_page(url, page) else None


def canonical_json_ld(page: PageFacts) -> str | None:
    """`url` or `mainEntityOfPage` in JSON-LD, under the same conditions."""
    url = page.document.absolute(page.json_ld_work.url) if page.json_ld_work else None
    return url if url and _may_be_page(url, page) else None


def final_url(page: PageFacts) -> str | None:
    """The URL after redirects, where the page states none."""
    return page.document.absolute(page.document.url)


def _may_be_page(url: str, page: PageFacts) -> bool:
    """No page may claim another site's URL, and only a home page has the URL of one."""
    is_allowed_home = not urlsplit(page.document.url).path.strip("/")
    return _is_on_site(url, page) and (is_allowed_home or not _is_home(url))


def json_ld_source(page: PageFacts) -> str | None:
    """`isBasedOn` in JSON-LD (https://schema.org/isBasedOn)."""
    url = page.document.absolute(page.json_ld_work.based_on) if page.json_ld_work else None
    return url if url and _may_be_source(url, page) else None


def meta_source(page: PageFacts) -> str | None:
    """`syndication-source` and `original-source`, Google News' tags of 2010."""
    url = page.document.absolute(
        next(page.head.addresses("syndication-source", "original-source", "dcterms.source"), None)
    )
    return url if url and _may_be_source(url, page) else None


def canonical_source(page: PageFacts) -> str | None:
    """`link rel=canonical` to another site: the page republishes that one (RFC 6596 §3)."""
    return next((url for url in page.canonical_links if _may_be_source(url, page)), None)


def visible_source(page: PageFacts) -> str | None:
    """A visible link off the site, labelled as the original: "Original Article", "المصدر"."""
    return page.source_links.source


def _may_be_source(url: str, page: PageFacts) -> bool:
    return not _is_on_site(url, page) and not _is_home(url)


def _is_on_site(url: str, page: PageFacts) -> bool:
    return registrable_domain(urlsplit(url).hostname or "") == page.site


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query


def license_link(page: PageFacts) -> str | None:
    """`rel=license` on a `link` or an `a` element (HTML §4.6.7.9)."""
    return next(page.linked("license"), None) or page.source_links.license


def json_ld_license(page: PageFacts) -> str | None:
    """`license` in JSON-LD (https://schema.org/license)."""
    return page.document.absolute(page.json_ld_work.license) if page.json_ld_work else None


def meta_license(page: PageFacts) -> str | None:
    """The URL of a licence in Dublin Core's rights."""
    rights = " ".join(page.head.all("dcterms.license", "dcterms.rights", "dc.rights", "copyright"))
    found = _LICENSES.search(rights)
    return found[0] if found else None


def feeds(page: PageFacts) -> tuple[str, ...]:
    """`link rel=alternate` with the media type of a feed (RSS Autodiscovery; RFC 4287)."""
    links = [link for link in page.head.linked("alternate", "feed") if link.type in _FEED_TYPES]
    found = (page.document.absolute(link.href) for link in links[:_MAX_FEEDS])
    return tuple(dict.fromkeys(url for url in found if url))
