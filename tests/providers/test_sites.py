"""The registry of platforms, with platforms made for the tests."""

import re
from dataclasses import replace
from typing import Any

import pytest

from embedsvc.errors import Failure, UpstreamUnreachable
from embedsvc.model import Ask, Finding, Flow, Metadata, Provider, Refused, Retention, Terms, Url
from embedsvc.providers import Site, SiteFlow, Sites
from embedsvc.providers.webpage import Page
from embedsvc.read.html.document import Document
from embedsvc.read.markup import meta
from embedsvc.safe import PlayerHost
from tests.support.recorded import Answer, Web, page
from tests.support.stages import live, pipeline

FORUM = Provider(name="Forum", url="https://forum.example/", key="forum")
THREAD = re.compile(r"/(?P<who>\w+)/(?P<key>\d+)(?:\?.*)?")
POST = "https://forum.example/ann/1"
API = "https://api.forum.example/1"
PAGE = '<meta property="og:title" content="A thread"><meta property="og:description" content="Words">'
MARKED = f'<meta name="generator" content="Forum 1.0">{PAGE}'


def found(title: str) -> Finding:
    return Finding(kind="post", method="api", provider=FORUM, metadata=Metadata(title=title))


def by_api(url: Url, who: str, key: str) -> SiteFlow:
    """Asks the API; leaves the URL to the page where that fails."""
    try:
        text: str = yield Ask(
            url=replace(url, text=API), read=lambda answer: answer.body.decode(), method="api"
        )
    except Failure:
        return None
    return found(f"{who} wrote {key}: {text}")


def by_page(url: Url, page: Page) -> Flow:
    yield from ()
    return found(f"{page.metadata.title} at {url.path}")


def is_forum(page: Document) -> bool:
    return (meta.parse(page).first("generator") or "").startswith("Forum")


def site(**facts: object) -> Site:
    return Site(provider=FORUM, hosts={"forum.example": THREAD}, retention="full", **facts)  # type: ignore[arg-type]


def url_of(ask: Ask[Any] | Refused) -> str | None:
    return ask.url.text if isinstance(ask, Ask) else None


def resolve(sites: Sites, url: str, answers: dict[str, Answer]) -> tuple[Finding, list[str]]:
    web = Web(answers)
    embed = pipeline(live(web.fetch, sites=sites))(url).value
    return embed.finding, web.asked  # type: ignore[union-attr]


def test_named_groups_of_the_match_are_arguments_of_the_flow() -> None:
    """A flow does not parse its URL again."""
    sites = Sites((site(flow=by_api),))
    finding, asked = resolve(sites, POST, {API: Answer("hello")})
    assert finding.metadata.title == "ann wrote 1: hello"
    assert asked == [API]


def test_a_flow_that_returns_none_leaves_the_url_to_the_page() -> None:
    """The page's metadata are the next best answer."""
    sites = Sites((site(flow=by_api),))
    finding, asked = resolve(sites, POST, {POST: page(PAGE)})
    assert (finding.method, finding.metadata.title) == ("metadata", "A thread")
    assert asked == [API, POST]


@pytest.mark.parametrize("url", ["https://forum.example/about", "https://other.example/ann/1"])
def test_other_urls_are_web_pages(url: str) -> None:
    """A platform claims the paths that it states, on its own hosts."""
    sites = Sites((site(flow=by_api),))
    assert not sites.claims(sites.normalise(url))
    assert resolve(sites, url, {url: page(PAGE)})[1] == [url]


def test_a_redirect_that_ends_on_a_platform_is_the_platforms() -> None:
    """The platform's own flow is chosen again for the final URL."""
    short = "https://short.example/a"
    sites = Sites((site(flow=by_api),))
    finding, asked = resolve(sites, short, {short: Answer("", final=POST), API: Answer("hello")})
    assert finding.metadata.title == "ann wrote 1: hello"
    assert asked == [short, API]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (POST, "forum"),
        ("https://m.forum.example/about", "forum"),
        ("https://notforum.example/ann/1", None),
        ("https://forum.example.org/ann/1", None),
    ],
)
def test_the_platform_of_a_url_is_that_of_its_host(url: str, key: str | None) -> None:
    """Whether or not its flow handles the path."""
    sites = Sites((site(flow=by_api),))
    assert sites.provider_of(sites.normalise(url)) == key


def test_a_platform_is_recognised_from_its_page() -> None:
    """Software that runs on anybody's host is asked once the page has been read; it is not fetched again."""
    sites = Sites((Site(provider=FORUM, hosts={}, retention="full", flow=by_page, recognise=is_forum),))
    url = "https://town.example/t/1"
    finding, asked = resolve(sites, url, {url: page(MARKED)})
    assert (finding.provider, finding.metadata.title) == (FORUM, "A thread at /t/1")
    assert asked == [url]
    assert resolve(sites, url, {url: page(PAGE)})[0].provider.key == "webpage"


def test_a_recognised_platform_may_leave_the_page_as_it_is() -> None:
    """Where it has no better answer, the page's metadata count; the page is not fetched again."""

    def nothing(_url: Url, page: Page) -> SiteFlow:
        del page
        yield from ()
        return None

    sites = Sites((Site(provider=FORUM, hosts={}, retention="full", flow=nothing, recognise=is_forum),))
    url = "https://town.example/t/1"
    finding, asked = resolve(sites, url, {url: page(MARKED)})
    assert (finding.provider.key, finding.metadata.title) == ("webpage", "A thread")
    assert asked == [url]


def test_a_failure_is_raised_at_the_yield() -> None:
    """A flow decides itself what a failure means."""
    sites = Sites((site(flow=by_api),))
    flow = sites.flow(sites.normalise(POST))
    assert url_of(next(flow)) == API
    assert url_of(flow.throw(UpstreamUnreachable("No."))) == POST


def test_rules_for_urls_are_collected() -> None:
    """Aliases and tracking parameters apply on the platform's hosts and nowhere else."""
    sites = Sites(
        (
            site(
                tracking=("from", "x_*"),
                aliases={"m.forum.example": "forum.example", "*.mirror.example": "*.forum.example"},
            ),
        )
    )
    for text, normal in {
        "https://m.forum.example/ann/1?from=a&x_b=c&page=2": "https://forum.example/ann/1?page=2",
        "https://de.mirror.example/ann/1": "https://de.forum.example/ann/1",
        "https://other.example/?from=a": "https://other.example/?from=a",
    }.items():
        assert sites.normalise(text).text == normal


def test_a_site_without_a_flow_claims_nothing() -> None:
    """It only states facts."""
    sites = Sites((site(),))
    assert not sites.claims(sites.normalise(POST))


@pytest.mark.parametrize("retention", ["full", "none"])
def test_terms_and_players_are_collected(retention: Retention) -> None:
    """For the archive, and for whatever builds frames."""
    player = PlayerHost("player.forum.example", "/", "video")
    forum = replace(site(players=(player,)), retention=retention)
    sites = Sites((forum,))
    assert sites.terms == (Terms(provider="forum", hosts=("forum.example",), retention=retention),)
    assert sites.players.kind("https://player.forum.example/1") == "video"
    assert sites.players.kind("https://player.other.example/1") is None
