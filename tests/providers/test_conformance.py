"""Laws that every file of `providers` keeps."""

import pytest

from embedsvc import providers
from embedsvc.providers.site import Site
from embedsvc.urls import normalise
from tests.support.recorded import Web, resolver

EXAMPLES = [(site, example) for site in providers.sites() for example in site.examples]


def test_sites_are_found_by_themselves() -> None:
    """Each site with a file of its own is known without being listed anywhere."""
    hosts = {host for site in providers.sites() for host in site.hosts}
    assert {"x.com", "youtu.be", "fxtwitter.com"} <= hosts


@pytest.mark.parametrize(("site", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_one_site_claims_each_example(site: Site, example: str) -> None:
    """A site claims its own examples and no other site does; the choice falls on its flow."""
    url = normalise(example)
    assert [other for other in providers.sites() if other.match(url)] == [site]
    assert providers.choose(url) == site.flow


@pytest.mark.parametrize("example", [example for _, example in EXAMPLES])
def test_a_dead_network_is_an_answer(example: str) -> None:
    """With nothing reachable a flow ends in a finding of its own or in a failure that the driver can tell."""
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
    """A host that only ends in, or begins with, a platform's name is not the platform."""
    assert not any(site.match(normalise(text)) for site in providers.sites())


@pytest.mark.parametrize("site", providers.sites(), ids=lambda site: next(iter(site.hosts)))
def test_every_site_has_examples(site: Site) -> None:
    """A site without examples could not be held to these laws."""
    assert site.examples
