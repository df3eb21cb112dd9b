from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc import urls
from embedsvc.errors import Failure, NotFound
from embedsvc.model import Ask, Headers, Snapshot, Url
from embedsvc.net.exchange import Response
from embedsvc.net.redirects import MAX_REDIRECTS, MAX_RETRY_AFTER, follow

MAX_BYTES = 100
NAMES = st.sampled_from(
    ["content-type", "content-length", "content-encoding", "location", "retry-after", "set-cookie", "x"]
)
VALUES = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            ["text/html", "image/png", "application/json", ";", "charset=", "utf-8", '"', "gzip", "http://", "a.example", "/", "9", "-", "Fri, 31 Dec", " ", "2100", ":", "GMT"]
        ),
        max_size=6,
    ).map("".join),
)  # fmt: skip
RESPONSES = st.builds(
    Response,
    st.one_of(st.sampled_from([200, 200, 302, 404, 429]), st.integers(0, 999)),
    st.lists(st.tuples(NAMES, VALUES), max_size=5).map(tuple),
    st.lists(st.one_of(st.binary(max_size=120), st.just(b"<!doctype html> ")), max_size=4),
)


@given(RESPONSES)
def test_any_response(response: Response) -> None:
    """Any head and body give a bounded Snapshot or a Failure, and cookies are removed."""
    asked: list[Url] = []

    @contextmanager
    def exchange(url: Url, headers: Headers) -> Iterator[Response]:  # noqa: ARG001
        asked.append(url)
        yield response

    try:
        snapshot = follow(
            Ask(url=urls.parse("https://a.example/"), read=id, method="metadata"),
            exchange,
            max_bytes=MAX_BYTES,
            clock=lambda: 0.0,
        )
    except Failure as failure:
        wait = failure.retry_after
    else:
        assert len(snapshot.body) <= MAX_BYTES
        assert "set-cookie" not in dict(snapshot.headers)
        wait = None
    assert wait is None or 0 < wait <= MAX_RETRY_AFTER
    assert len(asked) <= 1 + MAX_REDIRECTS
    assert all(url.text.startswith(("http://", "https://")) for url in asked)


def test_the_body_of_an_error_status_can_be_read() -> None:
    """An Ask names the statuses whose body states what is wrong; the others are failures as ever."""

    @contextmanager
    def exchange(url: Url, headers: Headers) -> Iterator[Response]:  # noqa: ARG001
        yield Response(
            400 if "api" in url.path else 404, (("content-type", "application/json"),), [b'{"error":1}']
        )

    def fetched(path: str) -> Snapshot:
        ask = Ask(
            url=urls.parse(f"https://a.example{path}"),
            read=id,
            method="api",
            read_statuses=frozenset({400}),
        )
        return follow(ask, exchange, max_bytes=MAX_BYTES, clock=lambda: 0.0)

    assert (fetched("/api").status, fetched("/api").body) == (400, b'{"error":1}')
    with pytest.raises(NotFound):
        fetched("/missing")
