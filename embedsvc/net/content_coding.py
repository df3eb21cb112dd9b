"""Content codings (RFC 9110 §8.4.1), undone piece by piece: no bomb ever stands in memory inflated."""

import zlib
from collections.abc import Iterable, Iterator

from embedsvc.errors import UpstreamError

ACCEPTED = "gzip"

PIECE = 64 * 1024
"""The most that one step inflates, bytes."""

_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


def decoded(coding: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a body without its content coding, in pieces of bounded size.

    Raises UpstreamError for a coding that was not asked for, a broken stream, and one that ends early.
    """
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        return iter(chunks)
    if coding not in _WINDOWS:
        raise UpstreamError("The site answered in a content coding that was not asked for.")
    return _inflated(chunks, zlib.decompressobj(_WINDOWS[coding]))


def _inflated(chunks: Iterable[bytes], stream: "zlib._Decompress") -> Iterator[bytes]:
    """What follows the end of the stream is noise and ignored, as browsers do."""
    try:
        for chunk in chunks:
            rest = chunk
            while not stream.eof:
                piece = stream.decompress(rest, PIECE)
                yield piece
                rest = stream.unconsumed_tail
                if not rest and len(piece) < PIECE:
                    break
            if stream.eof:
                return
    except zlib.error:
        raise UpstreamError("The site sent a body that cannot be decoded.") from None
    raise UpstreamError("The answer of the site broke off.")
