"""Content codings (RFC 9110 §8.4.1), decoded piece by piece, so that a bomb is never inflated in memory.

The header is often wrong: it names a character set or a media type (`UTF-8`, `text/html`), or a coding that a
proxy has removed. Browsers show such pages, so the first bytes of a body decide, not only its header.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain

from embedsvc import media_types
from embedsvc.errors import UpstreamError

ACCEPTED = "gzip"

PIECE_SIZE = 64 * 1024
"""The most that one step inflates, bytes."""

MAX_CODINGS = 2
"""Codings of one body that are decoded. Sites that code twice do so by mistake; each coding may inflate a
thousand times, so a third would be a way to keep a worker busy.
"""

_DECODED = frozenset({"gzip", "x-gzip", "deflate"})
_NOT_DECODED = frozenset(
    {"aes128gcm", "br", "compress", "dcb", "dcz", "exi", "pack200-gzip", "x-compress", "zstd"}
)
"""The other codings of IANA's registry. No other name is one of a coding."""
MAX_MEMBERS = 1_000
"""Members of one gzip stream that are decoded; the rest is ignored."""

_STEP = 32
"""Bytes by which a damaged piece is inflated again: few enough that each inflates to less than PIECE_SIZE."""

_GZIP = b"\x1f\x8b\x08"
"""RFC 1952 §2.3.1, with its only method."""
_ZLIB_HEADERS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
"""RFC 1950 §2.2, with the window that all servers use."""


def decoded(lines: Sequence[str], chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The body without the codings of its `Content-Encoding` lines, in pieces of bounded size.

    A name that is none of a coding (`UTF-8`, `none`) is ignored if the body is text; a coding that is not
    decoded (`br`), if the body begins like a page or data all the same. Raises UpstreamError otherwise, for
    more than two codings, and for a stream that is malformed or ends early.
    """
    body = decompressed(lines, chunks)
    rest = set(_names(lines)) - _DECODED - {"", "identity"}
    return _checked(body, may_be_coded=not rest.isdisjoint(_NOT_DECODED)) if rest else body


def decompressed(lines: Sequence[str], chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same for a body that is recognised by its bytes: names of other codings are ignored."""
    codings = [name for name in reversed(_names(lines)) if name in _DECODED]
    if len(codings) > MAX_CODINGS:
        raise UpstreamError("The site compressed its response more than twice.")
    body = iter(chunks)
    for coding in codings:
        body = _decoded(coding, body)
    return body


def _names(lines: Sequence[str]) -> list[str]:
    return [name.strip().lower() for line in lines for name in line.split(",")]


def _decoded(coding: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """One coding less. `deflate` is zlib or, from some servers, raw (RFC 1951); text has no coding left."""
    start, body = _peek(chunks)
    if start.startswith(_GZIP):
        return _gunzipped(body)
    if start.startswith(_ZLIB_HEADERS):
        return _inflated(body, zlib.decompressobj())
    if media_types.is_text(start):
        return body
    if coding == "deflate":
        return _inflated(body, zlib.decompressobj(-zlib.MAX_WBITS))
    raise UpstreamError("The site sent a body that cannot be decoded.")


def _gunzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """All members of a gzip stream (RFC 1952 §2.2), which some servers write one for each piece."""
    body = chunks
    for _ in range(MAX_MEMBERS):
        stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        yield from _inflated(body, stream)
        start, body = _peek(chain((stream.unused_data,), body))
        if not start.startswith(_GZIP):
            return


def _checked(chunks: Iterator[bytes], *, may_be_coded: bool) -> Iterator[bytes]:
    start, body = _peek(chunks)
    if not (media_types.sniff(start) if may_be_coded else media_types.is_text(start)):
        raise UpstreamError("The site compressed its response in a way that was not requested.")
    return body


def _peek(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """As much of the start as `is_text` looks at, and the whole body."""
    start = b""
    for chunk in chunks:
        start += chunk
        if len(start) >= media_types.TEXT_BYTES:
            break
    return start, chain((start,), chunks)


def _inflated(chunks: Iterator[bytes], stream: "zlib._Decompress") -> Iterator[bytes]:
    """Bytes after the end of the stream are ignored, as in browsers. What precedes damage is given first,
    since a page is read as far as it can be: some servers send a wrong checksum.
    """
    for chunk in chunks:
        rest = chunk
        while not stream.eof:
            before = stream.copy()
            try:
                piece = stream.decompress(rest, PIECE_SIZE)
            except zlib.error:
                yield from _before_damage(rest, before)
                raise UpstreamError("The site sent a body that cannot be decoded.") from None
            yield piece
            rest = stream.unconsumed_tail
            if not rest and len(piece) < PIECE_SIZE:
                break
        if stream.eof:
            return
    raise UpstreamError("The answer of the site broke off.")


def _before_damage(rest: bytes, stream: "zlib._Decompress") -> Iterator[bytes]:
    with suppress(zlib.error):
        for start in range(0, len(rest), _STEP):
            yield stream.decompress(rest[start : start + _STEP], PIECE_SIZE)
