"""A small site on loopback, for tests of the whole service."""

from tests.support.upstream import Conversation, Play, Upstream, answer

HOST = "127.0.0.2"
"""Not the address that other servers of the tests use, so that a test can allow it alone."""

PAGE = b"""<!doctype html><html lang="en"><head><title>A story</title>
<meta name="author" content="Jo Doe"><meta property="article:published_time" content="2021-01-26">
</head><body><p>Words.</p></body></html>"""

BROKEN = b"<html><head><title>Gr\xfc\xc3\xa9\xff\x80 t\xe9xt</title><body>\xfe\xff\x00\x81<p>\xed\xa0\x80"

PLAYS: dict[str, Play] = {
    "/story": answer(PAGE),
    "/report.pdf": answer(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
    "/empty": answer(b"", "text/html"),
    "/broken": answer(BROKEN),
    "/failing": answer("<title>secret trace</title>", "text/html", status="500 Internal Server Error"),
    "/slow": Conversation.silence,
}


def serve() -> Upstream:
    """Serves while the block runs; everything else is 404."""
    return Upstream(PLAYS, host=HOST)
