"""How much of a platform's content may be archived."""

from dataclasses import replace

import pytest

from embedsvc.archive import overrides
from embedsvc.archive.retention import Policy
from embedsvc.model import Finding, Metadata, Provider, Retention, Terms
from tests.support.archive.samples import KEY, finding, with_metadata
from tests.support.sites import SITES

TERMS = (
    Terms(provider="facebook", hosts=("facebook.com", "fb.watch"), retention="none"),
    Terms(provider="instagram", hosts=("instagram.com",), retention="none"),
    Terms(provider="threads", hosts=("threads.com",), retention="none"),
    Terms(provider="x", hosts=("x.com",), retention="full"),
)


def policy(**overrides: Retention) -> Policy:
    return Policy(TERMS, overrides)


def by(key: str, home: str | None = None) -> Finding:
    return replace(finding(), provider=Provider(name=key, url=home, key=key))


@pytest.mark.parametrize("key", ["facebook", "instagram", "threads"])
def test_an_operator_overrides_the_terms(key: str) -> None:
    """A platform whose terms forbid archiving has no Editions; an operator with other terms may have them."""
    assert policy().archivable(KEY, by(key)) is None
    assert Policy(TERMS, {key: "full"}).archivable(KEY, by(key)) == by(key)
    assert policy().archivable(KEY, by("x")) == by("x")


@pytest.mark.parametrize("key", ["facebook", "instagram", "threads"])
def test_meta_forbids_archiving(key: str) -> None:
    """Meta's terms for embeds forbid storing even the metadata."""
    assert Policy(SITES.terms).archivable(KEY, by(key)) is None


@pytest.mark.parametrize(
    ("key", "canonical", "home"),
    [
        ("https://www.instagram.com/p/1/", None, None),
        ("https://web.facebook.com/1", None, None),
        ("https://short.example/1", "https://www.threads.com/@a/post/1", None),
        ("https://short.example/1", None, "https://fb.watch/"),
    ],
)
def test_terms_follow_the_content(key: str, canonical: str | None, home: str | None) -> None:
    """A platform's content stays the platform's when it is read as a web page or through a short link."""
    found = with_metadata(by("webpage", home), canonical_url=canonical)
    assert policy().archivable(key, found) is None
    assert policy(webpage="full").archivable(key, found) is None


def test_hosts_match_whole_names() -> None:
    """A host that only ends in, or begins with, the name of a platform is not the platform's."""
    found = with_metadata(by("webpage"), canonical_url=None)
    assert policy().archivable("https://notfacebook.com/1", found) == found
    assert policy().archivable("https://facebook.com.news.example/1", found) == found


def test_attribution_is_who_when_and_where() -> None:
    """No text and no media of the post are archived."""
    reduced = policy(social="attribution-only").archivable(KEY, finding())
    assert reduced is not None
    whole = finding().metadata
    assert reduced.metadata == Metadata(
        authors=whole.authors,
        publisher=whole.publisher,
        published=whole.published,
        canonical_url=whole.canonical_url,
    )
    assert (reduced.quote, reduced.player, reduced.media, reduced.markup, reduced.quoted) == (
        None,
        None,
        (),
        None,
        None,
    )


def test_the_terms_of_a_quoted_post_count() -> None:
    """A post that quotes a platform's post contains that platform's content."""
    quoting = replace(by("x"), quoted=by("threads"))
    assert policy().archivable(KEY, quoting) is None
    reduced = policy(threads="attribution-only").archivable(KEY, quoting)
    assert reduced is not None
    assert reduced.quoted is None


def test_overrides_are_parsed() -> None:
    """Items as in the setting; a wrong one is refused with a sentence."""
    assert overrides(["x=attribution-only", " instagram = full "]) == {
        "x": "attribution-only",
        "instagram": "full",
    }
    for wrong in ("x", "x=some", "=none", "x=full=none", ""):
        with pytest.raises(ValueError, match="attribution-only, none"):
            overrides([wrong])
