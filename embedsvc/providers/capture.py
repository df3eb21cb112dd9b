"""A page as a web archive captured it: what it states, with its own address and the moment of the capture."""

import dataclasses
import re
from datetime import UTC, datetime

from embedsvc import urls
from embedsvc.errors import DAY, Failure
from embedsvc.model import Finding, Provider, Snapshot
from embedsvc.providers.webpage import kind_of
from embedsvc.read import fields, walls
from embedsvc.read.html import document
from embedsvc.read.page import text_fragment

_SLASHES = re.compile(r"(?i)(https?):/+")
_MOMENT = re.compile(r"(\d{4})[.-]?(\d{2})[.-]?(\d{2})[.-]?(\d{2})[.:]?(\d{2})[.:]?(\d{2})", re.ASCII)


def original(text: str) -> str | None:
    """The address of the archived page as it stands in that of a capture; None where it is not one."""
    text = _SLASHES.sub(r"\1://", text, count=1)
    try:
        return urls.parse(text if "://" in text.partition("?")[0] else f"http://{text}").text
    except Failure:
        return None


def moment(text: str) -> tuple[str, float] | None:
    """The moment in a timestamp of fourteen digits (UTC), as RFC 3339 and in seconds since the epoch."""
    match = _MOMENT.fullmatch(text)
    try:
        at = datetime(*map(int, match.groups()), tzinfo=UTC) if match else None  # type: ignore[misc,arg-type]
    except ValueError:
        return None
    return (at.strftime("%Y-%m-%dT%H:%M:%SZ"), at.timestamp()) if at else None


def finding(
    response: Snapshot, page_url: str, archived: tuple[str, float] | None, provider: Provider, fragment: str
) -> Finding:
    """What the archived page states, read as if its own site had answered at the moment of the capture.

    Raises the failure of a wall that was captured instead of the page.
    """
    fetched_at = archived[1] if archived else response.fetched_at
    page = document.parse(dataclasses.replace(response, asked=page_url, url=page_url, fetched_at=fetched_at))
    visit = walls.Visit(page)
    if wall := walls.check(visit):
        raise wall
    metadata = fields.from_facts(visit.page)
    if metadata.publisher is None:
        host = urls.registrable_domain(urls.parse(page_url).host)
        metadata = dataclasses.replace(metadata, publisher=host)
    return Finding(
        kind=kind_of(metadata),
        method="metadata",
        provider=provider,
        metadata=metadata,
        passage=text_fragment.find(page, fragment),
        archived_at=archived[0] if archived else None,
        ttl=DAY,
    )
