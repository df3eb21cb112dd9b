"""A worker's memory of finished responses, by what a client and the application behind it see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from werkzeug.test import Client

from embedsvc.web.middleware.response_cache import OVERHEAD, Finished


@dataclass
class House:
    """An application that counts how often it is asked, with a clock and a mark to be set."""

    headers: list[tuple[str, str]] = field(
        default_factory=lambda: [("Cache-Control", "public, max-age=100"), ("Age", "10"), ("X-Cache", "miss")]
    )
    status: str = "200 OK"
    body: bytes = b"words"
    now: float = 1_000.0
    mark: str = "a"
    asked: int = 0

    def __call__(self, _environ: Any, start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        start_response(self.status, [*self.headers, ("ETag", '"t"'), ("Content-Type", "text/plain")])
        return [self.body]

    def client(self, size: int = 2**20) -> Client:
        return Client(Finished(self, size=size, clock=lambda: self.now, mark=lambda: self.mark))


def test_a_fresh_answer_is_given_again_without_asking() -> None:
    """The second answer is the first, older by the time that has passed, and says that it was a hit."""
    house = House()
    client = house.client()
    first = client.get("/a?b=1")
    house.now += 5
    second = client.get("/a?b=1")
    assert house.asked == 1
    assert first.data == second.data == b"words"
    assert (first.headers["X-Cache"], second.headers["X-Cache"]) == ("miss", "hit")
    assert (first.headers["Age"], second.headers["Age"]) == ("10", "15")
    assert second.headers["Content-Type"] == "text/plain"


def test_an_answer_ends_with_its_freshness() -> None:
    """Its age counts from where it was when it was kept."""
    house = House()
    client = house.client()
    client.get("/")
    house.now += 89
    client.get("/")
    assert house.asked == 1
    house.now += 1
    client.get("/")
    assert house.asked == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Accept", "text/html"),
        ("Accept-Language", "ar"),
        ("Origin", "https://cms.example"),
        ("Host", "other.example"),
    ],
)
def test_requests_that_may_be_answered_differently_are_kept_apart(name: str, value: str) -> None:
    """All that an answer varies with is part of its key."""
    house = House()
    client = house.client()
    client.get("/a?b=1")
    client.get("/a?b=1", headers={name: value})
    client.get("/a?b=2")
    client.get("/c?b=1")
    client.head("/a?b=1")
    assert house.asked == 5


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
def test_only_what_says_that_it_is_fresh_for_everybody_is_kept(headers: list[tuple[str, str]]) -> None:
    """The answer's own words decide; one that is stale already is asked for again."""
    house = House(headers=headers)
    client = house.client()
    client.get("/")
    client.get("/")
    assert house.asked == 2


def test_a_failure_is_kept_for_its_own_time() -> None:
    """A problem that may be remembered is given again with its status."""
    house = House(status="404 Not Found")
    client = house.client()
    assert [client.get("/").status_code for _ in range(2)] == [404, 404]
    assert house.asked == 1


def test_what_a_client_has_is_not_sent_again() -> None:
    """A 304 on a miss and on a hit, without a body, still saying how old it is."""
    house = House()
    client = house.client()
    for tag in ('"t"', 'W/"t"', '"x", "t"', "*"):
        answer = client.get("/", headers={"If-None-Match": tag})
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == '"t"'
        assert "Content-Type" not in answer.headers
    assert client.get("/", headers={"If-None-Match": '"other"'}).data == b"words"
    assert house.asked == 1


def test_a_purge_forgets_what_was_kept_before() -> None:
    """What was kept under another mark is not given."""
    house = House()
    client = house.client()
    client.get("/")
    house.mark = "b"
    client.get("/")
    assert house.asked == 2


def test_a_clock_that_was_set_back_keeps_nothing_alive() -> None:
    """An answer from the future is asked for again."""
    house = House()
    client = house.client()
    client.get("/")
    house.now -= 3_600
    client.get("/")
    assert house.asked == 2


def test_memory_is_bounded() -> None:
    """The oldest answer makes room; one larger than all room is given and not kept."""
    house = House(body=b"x" * 1000)
    client = house.client(size=2 * (1100 + OVERHEAD))
    for path in ("/1", "/2", "/3", "/1"):
        client.get(path)
    assert house.asked == 4
    house.body = b"x" * 100_000
    assert len(client.get("/large").data) == 100_000


def test_what_is_asked_for_again_stays_longer() -> None:
    """Where room is short, what nobody asked for goes first."""
    house = House(body=b"x" * 1000)
    client = house.client(size=2 * (1100 + OVERHEAD))
    for path in ("/1", "/2", "/1", "/3", "/1"):
        client.get(path)
    assert house.asked == 3
    client.get("/2")
    assert house.asked == 4


@pytest.mark.parametrize("name", ["If-Modified-Since", "Range", "If-Range"])
def test_what_is_kept_is_whole(name: str) -> None:
    """An application that would answer with a part, or with nothing, is not asked to."""
    seen: list[str] = []

    def partial(environ: Any, start_response: Any) -> Iterable[bytes]:
        seen.extend(
            key for key in environ if key in {"HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE"}
        )
        return House()(environ, start_response)

    client = Client(Finished(partial, size=2**20, clock=lambda: 0.0, mark=lambda: ""))
    assert client.get("/", headers={name: "bytes=0-1"}).data == b"words"
    assert seen == []


def test_long_requests_are_counted_as_well() -> None:
    """Memory is bounded also where strangers make the keys long."""
    house = House()
    client = house.client(size=2 * (OVERHEAD + 1000))
    for number in range(3):
        client.get(f"/{number}?{'x' * 900}")
    client.get(f"/0?{'x' * 900}")
    assert house.asked == 4


def test_what_changes_something_is_never_kept() -> None:
    """Only GET and HEAD are answered from memory."""
    house = House()
    client = house.client()
    client.post("/")
    client.post("/")
    assert house.asked == 2
