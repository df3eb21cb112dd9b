"""A site on loopback, for tests that go through real sockets."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.2"
"""Loopback, and yet not the address that everybody tries."""

PAGE = b"""<!doctype html><html lang="en"><head><title>A story</title>
<meta name="author" content="Jo Doe"><meta property="article:published_time" content="2021-01-26">
</head><body><p>Words.</p></body></html>"""

BROKEN = b"<html><head><title>Gr\xfc\xc3\xa9\xff\x80 t\xe9xt</title><body>\xfe\xff\x00\x81<p>\xed\xa0\x80"

ANSWERS = {
    "/story": (200, "text/html; charset=utf-8", PAGE),
    "/report.pdf": (200, "application/pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "/empty": (200, "text/html", b""),
    "/broken": (200, "text/html; charset=utf-8", BROKEN),
    "/failing": (500, "text/html", b"<title>secret trace</title>"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            time.sleep(3)
        status, content_type, body = ANSWERS.get(
            self.path, (404, "text/html", b"<title>Nothing here</title>")
        )
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve() -> Iterator[int]:
    """Serves while the block runs; gives the port."""
    server = ThreadingHTTPServer((HOST, 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
