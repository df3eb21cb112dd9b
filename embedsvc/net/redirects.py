"""What live and recorded answers have in common: redirects, statuses, media types and the byte cap."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any

from embedsvc import urls
from embedsvc.errors import HOUR, TooLarge, UnsupportedMediaType, UpstreamError, for_status
from embedsvc.model import Ask, Headers, Snapshot, Url
from embedsvc.net import conditional, freshness
from embedsvc.net.content_coding import decoded

MAX_HOPS = 5
"""Redirects of one fetch that are followed."""

MAX_WAIT = HOUR
"""The longest Retry-After that is believed, seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One hop's answer: names of headers in lower case, the body as it comes, still in its content coding."""

    status: int
    headers: Headers
    chunks: Iterable[bytes]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.headers if key == name)

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")


Exchange = Callable[[Url, Headers], AbstractContextManager[Answer]]
"""Asks one URL with these request headers, and follows nothing."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_DATA = frozenset({"application/json", "text/json", "application/xml", "text/xml"})
_SCRIPT = frozenset({"application/javascript", "application/x-javascript"})  # what some APIs call their JSON
_HEADS = ("image/", "audio/", "video/")  # all that is asked of these is that they are there
_UNNAMED = frozenset({"", "application/octet-stream"})

_MEDIA_TYPE = re.compile(r"[ \t]*([A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127})[ \t]*(?:;|$)")
_CHARSET = re.compile(r";[ \t]*charset[ \t]*=[ \t]*[\"']?([^\s\"';,]{1,64})", re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]{1,9}")
_LENGTH = re.compile(r"[0-9]{1,18}")

SNIFFED = 1024
"""Bytes that are looked at where an answer does not say what it is."""

# After a byte order mark and white space; the first after the WHATWG MIME Sniffing Standard, section 7.1.
_LOOKS_LIKE = (
    (
        re.compile(
            rb"<(?:!--|(?:!doctype html|html|head|script|title|body|meta|link|div|p|h1)[\s>])", re.IGNORECASE
        ),
        "text/html",
    ),
    (re.compile(rb"<\?xml\s"), "text/xml"),
    (re.compile(rb"[{\[]"), "application/json"),
)


def follow(ask: Ask[Any], exchange: Exchange, *, cap: int, clock: Callable[[], float]) -> Snapshot:
    """The final 2xx answer to an Ask, at most `cap` decoded bytes of it.

    HTML that is longer, or broke off, is cut and used; images, audio and video are not read at all. Raises
    Failure for all else. Headers of the Ask go to the origin that it asks and to no other, and conditions to
    the very URL that gave what is known; where they come to nothing, it is asked again without.
    """
    url, known = ask.url, ask.known
    for _ in range(1 + MAX_HOPS):
        own = ask.headers if url.origin == ask.url.origin else ()
        condition = conditional.of(known) if known and known.url == url.text else ()
        with exchange(url, (("accept", ask.accept), *own, *condition)) as answer:
            if known and condition and answer.status in conditional.ANSWERS:
                still = conditional.renewed(known, answer.headers, clock()) if answer.status == 304 else None
                if still:
                    return replace(still, asked=ask.url.text)
                known = None
                continue
            location = _location(answer)
            if location is None:
                _refuse(answer, clock())
                return _snapshot(ask.url.text, url.text, answer, cap, clock())
        url = urls.join(location, url.text)
    raise UpstreamError(f"The site redirects more than {MAX_HOPS} times.")


def _location(answer: Answer) -> str | None:
    """Where an answer redirects to, None if it does not (RFC 9110 §15.4)."""
    if answer.status not in _REDIRECTS:
        return None
    locations = set(answer.all("location"))
    if len(locations) != 1:
        raise UpstreamError("The site redirects to no place, or to several.")
    return locations.pop()


def _refuse(answer: Answer, now: float) -> None:
    kind = for_status(answer.status)
    if kind is not None:
        raise kind(f"The site answered with status {answer.status}.", retry_after=_wait(answer, now))


def _wait(answer: Answer, now: float) -> int | None:
    """Seconds until upstream wants to be asked again (RFC 9110 §10.2.3), None where it does not say."""
    values = answer.all("retry-after")
    if len(values) != 1:
        return None
    value = values[0].strip()
    if _SECONDS.fullmatch(value):
        seconds = int(value)
    else:
        try:
            seconds = int(parsedate_to_datetime(value).timestamp() - now)
        except (ValueError, OverflowError):
            return None
    return min(seconds, MAX_WAIT) if seconds > 0 else None


def _snapshot(asked: str, url: str, answer: Answer, cap: int, now: float) -> Snapshot:
    content_type = answer.first("content-type")
    named, charset = _MEDIA_TYPE.match(content_type), _CHARSET.search(content_type)
    media_type = named[1].lower() if named else ""
    body, cut = b"", False
    if not media_type.startswith(_HEADS):
        media_type, body, cut = _body(media_type, answer, cap)
    return Snapshot(
        asked=asked,
        url=url,
        status=answer.status,
        media_type=media_type or None,
        charset=charset[1] if charset else None,
        headers=tuple(header for header in answer.headers if header[0] != "set-cookie"),
        body=body,
        truncated=cut,
        fetched_at=now,
        fresh_for=freshness.remaining(answer.headers),
    )


def _body(media_type: str, answer: Answer, cap: int) -> tuple[str, bytes, bool]:
    """What an answer is, its first `cap` decoded bytes, and whether there were more.

    A page that broke off is used as far as it came; the same of JSON or XML could not be read.
    """
    if media_type not in _UNNAMED:
        _refuse_type(media_type)
        _refuse_length(media_type, answer, cap)
    pieces = decoded(", ".join(answer.all("content-encoding")), answer.chunks)
    body = bytearray()
    try:
        if media_type in _UNNAMED:
            _fill(body, pieces, SNIFFED)
            media_type = _sniffed(body)
        cut = _fill(body, pieces, cap)
    except UpstreamError:
        if media_type not in _HTML or not body:
            raise
        cut = True
    if cut and _is_data(media_type):
        raise TooLarge("The answer of the site is too large.")
    return media_type, bytes(memoryview(body)[:cap]), cut


def _fill(body: bytearray, pieces: Iterator[bytes], size: int) -> bool:
    """Reads on until the body is longer than `size`; False if it ends before."""
    while len(body) <= size:
        piece = next(pieces, None)
        if piece is None:
            return False
        body += piece
    return True


def _is_data(media_type: str) -> bool:
    return media_type in _DATA or (media_type.endswith(("+json", "+xml")) and media_type not in _HTML)


def _refuse_type(media_type: str) -> None:
    if not (media_type.startswith("text/") or media_type in _HTML | _SCRIPT or _is_data(media_type)):
        raise UnsupportedMediaType(
            f"The link leads to a file of type {media_type}, which cannot be embedded."
        )


def _refuse_length(media_type: str, answer: Answer, cap: int) -> None:
    """Data that says of itself that it is too large need not be read."""
    length = answer.first("content-length")
    if _is_data(media_type) and _LENGTH.fullmatch(length) and int(length) > cap:
        raise TooLarge("The answer of the site is too large.")


def _sniffed(body: bytearray) -> str:
    if not body:
        return ""
    start = bytes(body[:SNIFFED]).removeprefix(codecs.BOM_UTF8).lstrip()
    for pattern, media_type in _LOOKS_LIKE:
        if pattern.match(start):
            return media_type
    raise UnsupportedMediaType("The link leads to a file of unknown type, which cannot be embedded.")
