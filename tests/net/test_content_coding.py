import gzip
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.errors import UpstreamError
from embedsvc.net.content_coding import MAX_MEMBERS, PIECE_SIZE, decoded
from tests.support.upstream import PAGE


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


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
    assert b"".join(decoded([name], cut(compress(data) + b"noise", size))) == data


@pytest.mark.parametrize("size", [1, 7, 5000])
def test_gzip_in_members(size: int) -> None:
    """A stream may have several (RFC 1952 §2.2); what follows the last is ignored."""
    coded = b"".join(map(gzip.compress, cut(PAGE, 40))) + gzip.compress(b"") + b"noise"
    assert b"".join(decoded(["gzip"], cut(coded, size))) == PAGE


def test_members_are_bounded() -> None:
    """A stream of empty members is work without end."""
    coded = gzip.compress(b"") * (MAX_MEMBERS - 1) + gzip.compress(b"a") + gzip.compress(b"b")
    assert b"".join(decoded(["gzip"], [coded])) == b"a"


@pytest.mark.parametrize("size", [1, 7, 5000])
def test_raw_deflate(size: int) -> None:
    """Some servers send `deflate` without the header and the checksum of zlib."""
    assert b"".join(decoded(["deflate"], cut(raw_deflate(PAGE), size))) == PAGE


@pytest.mark.parametrize("names", [[], [""], ["identity"], ["Identity , ", "identity"]])
def test_no_coding(names: list[str]) -> None:
    """Without a coding the body is unchanged, whatever it is."""
    assert list(decoded(names, [b"\0", b"b"])) == [b"\0", b"b"]


@pytest.mark.parametrize(
    "body", [PAGE, b"words", b"", b"{}", "\ufeff<p>é".encode("utf-16-le"), "日本".encode("iso2022_jp")]
)
@pytest.mark.parametrize("size", [1, 5000])
@pytest.mark.parametrize(
    "name",
    [
        "UTF-8",
        "none",
        "binary",
        "text/html",
        "windows-1251",
        "8bit",
        "gzip",
        "deflate",
        "utf-8, gzip",
        "x-rot13",
    ],
)
def test_text_that_is_not_coded(name: str, size: int, body: bytes) -> None:
    """A header that names no coding, or one that is not there, does not keep a page from being read."""
    assert b"".join(decoded([name], cut(body, size))) == body


@pytest.mark.parametrize(
    "name", ["utf-8, gzip", "none,gzip", "identity, gzip", "gzip, gzip", "deflate, gzip"]
)
def test_a_name_too_many(name: str) -> None:
    """What is coded once is decoded once, however many names there are."""
    assert b"".join(decoded(name.split(","), [gzip.compress(PAGE)])) == PAGE


@pytest.mark.parametrize("lines", [["deflate, gzip"], ["deflate", "gzip"]])
def test_two_codings(lines: list[str]) -> None:
    """They are undone in the reverse of their order (RFC 9110 §8.4)."""
    assert b"".join(decoded(lines, [gzip.compress(zlib.compress(PAGE))])) == PAGE


def test_pieces_are_bounded() -> None:
    """No piece is longer than the limit."""
    pieces = decoded(["gzip"], [gzip.compress(b" " * 2**24)])
    assert all(len(piece) <= PIECE_SIZE for piece in pieces)


@pytest.mark.parametrize("name", ["br", "zstd", "compress", "gzip,br"])
def test_codings_that_are_not_decoded(name: str) -> None:
    """They were not requested: only a body that is evidently not coded is used."""
    with pytest.raises(UpstreamError):
        decoded([name], [b"\x1b" * 100])
    assert b"".join(decoded([name], [PAGE])) == PAGE


def test_three_codings() -> None:
    """Each coding multiplies what a body may cost, so more than two are refused."""
    with pytest.raises(UpstreamError):
        decoded(["gzip, gzip", "gzip"], [PAGE])


@given(st.binary(max_size=100), st.sampled_from(["gzip", "deflate", "utf-8"]))
def test_malformed_streams(data: bytes, name: str) -> None:
    """A malformed or incomplete stream, and binary data under another name, is an upstream_error."""
    with pytest.raises(UpstreamError):
        list(decoded([name], [b"\xff\0" + data]))
    with pytest.raises(UpstreamError):
        list(decoded(["gzip"], [gzip.compress(data)[:-1]]))


@pytest.mark.parametrize("size", [100, 5000])
def test_what_precedes_damage_is_given(size: int) -> None:
    """A wrong checksum, or noise in the middle: a page is read as far as it can be, and the rest is an error."""
    text = b"".join(b"<p>Line %d of the page.</p>" % number for number in range(400))
    coded = gzip.compress(text)
    damaged = (coded[:-8] + bytes(8), coded[:600] + b"\xff" * 200 + coded[800:])
    for body in damaged:
        pieces: list[bytes] = []
        with pytest.raises(UpstreamError):
            pieces.extend(decoded(["gzip"], cut(body, size)))
        assert len(b"".join(pieces)) > 2_000
        assert text.startswith(b"".join(pieces)[:2_000])
