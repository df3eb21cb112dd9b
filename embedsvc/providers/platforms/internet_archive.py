"""Internet Archive: captures of the Wayback Machine, as the archived page with the moment of its capture.

The raw capture (`id_`, https://en.wikipedia.org/wiki/Help:Using_the_Wayback_Machine) has neither the toolbar
nor rewritten links. Where it cannot be had, the replayed page is read without what the archive added to it.
"""

import dataclasses
import re
from urllib.parse import unquote

from embedsvc.errors import Failure, NotFound, UnsupportedMediaType
from embedsvc.model import Ask, Finding, Provider, Snapshot, Url
from embedsvc.providers import capture, webpage
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost
from embedsvc.urls import parse

INTERNET_ARCHIVE = Provider(name="Internet Archive", url="https://archive.org/", key="internet-archive")
CAPTURE = re.compile(
    r"/(?:web|save)/(?:(?P<stamp>\d{1,14})(?:[a-z]{2}_)?/|(?=https?(?::|%3A)))(?P<page>[^/*][^*]*)",
    re.ASCII | re.DOTALL,
)
"""A capture. `/save/` would make one; the nearest that exists is shown instead."""
ENCODED = re.compile("https?%3A", re.IGNORECASE)
_FINAL = re.compile(r"https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(.+)", re.ASCII | re.DOTALL)
_REWRITTEN = re.compile(
    rb"(?:(?:https?:)?(?:\\?/){2}web\.archive\.org)?\\?/web\\?/\d{4,14}(?:[a-z]{2}_)?\\?/(?=https?:)"
)
_TOOLBAR = b"<!-- BEGIN WAYBACK TOOLBAR INSERT -->", b"<!-- END WAYBACK TOOLBAR INSERT -->"


def flow(url: Url, stamp: str | None, page: str) -> SiteFlow:
    """The raw capture, otherwise the replayed one; None for a wall that was captured, and for a file."""
    page = unquote(page) if ENCODED.match(page) else page
    address = capture.original(page)
    if address is None:
        return None
    raw, shown = (parse(f"https://web.archive.org/web/{stamp or '2'}{flag}/{page}") for flag in ("id_", ""))
    try:
        found: Finding = yield _ask(raw, address, stamp, url.fragment, share=0.5)
    except NotFound:
        raise
    except Failure as failure:
        if failure.answered or isinstance(failure, UnsupportedMediaType):
            return None
    else:
        return found
    replayed: Finding = yield _ask(shown, address, stamp, url.fragment, share=1.0)
    return replayed


def _ask(url: Url, address: str, stamp: str | None, fragment: str, *, share: float) -> Ask[Finding]:
    def read(response: Snapshot) -> Finding:
        final = _FINAL.match(response.url)
        page_url = (capture.original(final[2]) if final else None) or address
        moment = capture.moment(final[1] if final else stamp or "")
        page = dataclasses.replace(response, body=_REWRITTEN.sub(b"", _without_toolbar(response.body)))
        return capture.finding(page, page_url, moment, INTERNET_ARCHIVE, fragment)

    return webpage.ask(url, read, share=share)


def _without_toolbar(body: bytes) -> bytes:
    before, _, rest = body.partition(_TOOLBAR[0])
    _, end, after = rest.partition(_TOOLBAR[1])
    return before + after if end else body


SITES = (
    Site(
        provider=INTERNET_ARCHIVE,
        hosts={"archive.org": None, "web.archive.org": CAPTURE},
        flow=flow,
        gives={"article": "metadata"},
        aliases={"wayback.archive.org": "web.archive.org"},
        retention="full",
        permalinks=(
            Permalink(
                ("archive.org",),
                "/embed/(?P<item>[^/?]+)(?:[/?].*)?",
                "https://archive.org/details/{item}",
                Example(
                    "https://archive.org/embed/dance-of-bees?autoplay=1",
                    "https://archive.org/details/dance-of-bees",
                ),
            ),
        ),
        players=(PlayerHost("archive.org", "/embed/", "video"),),
        examples=(
            "https://web.archive.org/web/20210126120000/https://news.example/story",
            "https://web.archive.org/web/20210126120000id_/https://news.example/story?page=2",
            "https://web.archive.org/web/2021if_/http://news.example/",
            "https://web.archive.org/web/https://news.example/story",
            "https://web.archive.org/save/https://news.example/story",
            "https://web.archive.org/web/20210126120000/https%3A%2F%2Fnews.example%2Fstory",
        ),
    ),
)
