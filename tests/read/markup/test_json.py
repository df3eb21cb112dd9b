import contextlib
import json as stdlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.errors import UpstreamError
from embedsvc.read.markup import json
from tests.support.pages import snapshot


def test_sloppy_json_is_accepted() -> None:
    """With a BOM, and with control characters in strings."""
    assert json.loads(snapshot(b'\xef\xbb\xbf{"a": "one\ntwo"}')) == {"a": "one\ntwo"}


def test_numbers_that_json_does_not_have_become_none() -> None:
    """NaN, the infinities and numbers too large become None."""
    assert json.loads(snapshot("[NaN, Infinity, -Infinity, 1e999, 1.5]")) == [None, None, None, None, 1.5]


def test_half_a_surrogate_pair_becomes_a_replacement() -> None:
    """A lone surrogate can't be encoded as UTF-8; a pair and an escaped backslash are unchanged."""
    assert json.loads(snapshot(r'["\ud83d", "\ud83d\ude00", "\\ud83d"]')) == ["\ufffd", "😀", r"\ud83d"]


@pytest.mark.parametrize("body", ["", "<html>", "{", "[" * 100_000, '{"a":' * 50_000, "9" * 10_000])
def test_anything_but_json_is_an_upstream_error(body: str) -> None:
    """HTML, nothing, endless nesting: the site failed."""
    with pytest.raises(UpstreamError):
        json.loads(snapshot(body))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_output_of_the_standard_library_is_parsed(value: object) -> None:
    """Valid JSON has the same value for both."""
    try:
        expected = stdlib.dumps(value).encode()
    except UnicodeEncodeError:
        return
    assert json.loads(snapshot(expected)) == value


@given(st.binary(max_size=300))
def test_any_bytes_are_json_or_an_upstream_error(body: bytes) -> None:
    """Nothing else is raised."""
    with contextlib.suppress(UpstreamError):
        json.loads(snapshot(body))
