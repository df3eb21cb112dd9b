"""A recorded web: WARC files that answer instead of the network."""

import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from embedsvc import urls
from embedsvc.errors import Failure, UpstreamUnreachable
from embedsvc.model import Ask, Headers, Snapshot, Url
from embedsvc.net.guard import Guard
from embedsvc.net.redirects import Answer, follow
from embedsvc.settings import Settings

READ = 64 * 1024
NAMING = ("url", "id")
"""Parameters that name what is asked for, by which a record is found whatever else its query says."""


class Place(NamedTuple):
    path: Path
    offset: int


class NotRecorded(UpstreamUnreachable):
    """What is not in a recording fails like a network that is down."""

    def __init__(self, url: Url) -> None:
        super().__init__("The recording holds no answer of this link.")
        self.url = url


class Replay:
    """Answers from recordings; where one URL has several records, the first in the order of files counts.

    No look-up and no address check stands before what is recorded. What is not goes to `fallback`, hop by
    hop, or fails: as blocked where the guard would refuse it without a look-up, else as unreachable.
    Raises OSError for a file that cannot be opened and ValueError for one that is not a WARC file.
    """

    def __init__(
        self,
        paths: Iterable[str | Path],
        settings: Settings | None = None,
        *,
        clock: Callable[[], float] = time.time,
        fallback: Callable[[Ask[Any], float], Snapshot] | None = None,
    ) -> None:
        settings = settings or Settings()
        self._cap = settings.max_bytes
        self._guard = Guard(networks=settings.allow_networks, ports=settings.allow_ports)
        self._clock = clock
        self._fallback = fallback
        self._paths = tuple(map(Path, paths))
        self._places: dict[Hashable, Place] = {}
        for path in self._paths:
            for url, place in _responses(path):
                for key in _keys(url):
                    self._places.setdefault(key, place)

    def fetch(self, ask: Ask[Any], seconds: float) -> Snapshot:
        """The recorded answer to an Ask, its redirects followed as live. Raises Failure."""
        try:
            return follow(replace(ask, known=None), self._exchange, cap=self._cap, clock=self._clock)
        except NotRecorded as missing:
            if self._fallback is not None:
                return replace(self._fallback(replace(ask, url=missing.url), seconds), asked=ask.url.text)
            self._guard.check(missing.url.host, missing.url.port)
            raise

    def records(self) -> Iterator[tuple[str, Callable[[], Snapshot]]]:
        """Every recorded answer with its URL, in the order of the files, also where a URL has several; each
        is read when it is called, its redirects followed.
        """
        for path in self._paths:
            for url, place in _responses(path):
                yield url, partial(self._read, url, place)

    def _read(self, url: str, place: Place) -> Snapshot:
        start = urls.parse(url)

        def exchange(hop: Url, headers: Headers) -> AbstractContextManager[Answer]:
            return _opened(place) if hop == start else self._exchange(hop, headers)

        ask: Ask[None] = Ask(url=start, read=lambda _: None, method="metadata")
        return follow(ask, exchange, cap=self._cap, clock=self._clock)

    def _exchange(self, url: Url, headers: Headers) -> AbstractContextManager[Answer]:  # noqa: ARG002  (an Exchange)
        place = next((self._places[key] for key in _keys(url.text) if key in self._places), None)
        if place is None:
            raise NotRecorded(url)
        return _opened(place)


@contextmanager
def _opened(place: Place) -> Iterator[Answer]:
    with place.path.open("rb") as file:
        file.seek(place.offset)
        yield _answer(next(iter(ArchiveIterator(file))))


def _responses(path: Path) -> Iterator[tuple[str, Place]]:
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        try:
            for record in records:
                if record.rec_type == "response" and record.http_headers is not None:
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    yield url, Place(path, records.get_record_offset())
        except Exception as error:  # warcio fails in many ways on what it does not expect
            raise ValueError(f"{path} is not a WARC file that can be read") from error


def _keys(url: str) -> Iterator[Hashable]:
    """What a URL is found by, the surest first: itself, its normal form with the query in any order, what
    its query names.
    """
    yield url.partition("#")[0]
    try:
        normal = urls.normalise(url)
    except Failure:
        return
    where = (normal.scheme, normal.host, normal.port, normal.path)
    query = parse_qsl(normal.query, keep_blank_values=True)
    yield where, tuple(sorted(query))
    for name in NAMING:
        if value := dict(reversed(query)).get(name):
            yield where, name, _normal(value)


def _normal(value: str) -> str:
    try:
        return urls.normalise(value).text
    except Failure:
        return value


def _answer(record: ArcWarcRecord) -> Answer:
    status = record.http_headers.get_statuscode()
    headers = tuple((name.lower(), value) for name, value in record.http_headers.headers)
    record.http_headers.remove_header("content-encoding")  # so that only transfer codings are undone here
    stream = record.content_stream()
    return Answer(int(status) if status.isdecimal() else 0, headers, iter(lambda: stream.read(READ), b""))
