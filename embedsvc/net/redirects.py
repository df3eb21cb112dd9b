"""From a URL to its final response: redirects, statuses, conditional requests. The same live and replayed."""

from collections.abc import Callable
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any

from embedsvc import urls
from embedsvc.errors import HOUR, UpstreamError, UpstreamRefused, for_status
from embedsvc.model import Ask, Headers, Snapshot
from embedsvc.net import body, conditional, error_page, freshness
from embedsvc.net.cookies import Cookies
from embedsvc.net.exchange import Exchange, Response
from embedsvc.numbers import whole

MAX_REDIRECTS = 10
"""Redirects of one fetch that are followed: two shorteners, a site's own, its https, its `www.`, a check for
cookies and back make seven. Browsers follow 20; more than 10 round trips seldom fit the deadline.
"""

MAX_RETRY_AFTER = HOUR
"""The longest Retry-After that is honoured, seconds."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def follow(ask: Ask[Any], exchange: Exchange, *, max_bytes: int, clock: Callable[[], float]) -> Snapshot:
    """The final response to an Ask, at most `max_bytes` decoded bytes of it. Raises Failure for an error
    status, unless the Ask reads its body.

    Headers of the Ask go to its own origin only, and conditions only to the URL that gave the stored
    response. Where a condition leads to no usable answer, the URL is requested again without one. A cookie
    makes another request of the same URL; the same request twice is a loop.
    """
    url, known, cookies = ask.url, ask.known, Cookies()
    wanted: Headers = (("accept", ask.accept), *_part(ask))
    requested: set[tuple[str, Headers]] = set()
    for _ in range(1 + MAX_REDIRECTS):
        own = ask.headers if url.origin == ask.url.origin else ()
        cookie = cookies.request_headers(url)
        is_known = known is not None and known.url == url.text and not cookie
        condition = conditional.request_headers(known) if known and is_known else ()
        requested.add((url.text, cookie))
        with exchange(url, (*wanted, *own, *condition, *cookie)) as response:
            if known and condition and response.status in conditional.STATUSES:
                snapshot = _revalidated(known, response, clock())
                if snapshot:
                    return replace(snapshot, asked=ask.url.text)
                known = None
                continue
            location = _location(response)
            if location is None:
                _raise_for_status(ask, response, clock())
                return _snapshot(ask, url.text, response, max_bytes, clock())
        cookies.store(url, response.all("set-cookie"))
        url = urls.join(location, url.text)
        if (url.text, cookies.request_headers(url)) in requested:
            raise UpstreamError("The site redirects in a loop.")
    raise UpstreamError(f"The site redirects more than {MAX_REDIRECTS} times.")


def _part(ask: Ask[Any]) -> Headers:
    """Asks for a part of a file, without a content coding, whose parts would not be those of the file."""
    if ask.part is None:
        return ()
    first, last = ask.part
    return (("range", f"bytes={first}-{last}"), ("accept-encoding", "identity"))


def _revalidated(known: Snapshot, response: Response, now: float) -> Snapshot | None:
    return conditional.revalidated(known, response.headers, now) if response.status == 304 else None


def _location(response: Response) -> str | None:
    """The target of a redirect, None for another status (RFC 9110 §15.4). Of multiple choices, it is the one
    that the site prefers (§15.4.1); without one, no choice is better than another.
    """
    locations = set(response.all("location"))
    if response.status not in _REDIRECTS and not (response.status == 300 and locations):
        return None
    if len(locations) != 1:
        raise UpstreamError("The site redirects, but not to one address.")
    return locations.pop()


def _raise_for_status(ask: Ask[Any], response: Response, now: float) -> None:
    if response.status in ask.read_statuses:
        return
    if response.status in ask.failures:
        kind, detail = ask.failures[response.status]
        raise kind(detail)
    failure = for_status(response.status)
    if failure is not None:
        if failure is not UpstreamRefused and error_page.is_bot_check(response):
            failure = UpstreamRefused
        sentence = f"The site answered with status {response.status}."
        raise failure(sentence, retry_after=_retry_after(response, now))


def _retry_after(response: Response, now: float) -> int | None:
    """Seconds until upstream wants the next request (RFC 9110 §10.2.3), None where it states no such time."""
    values = response.all("retry-after")
    if len(values) != 1:
        return None
    value = values[0].strip()
    seconds = whole(value)
    if seconds is None:
        try:
            seconds = int(parsedate_to_datetime(value).timestamp() - now)
        except (ValueError, OverflowError):
            return None
    return min(seconds, MAX_RETRY_AFTER) if seconds > 0 else None


def _snapshot(ask: Ask[Any], url: str, response: Response, max_bytes: int, now: float) -> Snapshot:
    read = body.read_file(response, max_bytes) if ask.part else body.read(response, max_bytes)
    return Snapshot(
        asked=ask.url.text,
        url=url,
        status=response.status,
        media_type=read.media_type,
        charset=read.charset,
        headers=tuple(header for header in response.headers if header[0] != "set-cookie"),
        body=read.content,
        truncated=read.truncated,
        fetched_at=now,
        fresh_for=freshness.remaining(response.headers),
    )
