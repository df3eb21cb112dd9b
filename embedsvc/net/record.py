"""Keeping what is fetched as a WARC file that `replay` answers from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from threading import Lock
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from embedsvc import __version__
from embedsvc.model import Headers, Url
from embedsvc.net.redirects import Answer, Exchange

# Of one connection only, untrue of the body as it is kept, or nobody's business.
_LEFT_OUT = frozenset(
    {"connection", "content-length", "keep-alive", "set-cookie", "trailer", "transfer-encoding"}
)


class Recorder:
    """Writes every exchange that it is wrapped around, each hop a record, the body as far as it was read."""

    def __init__(self, file: BinaryIO, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._writer = WARCWriter(file, gzip=True)
        info = {"software": f"embedsvc/{__version__}", "format": "WARC File Format 1.0"}
        self._writer.write_record(self._writer.create_warcinfo_record("", info))

    def wrap(self, exchange: Exchange) -> Exchange:
        """The same exchange, kept: what `Transport` takes as `wrap`."""

        @contextmanager
        def kept(url: Url, headers: Headers) -> Iterator[Answer]:
            body = bytearray()
            with exchange(url, headers) as answer:
                try:
                    yield replace(answer, chunks=_copied(answer, body))
                finally:
                    self._write(url.text, answer, bytes(body))

        return kept

    def _write(self, url: str, answer: Answer, body: bytes) -> None:
        headers = [header for header in answer.headers if header[0] not in _LEFT_OUT]
        headers.append(("content-length", str(len(body))))
        status = f"{answer.status} {responses.get(answer.status, '')}"
        date = datetime.fromtimestamp(self._clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with self._lock:
            record = self._writer.create_warc_record(
                url,
                "response",
                payload=BytesIO(body),
                length=len(body),
                warc_headers_dict={"WARC-Date": date},
                http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
            )
            self._writer.write_record(record)


def _copied(answer: Answer, body: bytearray) -> Iterator[bytes]:
    for chunk in answer.chunks:
        body += chunk
        yield chunk
