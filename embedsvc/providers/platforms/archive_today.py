"""archive.today: captured pages, with the address and the moment that the capture's page states.

Its head links to the long form of the capture, `https://archive.ph/20210126120000/https://news.example/story`
or with a dotted timestamp; short links (`https://archive.ph/AbC12`) contain neither.
"""

import dataclasses
import re

from embedsvc.errors import Failure, UpstreamError
from embedsvc.model import Finding, Provider, Snapshot, Url
from embedsvc.providers import capture, webpage
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.html import document
from embedsvc.read.html.document import Document

ARCHIVE_TODAY = Provider(name="archive.today", url="https://archive.today/", key="archive-today")
HOSTS = ("archive.today", "archive.ph", "archive.is", "archive.li", "archive.md", "archive.vn", "archive.fo")
_HOST = rf"https?://(?:{'|'.join(map(re.escape, HOSTS))})/"
_STAMP = r"\d{14}|\d{4}\.\d{2}\.\d{2}-\d{6}"
_PAGE = r"/(?P<page>https?:/.+)"
_LONG = rf"(?P<stamp>{_STAMP}){_PAGE}"
CAPTURE = re.compile(
    rf"/(?:(?P<stamp>{_STAMP}|\d{{4,13}}|newest|oldest){_PAGE}|[A-Za-z0-9]{{4,8}}(?:/(?:image)?)?)",
    re.ASCII | re.DOTALL,
)
_STATED = re.compile(_HOST + _LONG, re.ASCII | re.DOTALL)
_REWRITTEN = re.compile(rf"{_HOST}(?:{_STAMP})/(?=https?:)".encode())


def flow(url: Url, stamp: str | None, page: str | None) -> SiteFlow:
    """The captured page; None, which leaves a link, behind the bot check of the archive."""
    try:
        found: Finding = yield webpage.ask(
            url, lambda response: _capture(response, stamp, page, url.fragment)
        )
    except Failure as failure:
        if failure.answered or isinstance(failure, UpstreamError):
            return None
        raise
    return found


def _capture(response: Snapshot, stamp: str | None, page: str | None, fragment: str) -> Finding:
    stated = _stated(document.parse(response))
    if stated:
        stamp, page = stated["stamp"], stated["page"]
    address = capture.original(page) if page else None
    if address is None:
        raise UpstreamError("The page of the archive does not state what it captured.")
    page_of_site = dataclasses.replace(response, body=_REWRITTEN.sub(b"", response.body))
    return capture.finding(page_of_site, address, capture.moment(stamp or ""), ARCHIVE_TODAY, fragment)


def _stated(page: Document) -> re.Match[str] | None:
    """The long form of the capture's address, in a link or a meta tag of the head."""
    values = [each.attributes.get("href") for each in page.all("link")]
    values += [each.attributes.get("content") for each in page.all("meta")]
    return next(filter(None, (_STATED.fullmatch(value or "") for value in values)), None)


SITES = (
    Site(
        provider=ARCHIVE_TODAY,
        hosts=dict.fromkeys(HOSTS, CAPTURE),
        flow=flow,
        gives={"article": "metadata"},
        retention="full",
        examples=(
            "https://archive.ph/AbC12",
            "https://archive.today/20210126120000/https://news.example/story",
            "https://archive.ph/newest/https://news.example/story",
            "https://archive.is/2021.01.26-120000/https://news.example/story",
        ),
    ),
)
