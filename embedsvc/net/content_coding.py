"""Content codings (RFC 9110 §8.4.1), decoded piece by piece, so that a bomb is never inflated in memory."""

import zlib
from collections.abc import Iterable, Iterator

from embedsvc.errors import UpstreamError

ACCEPTED = "gzip"

PIECE_SIZE = 64 * 1024
"""The most that one step inflates, bytes."""

_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


def decoded(coding: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a body without its content coding, in pieces of bounded size.

    Raises UpstreamError for a coding that was not requested, a malformed stream, and one that ends early.
    """
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        return iter(chunks)
    if coding not in _WINDOWS:
        raise UpstreamError("The site compressed its response in a way that was not requested.")
    return _inflated(chunks, zlib.decompressobj(_WINDOWS[coding]))


def _inflated(chunks: Iterable[bytes], stream: "zlib._Decompress") -> Iterator[bytes]:
    """Bytes after the end of the stream are ignored, as in browsers."""
    try:
        for chunk in chunks:
            rest = chunk
            while not stream.eof:
                piece = stream.decompress(rest, PIECE_SIZE)
                yield piece
                rest = stream.unconsumed_tail
                if not rest and len(piece) < PIECE_SIZE:
                    break
            if stream.eof:
                return
    except zlib.error:
        raise UpstreamError("The site sent a body that cannot be decoded.") from None
    raise UpstreamError("The answer of the site broke off.")
