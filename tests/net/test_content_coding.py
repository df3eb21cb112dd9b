import gzip
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.errors import UpstreamError
from embedsvc.net.content_coding import PIECE_SIZE, decoded


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


CODINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    (" Deflate", zlib.compress),
]


@given(st.binary(max_size=300), st.integers(1, 50), st.sampled_from(CODINGS))
def test_decoding_reverses_coding(
    data: bytes, size: int, coding: tuple[str, Callable[[bytes], bytes]]
) -> None:
    """However the stream is split, the body is the same; bytes after its end are ignored."""
    name, compress = coding
    assert b"".join(decoded(name, cut(compress(data) + b"noise", size))) == data


@pytest.mark.parametrize("name", ["", "identity", "Identity "])
def test_no_coding(name: str) -> None:
    """Without a coding the body is unchanged."""
    assert list(decoded(name, [b"a", b"b"])) == [b"a", b"b"]


def test_pieces_are_bounded() -> None:
    """No piece is longer than the limit."""
    pieces = decoded("gzip", [gzip.compress(b" " * 2**24)])
    assert all(len(piece) <= PIECE_SIZE for piece in pieces)


@pytest.mark.parametrize("name", ["br", "zstd", "compress", "gzip, gzip", "gzip,br", "x-rot13"])
def test_unrequested_codings(name: str) -> None:
    """A coding that was not requested is refused before anything is read."""
    with pytest.raises(UpstreamError):
        decoded(name, [])


@given(st.binary(max_size=100), st.sampled_from(["gzip", "deflate"]))
def test_malformed_streams(data: bytes, name: str) -> None:
    """A malformed or incomplete stream is an upstream_error."""
    with pytest.raises(UpstreamError):
        list(decoded(name, [data]))
    with pytest.raises(UpstreamError):
        list(decoded("gzip", [gzip.compress(data)[:-1]]))
