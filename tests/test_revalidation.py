"""Revalidation from link to Embed: the site sends what has changed, and answers 304 for the rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from embedsvc.model import Author, Embed
from embedsvc.net.transport import Transport
from embedsvc.resolve import Resolve
from embedsvc.store import Cache, Memory, tier_from_url
from embedsvc.wiring import command_line
from tests.support.command import Run
from tests.support.stages import live, pipeline
from tests.support.store.samples import Clock
from tests.support.store.server import Server
from tests.support.upstream import Conversation, Upstream, answer, loopback

HOUR = 3600
MATCH = b"if-none-match: "

Purge = Callable[[Cache, str], bool]

PURGES: dict[str, Purge] = {
    "link": Cache.purge,
    "provider": lambda cache, _: cache.purge_provider("webpage"),
    "all": lambda cache, _: cache.purge_all(),
}


class Site(Upstream):
    """Two pages with an ETag, with the title that a test sets; one of them links to an oEmbed answer."""

    def __init__(self) -> None:
        self.title = "First words"
        super().__init__({"/story": self._story, "/post": self._post, "/oembed": self._oembed})

    def _story(self, conversation: Conversation) -> None:
        self._send(conversation, f"<!doctype html><title>{self.title}</title><p>Words.</p>", "text/html")

    def _post(self, conversation: Conversation) -> None:
        link = f'<link rel="alternate" type="application/json+oembed" href="{self.url("/oembed")}">'
        self._send(conversation, f"<!doctype html><title>A post</title>{link}", "text/html")

    def _oembed(self, conversation: Conversation) -> None:
        body = f'{{"version": "1.0", "type": "rich", "author_name": "{self.title}"}}'
        self._send(conversation, body, "application/json")

    def _send(self, conversation: Conversation, text: str, content_type: str) -> None:
        tag = f'"{hash(text)}"'
        headers = f"ETag: {tag}\r\nCache-Control: max-age={HOUR}\r\n"
        if MATCH + tag.encode() in conversation.head.lower():
            conversation.send(f"HTTP/1.1 304 Not Modified\r\n{headers}\r\n".encode())
        else:
            conversation.send(answer(text, content_type, headers=headers))

    def asked(self) -> list[tuple[str, bool]]:
        """Paths of the requests since the last time, and whether each had a condition."""
        asked = [(head.split()[1].decode(), MATCH in head.lower()) for head in self.requests]
        self.requests.clear()
        return asked


@dataclass
class Worker:
    resolve: Resolve
    cache: Cache

    def embed(self, url: str) -> Embed:
        value = self.resolve(url).value
        assert isinstance(value, Embed), value
        return value

    def title(self, url: str) -> str | None:
        return self.embed(url).finding.metadata.title


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "redis"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of the shared tier."""
    match request.param:
        case "memory":
            return "memory://"
        case "sqlite":
            return f"sqlite:///{tmp_path}/cache.sqlite"
    server: Server = request.getfixturevalue("redis")
    return server.url


@pytest.fixture
def new_worker(url: str, site: Site, clock: Clock) -> Iterator[Callable[[], Worker]]:
    tiers = []

    def make() -> Worker:
        tier = tier_from_url(url)
        tiers.append(tier)
        cache = Cache(tier, Memory(2**20, clock), clock)
        fetch = Transport(loopback(site), clock=clock).fetch
        return Worker(pipeline(live(fetch, clock=clock, deadline=5.0), cache=cache), cache)

    yield make
    for tier in tiers:
        tier.close()


@pytest.fixture
def worker(new_worker: Callable[[], Worker]) -> Worker:
    return new_worker()


def test_unchanged_content_is_not_sent_again(worker: Worker, site: Site, clock: Clock) -> None:
    """One conditional request makes the same Embed fresh again; and so does the next."""
    url = site.url("/story")
    first = worker.embed(url)
    assert site.asked() == [("/story", False)]
    for _ in range(2):
        clock.now += HOUR
        again = worker.embed(url)
        assert site.asked() == [("/story", True)]
        assert (again.fetched_at, again.expires_at) == (clock.now, clock.now + HOUR)
        assert replace(again, fetched_at=first.fetched_at, expires_at=first.expires_at) == first
        assert worker.embed(url) == again
        assert site.asked() == []


def test_changed_content_is_sent(worker: Worker, site: Site, clock: Clock) -> None:
    """A changed page replaces the stored one, and is what the next request revalidates."""
    url = site.url("/story")
    worker.embed(url)
    site.title = "Second words"
    clock.now += HOUR
    assert worker.title(url) == "Second words"
    clock.now += HOUR
    assert worker.title(url) == "Second words"
    assert site.asked() == [("/story", False), ("/story", True), ("/story", True)]


def test_each_response_of_a_link_is_revalidated_separately(worker: Worker, site: Site, clock: Clock) -> None:
    """If only the oEmbed answer has changed, only that is sent."""
    url = site.url("/post")
    assert worker.embed(url).finding.metadata.authors == (Author(name="First words"),)
    assert site.asked() == [("/post", False), ("/oembed", False)]
    site.title = "Second words"
    clock.now += HOUR
    assert worker.embed(url).finding.metadata.authors == (Author(name="Second words"),)
    assert site.asked() == [("/post", True), ("/oembed", True)]


@pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
def test_after_a_purge_requests_are_unconditional(
    worker: Worker, site: Site, clock: Clock, purge: Purge
) -> None:
    """A purge deletes the stored responses too."""
    url = site.url("/story")
    worker.embed(url)
    assert purge(worker.cache, url)
    clock.now += HOUR
    worker.embed(url)
    assert site.asked() == [("/story", False), ("/story", False)]


@pytest.mark.parametrize("url", ["sqlite", "redis"], indirect=True)
def test_another_worker_revalidates_what_this_one_stored(
    new_worker: Callable[[], Worker], site: Site, clock: Clock
) -> None:
    """And a purge by one applies to the other."""
    one, other = new_worker(), new_worker()
    url = site.url("/story")
    one.embed(url)
    clock.now += HOUR
    other.embed(url)
    assert site.asked() == [("/story", False), ("/story", True)]
    assert one.cache.purge(url)
    clock.now += HOUR
    other.embed(url)
    assert site.asked() == [("/story", False)]


@pytest.mark.parametrize("url", ["sqlite", "redis"], indirect=True)
def test_another_process_revalidates_it_too(run: Run, url: str, site: Site, tmp_path: Path) -> None:
    """The command line, run twice: the second run revalidates what the first one stored."""
    environ = {
        "XDG_DATA_HOME": str(tmp_path),
        "EMBEDSVC_CACHE_URL": url,
        "EMBEDSVC_MIN_TTL": "0",
        "EMBEDSVC_MAX_TTL": "0",
        "EMBEDSVC_ALLOW_NETWORKS": "127.0.0.0/8",
        "EMBEDSVC_ALLOW_PORTS": str(site.port),
    }
    runs = [run("resolve", "--format", "text", site.url("/story"), **environ) for _ in range(2)]
    assert "First words" in runs[0].out
    assert [(done.code, done.out) for done in runs] == [(0, runs[0].out)] * 2
    assert site.asked() == [("/story", False), ("/story", True)]


def test_a_recording_has_whole_responses(site: Site, tmp_path: Path) -> None:
    """`record` sends unconditional requests, also for what was fetched a moment ago."""
    path = tmp_path / "story.warc.gz"
    with path.open("wb") as file:
        recorder = command_line.recorder(loopback(site, min_ttl=0, max_ttl=0), file)
        for _ in range(2):
            recorder(site.url("/story"))
    with path.open("rb") as file:
        statuses = [
            record.http_headers.get_statuscode() for record in ArchiveIterator(file) if record.http_headers
        ]
    assert statuses == ["200", "200"]
