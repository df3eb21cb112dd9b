"""Freshness by response headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.net import freshness

DATE = "Tue, 26 Jan 2021 10:00:00 GMT"


def seconds(*lines: tuple[str, str], **headers: str) -> int | None:
    named = (*lines, *((name.replace("_", "-"), value) for name, value in headers.items()))
    return freshness.remaining(named)


@pytest.mark.parametrize(
    ("headers", "left"),
    [
        ({}, None),
        ({"cache_control": "max-age=300"}, 300),
        ({"cache_control": "public, MAX-AGE=300, s-maxage=60"}, 60),
        ({"cache_control": "max-age=300", "age": "100"}, 200),
        ({"cache_control": "max-age=300", "age": "1000"}, 0),
        ({"cache_control": "max-age=0"}, 0),
        ({"cache_control": "max-age=300, s-maxage=0"}, 0),
        ({"cache_control": "no-store"}, 0),
        ({"cache_control": "private, max-age=300"}, 0),
        ({"cache_control": "max-age=soon"}, None),
        ({"cache_control": "max-age=99999999999999999999"}, 2**31),
        ({"date": DATE, "expires": "Tue, 26 Jan 2021 10:05:00 GMT"}, 300),
        ({"date": DATE, "expires": "Tue, 26 Jan 2021 09:00:00 GMT"}, 0),
        ({"date": DATE, "expires": "-1"}, 0),
        ({"expires": "Tue, 26 Jan 2021 10:05:00 GMT"}, None),
        ({"date": DATE, "expires": "Tue, 26 Jan 2021 10:05:00 GMT", "cache_control": "max-age=10"}, 10),
    ],
)
def test_freshness_by_headers(headers: dict[str, str], left: int | None) -> None:
    """s-maxage precedes max-age, which precedes Expires; Age is subtracted (RFC 9111 §4.2)."""
    assert seconds(**headers) == left


def test_all_lines_of_a_header_count() -> None:
    """They are read as one line (RFC 9110 §5.3); of equal directives the first is used (RFC 9111 §4.2.1)."""
    longest = ("cache-control", "max-age=300"), ("cache-control", "max-age=900")
    assert seconds(*longest) == 300
    assert seconds(("cache-control", "no-store"), *longest) == 0
    assert seconds(("cache-control", "x" * 2000), *longest, ("cache-control", "private")) == 0


@given(st.dictionaries(st.sampled_from(["cache_control", "age", "date", "expires"]), st.text(max_size=60)))
def test_no_header_breaks_it(headers: dict[str, str]) -> None:
    """The result is None or not negative."""
    left = seconds(**headers)
    assert left is None or left >= 0
