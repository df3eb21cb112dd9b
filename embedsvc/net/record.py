"""Recording fetches as a WARC file, from which `replay` answers."""

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
from embedsvc.net.exchange import Exchange, Response

# Headers of one connection, headers that do not describe the body as it is recorded, and cookies.
_NOT_RECORDED = frozenset(
    {"connection", "content-length", "keep-alive", "set-cookie", "trailer", "transfer-encoding"}
)


class Recorder:
    """Records every exchange that it wraps: a record for each hop, its body as far as it was read."""

    def __init__(self, file: BinaryIO, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._writer = WARCWriter(file, gzip=True)
        info = {"software": f"embedsvc/{__version__}", "format": "WARC File Format 1.0"}
        self._writer.write_record(self._writer.create_warcinfo_record("", info))

    def wrap(self, exchange: Exchange) -> Exchange:
        """The same exchange, recorded; the `wrap` of a Transport."""

        @contextmanager
        def recorded(url: Url, headers: Headers) -> Iterator[Response]:
            body = bytearray()
            with exchange(url, headers) as response:
                try:
                    yield replace(response, chunks=_copying(response, body))
                finally:
                    self._write(url.text, response, bytes(body))

        return recorded

    def _write(self, url: str, response: Response, body: bytes) -> None:
        headers = [header for header in response.headers if header[0] not in _NOT_RECORDED]
        headers.append(("content-length", str(len(body))))
        status = f"{response.status} {responses.get(response.status, '')}"
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


def _copying(response: Response, body: bytearray) -> Iterator[bytes]:
    for chunk in response.chunks:
        body += chunk
        yield chunk
