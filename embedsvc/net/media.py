"""Pictures, films and sounds of other sites, as the media proxy hands them to readers.

A file is fetched in parts, each a request of its own with the deadline and the slot of any fetch, so that
neither a slow site nor a slow reader occupies a slot for the length of a film. A picture is complete before
its response begins, so that a failure leaves no half of it in a cache.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from embedsvc import urls
from embedsvc.errors import TooLarge, UnsupportedMediaType, UpstreamError, UpstreamTimeout
from embedsvc.model import Ask, Fetch, Url
from embedsvc.net import file_types

PART_BYTES = 2 * 2**20
"""The size of one part. A film has at most two of them in memory, its first and the current one."""
MAX_PICTURE = 10 * 2**20
"""Bytes. It is also the limit for a file whose site gives no parts."""
MAX_FILM = 512 * 2**20
"""Bytes; also of a sound."""
MAX_SECONDS = 300
"""How long one response may take; a player requests the rest of a film again (seconds)."""
SLOTS = 16
"""Files that one worker fetches at a time; they are not the slots of links."""

ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif,video/*,audio/*,*/*;q=0.1"

_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")


@dataclass(frozen=True, slots=True)
class _Part:
    url: Url
    """The final one, after redirects."""
    start: int
    content: bytes
    size: int
    """Of the whole file."""
    etag: str | None

    def bytes(self, first: int, last: int) -> bytes:
        return self.content[first - self.start : last + 1 - self.start]

    def has(self, first: int, last: int) -> bool:
        return self.start <= first <= last < self.start + len(self.content)


FetchPart = Callable[[Url, int, int], _Part]
"""Fetches the part of a file from the first to the last of these bytes."""


class File:
    """One file whose first bytes are fetched."""

    def __init__(
        self, media_type: str, start: _Part, part: FetchPart, monotonic: Callable[[], float]
    ) -> None:
        self.media_type = media_type
        self.size = start.size
        """Bytes."""
        self._start = start
        self._part = part
        self._monotonic = monotonic

    def whole(self) -> Iterable[bytes]:
        """All its bytes. Raises Failure: for a picture before this returns, for a film also in the middle."""
        if file_types.kind_of(self.media_type) == "picture":
            return (self._bytes(0, self.size - 1),)
        return self._parts()

    def part(self, first: int, last: int) -> bytes:
        """Its bytes from `first`, at most to `last` and at most PART_BYTES. Raises Failure."""
        return self._bytes(first, min(last, first + PART_BYTES - 1, self.size - 1))

    def _parts(self) -> Iterator[bytes]:
        """Within MAX_SECONDS."""
        end = self._monotonic() + MAX_SECONDS
        yield self._start.content
        position = len(self._start.content)
        while position < self.size:
            if self._monotonic() > end:
                raise UpstreamTimeout("The file takes too long.")
            content = self.part(position, self.size - 1)
            yield content
            position += len(content)

    def _bytes(self, first: int, last: int) -> bytes:
        if self._start.has(first, last):
            return self._start.bytes(first, last)
        part = self._part(self._start.url, first, last)
        if (part.size, part.etag) != (self.size, self._start.etag) or not part.has(first, last):
            raise UpstreamError("The file changed while it was fetched.")
        return part.bytes(first, last)


class Media:
    """Opens files. `fetch` reads at most MAX_PICTURE bytes; `timeout` is that of one part, seconds."""

    def __init__(self, fetch: Fetch, timeout: float, monotonic: Callable[[], float]) -> None:
        self._fetch = fetch
        self._timeout = timeout
        self._monotonic = monotonic

    def open(self, url: str, needed: int) -> File:
        """The file at a URL, with at least `needed` of its first bytes. Raises Failure."""
        start = self._part(urls.parse(url), 0, max(needed, file_types.SNIFFED_BYTES) - 1)
        media_type = file_types.sniff(start.content)
        if media_type is None:
            raise UnsupportedMediaType("The address leads to no picture, film or sound.")
        is_picture = file_types.kind_of(media_type) == "picture"
        if start.size > (MAX_PICTURE if is_picture else MAX_FILM):
            raise TooLarge("The file is too large.")
        return File(media_type, start, self._part, self._monotonic)

    def _part(self, url: Url, first: int, last: int) -> _Part:
        """The part of a file, or more of it: a site may answer with the whole file (RFC 9110 §14.2)."""
        ask: Ask[Any] = Ask(
            url=url,
            read=lambda snapshot: snapshot,
            method="link",
            accept=ACCEPT,
            part=(first, last),
            failures={416: (UnsupportedMediaType, "The file is empty, or shorter than its site stated.")},
        )
        snapshot = self._fetch(ask, self._timeout)
        headers = dict(snapshot.headers)
        start, size = 0, len(snapshot.body)
        if snapshot.status == 206:
            stated = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
            if stated is None or not _fits(stated, first, last, len(snapshot.body)):
                raise UpstreamError("The site answered with another part of the file than was requested.")
            start, size = first, int(stated[3])
        return _Part(urls.parse(snapshot.url), start, snapshot.body, size, headers.get("etag"))


def _fits(stated: re.Match[str], first: int, last: int, length: int) -> bool:
    """Whether it is the whole part: crumbs would make thousands of requests of one file."""
    begin, end, size = map(int, stated.groups())
    return begin == first and end == min(last, size - 1) and length == end - begin + 1
