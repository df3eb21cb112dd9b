"""Rules that every platform file follows."""

import ast
import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import get_args

import pytest

from embedsvc.model import Kind, Url
from embedsvc.providers import Site, platforms
from embedsvc.providers.permalink import Permalink
from embedsvc.urls import ANY_HOST, parents, parse
from tests.support.recorded import Web, resolver
from tests.support.sites import SITES, normalise

FOLDER = Path(platforms.__file__).parent
FILES = sorted(path for path in FOLDER.rglob("*.py") if path != FOLDER / "__init__.py")
EXAMPLES = [(site, example) for site in SITES.sites for example in site.examples]
PERMALINKS = [permalink for site in SITES.sites for permalink in site.permalinks]
SITE = pytest.mark.parametrize("site", SITES.sites, ids=lambda site: site.provider.key)
PURE = {
    "base64", "binascii", "collections", "dataclasses", "datetime", "embedsvc", "functools", "html", "itertools",
    "json", "math", "re", "typing", "urllib.parse",
}  # fmt: skip
OURS = {"errors", "model", "numbers", "providers", "read", "safe", "urls"}


def hosts(url: Url) -> frozenset[str]:
    """What the hosts of a table may name a URL by."""
    return frozenset((*parents(url.host), ANY_HOST))


def test_every_file_is_found() -> None:
    """A file that defines SITES needs no other registration."""
    names = [module.name for module in iter_modules(platforms.__path__)]
    found = [site for name in names for site in import_module(f"{platforms.__name__}.{name}").SITES]
    assert names == sorted({path.relative_to(FOLDER).parts[0].removesuffix(".py") for path in FILES})
    assert list(SITES.sites) == found


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_platform_files_do_no_io(file: Path) -> None:
    """They import pure modules of the standard library and the rooms below, nothing else."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            rooms = [f"embedsvc.{alias.name}" for alias in node.names]
            names += rooms if node.module == "embedsvc" else [node.module or ""]
        for name in names:
            assert name in PURE or name.partition(".")[0] in PURE - {"urllib.parse"}
            assert name.partition(".")[0] != "embedsvc" or name.split(".")[1] in OURS


@SITE
def test_a_site_is_named(site: Site) -> None:
    """Its key is a word for file names, CSS classes and settings; its home page and hosts are plain."""
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", site.provider.key)
    assert site.provider.name
    assert site.provider.url
    assert normalise(site.provider.url).text == site.provider.url
    assert site.hosts
    for host in (*site.hosts, *site.aliases):
        assert re.fullmatch(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:\.\*)?", host)


@SITE
def test_a_site_with_a_flow_has_examples(site: Site) -> None:
    """Only a platform whose hosts have paths, or that recognises its pages, has a flow; paths need examples."""
    claims = any(site.hosts.values())
    assert (site.flow is not None) == (claims or site.recognise is not None)
    assert bool(site.examples) == claims


@SITE
def test_a_site_states_what_its_flow_gives(site: Site) -> None:
    """Kinds and methods of the contract; a site without a flow gives nothing of its own."""
    assert bool(site.gives) == (site.flow is not None)
    assert set(site.gives) <= set(get_args(Kind))
    assert set(site.gives.values()) <= {"api", "oembed", "metadata"}


@SITE
def test_a_flow_tries_the_methods_that_its_site_states(site: Site) -> None:
    """Where nothing is reachable, every way of the examples is tried."""
    values = [resolver(Web({}))(example).value for example in site.examples]
    tried = {attempt.method for value in values for attempt in value.tried}
    assert not site.examples or tried >= set(site.gives.values())


@SITE
def test_aliases_lead_to_a_host_that_is_no_alias(site: Site) -> None:
    """One replacement is enough."""
    aliases = {host for each in SITES.sites for host in each.aliases}
    assert aliases.isdisjoint(site.aliases.values())


@pytest.mark.parametrize("permalink", PERMALINKS, ids=[permalink.example.player for permalink in PERMALINKS])
def test_a_player_leads_to_its_page(permalink: Permalink) -> None:
    """Both have one cache key, and normalising is idempotent: a page is no player."""
    page = normalise(permalink.example.page)
    assert page.text == permalink.example.page
    assert normalise(permalink.example.player) == page
    assert permalink(parse(permalink.example.player)) is not None
    assert not any(other(page) for other in PERMALINKS if not hosts(page).isdisjoint(other.hosts))


@SITE
def test_a_permalink_is_of_one_site(site: Site) -> None:
    """The page belongs to the site that states the player, or is on the same host for software on any host."""
    for permalink in site.permalinks:
        page = normalise(permalink.example.page)
        own = not hosts(page).isdisjoint(site.hosts)
        assert own or ANY_HOST in permalink.hosts
        assert SITES.platform_of_player(parse(permalink.example.player)) is site


@SITE
def test_players_are_https_hosts(site: Site) -> None:
    """A frame of ours is https, at an exact host and below a path."""
    for player in site.players:
        assert player.path.startswith("/")
        path = player.path.replace("*", "a")
        assert SITES.players.kind(f"https://{player.host}{path}") == player.kind
        assert SITES.players.kind(f"http://{player.host}{path}") is None


def test_no_two_sites_state_the_same_host() -> None:
    """What is stated for a host and for its parent domain would depend on the order of the files."""
    stated = [host for site in SITES.sites for host in site.hosts]
    assert len(stated) == len(set(stated))
    for site in SITES.sites:
        others = {host for host in stated if host not in site.hosts}
        assert not [host for host in site.hosts if not others.isdisjoint(parents(host))]


def test_no_two_sites_state_the_same_alias() -> None:
    """A mobile or mirror host belongs to one platform."""
    stated = [host for site in SITES.sites for host in site.aliases]
    assert len(stated) == len(set(stated))


@pytest.mark.parametrize(("site", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_one_site_claims_each_example(site: Site, example: str) -> None:
    """A site matches its own examples and no other site does."""
    url = normalise(example)
    assert [other for other in SITES.sites if other.match(url)] == [site]
    assert SITES.claims(url)


@pytest.mark.parametrize("example", [example for _, example in EXAMPLES])
def test_a_dead_network_is_an_answer(example: str) -> None:
    """With nothing reachable a flow ends in a finding or in a failure, after at least one attempt."""
    value = resolver(Web({}))(example).value
    assert value.tried
    assert all(attempt.code == "upstream_unreachable" for attempt in value.tried)


@pytest.mark.parametrize(
    "text",
    [
        "https://netflix.com/a/status/1",
        "https://x.com.example/a/status/1",
        "https://example.com/x.com/a/status/1",
        "https://notyoutube.com/watch?v=jNQXAC9IVRw",
    ],
)
def test_hosts_match_on_the_dot_boundary(text: str) -> None:
    """A host that only ends in, or begins with, the name of a platform is not the platform's."""
    assert not SITES.claims(normalise(text))
