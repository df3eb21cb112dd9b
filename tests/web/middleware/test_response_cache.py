"""The response cache, by what a client and the application behind it see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from werkzeug.test import Client

from embedsvc.web.middleware import access_log
from embedsvc.web.middleware.response_cache import OVERHEAD, ResponseCache


@dataclass
class Application:
    """Counts how often it is called; a test sets the clock and the purge token."""

    headers: list[tuple[str, str]] = field(
        default_factory=lambda: [("Cache-Control", "public, max-age=100"), ("Age", "10"), ("X-Cache", "miss")]
    )
    status: str = "200 OK"
    body: bytes = b"words"
    now: float = 1_000.0
    purge_token: str = "a"
    calls: int = 0

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        self.calls += 1
        access_log.record_for(environ).route = "/rule"
        start_response(self.status, [*self.headers, ("ETag", '"t"'), ("Content-Type", "text/plain")])
        return [self.body]

    def cache(self, size: int = 2**20) -> ResponseCache:
        return ResponseCache(self, size=size, clock=lambda: self.now, purge_token=lambda: self.purge_token)

    def client(self, size: int = 2**20) -> Client:
        return Client(self.cache(size))


def test_a_fresh_response_is_sent_again() -> None:
    """The second is the first, older by the time that has passed, and marked as a hit."""
    application = Application()
    client = application.client()
    first = client.get("/a?b=1")
    application.now += 5
    second = client.get("/a?b=1")
    assert application.calls == 1
    assert first.data == second.data == b"words"
    assert (first.headers["X-Cache"], second.headers["X-Cache"]) == ("miss", "hit")
    assert (first.headers["Age"], second.headers["Age"]) == ("10", "15")
    assert second.headers["Content-Type"] == "text/plain"


def test_a_hit_is_recorded_with_the_route_of_the_stored_response() -> None:
    """The framework, which looks routes up, is not entered."""
    records: list[access_log.RequestRecord] = []
    cache = Application().cache()
    client = Client(access_log.layer(cache, records.append, clock=lambda: 0.0, monotonic=lambda: 0.0))
    for _ in range(2):
        client.get("/").close()
    assert [(each.response_cached, each.route) for each in records] == [(False, "/rule"), (True, "/rule")]


def test_a_response_is_stored_while_it_is_fresh() -> None:
    """Its age when it was stored counts."""
    application = Application()
    client = application.client()
    client.get("/")
    application.now += 89
    client.get("/")
    assert application.calls == 1
    application.now += 1
    client.get("/")
    assert application.calls == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Accept", "text/html"),
        ("Accept-Language", "ar"),
        ("Origin", "https://cms.example"),
        ("Host", "other.example"),
    ],
)
def test_requests_with_different_responses_have_different_keys(name: str, value: str) -> None:
    """All that a response varies with is part of its key."""
    application = Application()
    client = application.client()
    client.get("/a?b=1")
    client.get("/a?b=1", headers={name: value})
    client.get("/a?b=2")
    client.get("/c?b=1")
    client.head("/a?b=1")
    assert application.calls == 5


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Cache-Control", "no-store")],
        [("Cache-Control", "private, max-age=100")],
        [("Cache-Control", "public, max-age=0")],
        [("Cache-Control", "public, max-age=100"), ("Age", "100")],
        [("Cache-Control", "public, max-age=100"), ("Age", "0"), ("X-Cache", "stale")],
    ],
)
def test_only_public_and_fresh_responses_are_stored(headers: list[tuple[str, str]]) -> None:
    """By their own headers."""
    application = Application(headers=headers)
    client = application.client()
    client.get("/")
    client.get("/")
    assert application.calls == 2


def test_a_failure_is_stored_while_it_is_fresh() -> None:
    """And is sent with its own status."""
    application = Application(status="404 Not Found")
    client = application.client()
    assert [client.get("/").status_code for _ in range(2)] == [404, 404]
    assert application.calls == 1


def test_a_conditional_request_gets_a_304() -> None:
    """On a miss and on a hit, without a body."""
    application = Application()
    client = application.client()
    for tag in ('"t"', 'W/"t"', '"x", "t"', "*"):
        answer = client.get("/", headers={"If-None-Match": tag})
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == '"t"'
        assert "Content-Type" not in answer.headers
    assert client.get("/", headers={"If-None-Match": '"other"'}).data == b"words"
    assert application.calls == 1


def test_what_was_stored_before_a_purge_is_not_used() -> None:
    application = Application()
    client = application.client()
    client.get("/")
    application.purge_token = "b"
    client.get("/")
    assert application.calls == 2


def test_a_clock_that_was_set_back_keeps_nothing_fresh() -> None:
    """A response from the future is not used."""
    application = Application()
    client = application.client()
    client.get("/")
    application.now -= 3_600
    client.get("/")
    assert application.calls == 2


def test_memory_is_bounded() -> None:
    """The oldest response is evicted; one larger than the cache is sent and not stored."""
    application = Application(body=b"x" * 1000)
    client = application.client(size=2 * (1100 + OVERHEAD))
    for path in ("/1", "/2", "/3", "/1"):
        client.get(path)
    assert application.calls == 4
    application.body = b"x" * 100_000
    assert len(client.get("/large").data) == 100_000


def test_the_least_recently_used_is_evicted() -> None:
    application = Application(body=b"x" * 1000)
    client = application.client(size=2 * (1100 + OVERHEAD))
    for path in ("/1", "/2", "/1", "/3", "/1"):
        client.get(path)
    assert application.calls == 3
    client.get("/2")
    assert application.calls == 4


@pytest.mark.parametrize("name", ["If-Modified-Since", "Range", "If-Range"])
def test_partial_responses_are_not_stored(name: str) -> None:
    """The application never sees the headers that ask for them."""
    seen: list[str] = []

    def partial(environ: Any, start_response: Any) -> Iterable[bytes]:
        seen.extend(
            key for key in environ if key in {"HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE"}
        )
        return Application()(environ, start_response)

    client = Client(ResponseCache(partial, size=2**20, clock=lambda: 0.0, purge_token=lambda: ""))
    assert client.get("/", headers={name: "bytes=0-1"}).data == b"words"
    assert seen == []


def test_keys_count_as_well() -> None:
    """Memory is bounded also where clients make the keys long."""
    application = Application()
    client = application.client(size=2 * (OVERHEAD + 1000))
    for number in range(3):
        client.get(f"/{number}?{'x' * 900}")
    client.get(f"/0?{'x' * 900}")
    assert application.calls == 4


def test_other_methods_are_passed_on() -> None:
    """Only responses to GET and HEAD are stored."""
    application = Application()
    client = application.client()
    client.post("/")
    client.post("/")
    assert application.calls == 2
