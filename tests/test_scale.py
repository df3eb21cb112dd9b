"""Two instances with one Redis and one PostgreSQL share fetches, purges and Editions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
import requests

from tests.support.archive.server import Server as PostgreSQL
from tests.support.serving import TIMEOUT, Served, started
from tests.support.store.server import Server as RedisServer
from tests.support.upstream import Conversation, Upstream, answer
from tests.support.waiting import wait_until

pytestmark = pytest.mark.slow

SECRET = "a-secret-of-the-tests"


class Story(Upstream):
    """One page with a status and a title that the test sets."""

    def __init__(self) -> None:
        self.status, self.title = "200 OK", "First words"
        super().__init__(self._send)

    def _send(self, conversation: Conversation) -> None:
        body = f"<!doctype html><title>{self.title}</title><p>Words.</p>"
        conversation.send(answer(body, status=self.status))


@dataclass(frozen=True)
class Instance:
    served: Served

    def embed(self, url: str) -> requests.Response:
        return self._ask("GET", "v1/embed", params={"url": url})

    def history(self, url: str) -> Any:
        return self._ask("GET", "v1/history", params={"url": url}).json()

    def purge(self, **what: Any) -> None:
        assert self._ask("POST", "v1/admin/purge", json=what).status_code == 200

    def take_down(self, url: str) -> Any:
        return self._ask("POST", "v1/admin/takedown", json={"url": url, "why": "a test asks"}).json()

    def _ask(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {SECRET}"}
        return requests.request(
            method, self.served.address + path, headers=headers, timeout=TIMEOUT, **options
        )


@pytest.fixture
def story() -> Iterator[Story]:
    with Story() as story:
        yield story


@pytest.fixture
def pair(
    tmp_path_factory: pytest.TempPathFactory, story: Story, postgresql: PostgreSQL, redis: RedisServer
) -> Iterator[tuple[Instance, Instance]]:
    settings = {
        "EMBEDSVC_CACHE_URL": redis.tcp_url,
        "EMBEDSVC_ARCHIVE_URL": postgresql.database(),
        "EMBEDSVC_ALLOW_NETWORKS": "127.0.0.1/32",
        "EMBEDSVC_ALLOW_PORTS": str(story.port),
        "EMBEDSVC_API_KEYS": f"tests:{SECRET}:read+admin",
        "EMBEDSVC_DEADLINE": "3",
    }
    with (
        started(tmp_path_factory.mktemp("one"), [], settings) as one,
        started(tmp_path_factory.mktemp("two"), [], settings) as two,
    ):
        yield Instance(one), Instance(two)


def _answer(instance: Instance, url: str) -> tuple[str, str, str, bool]:
    answer = instance.embed(url).json()
    source = answer["source"]
    has_notice = "No longer available at its source" in answer["html"]
    return answer["title"], source["method"], source["state"], has_notice


def _all_answer(instance: Instance, url: str, expected: tuple[str, str, str, bool]) -> bool:
    return all(_answer(instance, url) == expected for _ in range(6))


def test_two_instances_are_one_service(pair: tuple[Instance, Instance], story: Story) -> None:
    """One serves what the other has fetched; a purge at one reaches both; both serve a deleted post from the
    archive; and a takedown at one reaches both.
    """
    one, two = pair
    url = story.url("/story")
    assert one.embed(url).headers["X-Cache"] == "miss"
    shared = two.embed(url)
    assert (shared.headers["X-Cache"], shared.json()["title"]) == ("hit", "First words")
    assert len(story.requests) == 1

    story.title = "Second words"
    one.purge(url=url)
    wait_until(lambda: all(two.embed(url).json()["title"] == "Second words" for _ in range(6)))
    assert len(story.requests) == 2
    editions = two.history(url)["editions"]
    assert [(edition["title"], edition["state"]) for edition in editions] == [
        ("First words", "edited"),
        ("Second words", "live"),
    ]

    story.status = "410 Gone"
    two.purge(all=True)
    ended = ("Second words", "archive", "gone", True)
    for instance in (one, two):  # each has several workers, and each worker reads the purge tokens itself
        wait_until(partial(_all_answer, instance, url, ended))

    assert one.take_down(url)["emptied"] == 2
    wait_until(lambda: two.embed(url).status_code == 410)
    assert [edition["title"] for edition in two.history(url)["editions"]] == [None, None]
