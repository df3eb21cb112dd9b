"""Answers from recorded WARC files instead of the network."""

import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from embedsvc import urls
from embedsvc.errors import Failure, UpstreamUnreachable
from embedsvc.model import Ask, Headers, Snapshot, Url
from embedsvc.net.exchange import Response
from embedsvc.net.guard import Guard
from embedsvc.net.redirects import follow
from embedsvc.settings import Settings
from embedsvc.urls import Normalise

READ_SIZE = 64 * 1024
IDENTIFYING = ("url", "id")
"""Query parameters that identify a resource: a record is found by them whatever the rest of its query."""


@dataclass(frozen=True, slots=True)
class RecordLocation:
    path: Path
    offset: int
    """Bytes."""


class NotRecorded(UpstreamUnreachable):
    """A URL that is not recorded fails as if the network were down."""

    def __init__(self, url: Url) -> None:
        super().__init__("The recording has no response for this link.")
        self.url = url


class Replay:
    """Answers from recordings; of several records of one URL, the first in the order of the files is used.

    What is recorded needs no look-up and no address check. A hop that is not recorded goes to `fallback`, or
    fails: as blocked where the guard refuses it without a look-up, otherwise as unreachable.
    Raises OSError for a file that cannot be opened and ValueError for one that is not a WARC file.
    """

    def __init__(
        self,
        paths: Iterable[str | Path],
        settings: Settings | None = None,
        *,
        normalise: Normalise,
        clock: Callable[[], float] = time.time,
        fallback: Callable[[Ask[Any], float], Snapshot] | None = None,
    ) -> None:
        settings = settings or Settings()
        self._max_bytes = settings.max_bytes
        self._guard = Guard(networks=settings.allow_networks, ports=settings.allow_ports)
        self._normalise = normalise
        self._clock = clock
        self._fallback = fallback
        self._paths = tuple(map(Path, paths))
        self._locations: dict[Hashable, RecordLocation] = {}
        for path in self._paths:
            for url, location in _responses(path):
                for key in _keys(url, normalise):
                    self._locations.setdefault(key, location)

    def fetch(self, ask: Ask[Any], seconds: float) -> Snapshot:
        """The recorded response to an Ask, with redirects followed as live. Raises Failure."""
        try:
            return self._follow(replace(ask, known=None), self._exchange)
        except NotRecorded as missing:
            if self._fallback is not None:
                headers = ask.headers if missing.url.origin == ask.url.origin else ()
                rest = replace(ask, url=missing.url, headers=headers, known=None)
                return replace(self._fallback(rest, seconds), asked=ask.url.text)
            self._guard.check(missing.url.host, missing.url.port)
            raise

    def records(self) -> Iterator[tuple[str, Callable[[], Snapshot]]]:
        """Every recorded response with its URL, in the order of the files, duplicates included. Calling the
        function reads the record and follows its redirects.
        """
        for path in self._paths:
            for url, location in _responses(path):
                yield url, partial(self._read, url, location)

    def _read(self, url: str, location: RecordLocation) -> Snapshot:
        start = urls.parse(url)

        def exchange(hop: Url, headers: Headers) -> AbstractContextManager[Response]:
            return _opened(location) if hop == start else self._exchange(hop, headers)

        return self._follow(Ask(url=start, read=lambda _: None, method="metadata"), exchange)

    def _follow(
        self, ask: Ask[Any], exchange: Callable[[Url, Headers], AbstractContextManager[Response]]
    ) -> Snapshot:
        return follow(ask, exchange, max_bytes=self._max_bytes, clock=self._clock)

    def _exchange(self, url: Url, headers: Headers) -> AbstractContextManager[Response]:  # noqa: ARG002  (an Exchange)
        keys = _keys(url.text, self._normalise)
        location = next((self._locations[key] for key in keys if key in self._locations), None)
        if location is None:
            raise NotRecorded(url)
        return _opened(location)


@contextmanager
def _opened(location: RecordLocation) -> Iterator[Response]:
    with location.path.open("rb") as file:
        file.seek(location.offset)
        yield _response(next(iter(ArchiveIterator(file))))


def _responses(path: Path) -> Iterator[tuple[str, RecordLocation]]:
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        try:
            for record in records:
                if record.rec_type == "response" and record.http_headers is not None:
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    yield url, RecordLocation(path, records.get_record_offset())
        except Exception as error:  # warcio raises many kinds of exceptions for malformed files
            raise ValueError(f"{path} is not a WARC file that can be read") from error


def _keys(url: str, normalise: Normalise) -> Iterator[Hashable]:
    """The keys of a URL, most specific first: its text, its normal form with the query in any order, its
    identifying parameters.
    """
    yield url.partition("#")[0]
    try:
        normal = normalise(url)
    except Failure:
        return
    resource = (normal.scheme, normal.host, normal.port, normal.path)
    query = parse_qsl(normal.query, keep_blank_values=True)
    yield resource, tuple(sorted(query))
    for name in IDENTIFYING:
        if value := dict(reversed(query)).get(name):
            yield resource, name, _normalised(value, normalise)


def _normalised(value: str, normalise: Normalise) -> str:
    try:
        return normalise(value).text
    except Failure:
        return value


def _response(record: ArcWarcRecord) -> Response:
    status = record.http_headers.get_statuscode()
    headers = tuple((name.lower(), value) for name, value in record.http_headers.headers)
    record.http_headers.remove_header("content-encoding")  # so that warcio decodes transfer codings only
    stream = record.content_stream()
    chunks = iter(partial(stream.read, READ_SIZE), b"")
    return Response(int(status) if status.isdecimal() else 0, headers, chunks)
