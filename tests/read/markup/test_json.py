import contextlib
import json as stdlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.errors import UpstreamError
from embedsvc.read.markup import json
from tests.support.pages import snapshot


def test_reads_sloppy_json() -> None:
    """A BOM and raw control characters in strings are let through."""
    assert json.loads(snapshot(b'\xef\xbb\xbf{"a": "one\ntwo"}')) == {"a": "one\ntwo"}


def test_numbers_that_json_does_not_have_are_none() -> None:
    """NaN, the infinities and numbers too large become None."""
    assert json.loads(snapshot("[NaN, Infinity, -Infinity, 1e999, 1.5]")) == [None, None, None, None, 1.5]


def test_half_a_surrogate_pair_becomes_a_replacement() -> None:
    """A lone surrogate cannot be written as UTF-8; a pair and an escaped backslash stay."""
    assert json.loads(snapshot(r'["\ud83d", "\ud83d\ude00", "\\ud83d"]')) == ["\ufffd", "😀", r"\ud83d"]


@pytest.mark.parametrize("body", ["", "<html>", "{", "[" * 100_000, '{"a":' * 50_000, "9" * 10_000])
def test_what_is_no_json_is_an_upstream_error(body: str) -> None:
    """HTML, nothing, nesting beyond bounds: the site failed."""
    with pytest.raises(UpstreamError):
        json.loads(snapshot(body))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_reads_what_the_standard_library_writes(value: object) -> None:
    """Sound JSON comes out as it is."""
    try:
        expected = stdlib.dumps(value).encode()
    except UnicodeEncodeError:
        return
    assert json.loads(snapshot(expected)) == value


@given(st.binary(max_size=300))
def test_no_bytes_crash(body: bytes) -> None:
    """Any bytes are JSON or an UpstreamError."""
    with contextlib.suppress(UpstreamError):
        json.loads(snapshot(body))
