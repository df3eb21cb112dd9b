"""Whatever a page, a redirect or a look-up names, no connection reaches a private address.

One server plays the public web at 127.0.0.1, which these tests allow. Another listens at 127.0.0.2 or ::1, on
a port that is allowed too, so that only the check of its address protects it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network

import pytest

from embedsvc.model import Embed, Failed
from embedsvc.net.connector import look_up
from embedsvc.net.guard import Lookup
from embedsvc.net.transport import Transport
from tests.support.command import Run
from tests.support.stages import live, pipeline
from tests.support.upstream import Play, Upstream, answer, loopback, redirect

SECONDS = 5.0


@dataclass(frozen=True)
class World:
    inside: Upstream

    def page(self, head: str) -> bytes:
        """A page with links to `INSIDE`."""
        return answer(f"<title>Good title</title>{head}".replace("INSIDE", self.inside.url()))

    def resolve(self, *plays: Play, host: str | None = None, lookup: Lookup = look_up) -> Embed | Failed:
        """The first play is the pasted link, the second is at `/2`."""
        with Upstream(dict(zip(("/", "/2"), plays, strict=False))) as outside:
            settings = loopback(
                outside, self.inside, allow_networks=(IPv4Network("127.0.0.1/32"),), deadline=SECONDS
            )
            fetch = Transport(settings, lookup=lookup).fetch
            return pipeline(live(fetch, deadline=SECONDS, max_ttl=600))(outside.url(host=host)).value


@pytest.fixture(params=["127.0.0.2", "::1"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """Fails unless the private server has seen no connection."""
    with Upstream(answer("<title>Secret</title>"), host=request.param) as inside:
        yield World(inside)
    assert inside.connections == 0


def codes(value: Embed | Failed) -> list[str | None]:
    return [attempt.code for attempt in value.tried]


@pytest.mark.parametrize("status", ["301 a", "302 a", "303 a", "307 a", "308 a"])
def test_a_redirect(world: World, status: str) -> None:
    """The second hop is refused like a first, and the result does not reveal its address."""
    value = world.resolve(redirect(world.inside.url(), status))
    assert isinstance(value, Failed)
    assert (value.code, codes(value)) == ("blocked_address", ["blocked_address"])
    assert world.inside.host not in value.detail


def test_a_second_redirect(world: World) -> None:
    """Also after a hop in between."""
    assert codes(world.resolve(redirect("/2"), redirect(world.inside.url()))) == ["blocked_address"]


def test_a_meta_refresh(world: World) -> None:
    """A refresh to a private address is not followed, and the address is not revealed."""
    value = world.resolve(world.page('<meta http-equiv="refresh" content="0;url=INSIDE">'))
    assert isinstance(value, Failed)
    assert (value.code, value.tried[-1].url) == ("blocked_address", None)


def test_a_discovery_link(world: World) -> None:
    """The page's own facts are used, and the address is not revealed."""
    value = world.resolve(world.page('<link rel="alternate" type="application/json+oembed" href="INSIDE">'))
    assert isinstance(value, Embed)
    assert (value.finding.metadata.title, codes(value)) == ("Good title", [None, "blocked_address"])
    assert value.tried[-1].url is None


def test_an_endpoint_that_redirects(world: World) -> None:
    """The same for redirects of the oEmbed endpoint."""
    link = '<link rel="alternate" type="application/json+oembed" href="/2">'
    value = world.resolve(world.page(link), redirect(world.inside.url()))
    assert codes(value) == [None, "blocked_address"]


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:image" content="INSIDE">',
        '<meta property="og:video" content="INSIDE">',
        '<link rel="canonical" href="INSIDE">',
        '<link rel="icon" href="INSIDE">',
        '<link rel="stylesheet" href="INSIDE">',
        '<base href="INSIDE">',
        '<script src="INSIDE"></script><img src="INSIDE"><iframe src="INSIDE"></iframe>',
        '<script type="application/ld+json">{"@context":"INSIDE","@type":"Article","image":"INSIDE"}</script>',
    ],
)
def test_what_a_page_names(world: World, head: str) -> None:
    """Images, icons, contexts and canonical URLs are never requested."""
    assert codes(world.resolve(world.page(head))) == [None]


def test_what_an_oembed_answer_names(world: World) -> None:
    """Neither are its thumbnail, its player and the URLs in its markup."""
    link = '<link rel="alternate" type="application/json+oembed" href="/2">'
    url = world.inside.url()
    fields = {"type": "rich", "title": "x", "html": f"<iframe src={url}></iframe>", "thumbnail_url": url}
    assert codes(world.resolve(world.page(link), answer(json.dumps(fields)))) == [None, None]


def named(*answers: Sequence[str]) -> Lookup:
    """A look-up that gives each result once and then repeats the last one."""
    left = list(answers)
    return lambda host, port: left.pop(0) if len(left) > 1 else left[0]  # noqa: ARG005


@pytest.mark.parametrize(
    "address", ["127.0.0.2", "::1", "::ffff:127.0.0.2", "::127.0.0.2", "64:ff9b::7f00:2"]
)
@pytest.mark.parametrize("way", [lambda bad: (bad,), lambda bad: ("127.0.0.1", bad)])
def test_rebinding(world: World, address: str, way: Callable[[str], Sequence[str]]) -> None:
    """A name with a private address at its second look-up is refused, whatever its other addresses are."""
    lookup = named(["127.0.0.1"], way(address))
    value = world.resolve(redirect("/2"), answer(), host="site.example", lookup=lookup)
    assert codes(value) == ["blocked_address"]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.2",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.2]",
        "[::ffff:7f00:2]",
        "[0:0:0:0:0:ffff:127.0.0.2]",
        "[::127.0.0.2]",
        "[::ffff:0:127.0.0.2]",
        "[64:ff9b::7f00:2]",
        "[2002:7f00:2::]",
        "[::]",
        "0.0.0.0",
        "site.localhost",
    ],
)
def test_forms_of_an_address(world: World, host: str) -> None:
    """Every notation is refused, pasted and in a redirect."""
    there = f"http://{host}:{world.inside.port}/"
    assert codes(world.resolve(redirect(there))) == ["blocked_address"]


def test_proxies_of_the_environment(world: World, run: Run) -> None:
    """HTTP_PROXY and the like do not affect the command."""
    variables = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
    with Upstream(answer()) as outside:
        environ = {
            **dict.fromkeys(variables, world.inside.url()),
            "NO_PROXY": "",
            "EMBEDSVC_ALLOW_NETWORKS": "127.0.0.1/32",
            "EMBEDSVC_ALLOW_PORTS": f"{outside.port},{world.inside.port}",
            "EMBEDSVC_CACHE_URL": "memory://",
        }
        good, bad = run("resolve", outside.url(), world.inside.url(), **environ).lines
    assert (good["title"], bad["error"]["code"]) == ("Good title", "blocked_address")
    assert outside.connections == 1
