"""How much of whose content may be kept."""

from dataclasses import replace

import pytest

from embedsvc.archive import overrides
from embedsvc.archive.retention import Policy
from embedsvc.model import Finding, Metadata, Provider
from tests.support.archive.samples import KEY, finding, with_metadata


def by(key: str, home: str | None = None) -> Finding:
    return replace(finding(), provider=Provider(name=key, url=home, key=key))


@pytest.mark.parametrize("key", ["facebook", "instagram", "threads"])
def test_meta_is_not_kept(key: str) -> None:
    """Meta's terms forbid to keep even the metadata; an operator with other terms may."""
    assert Policy().kept(KEY, by(key)) is None
    assert Policy({key: "full"}).kept(KEY, by(key)) == by(key)


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
    """Read as any web page, or behind a short link, a platform's content is the platform's."""
    found = with_metadata(by("webpage", home), canonical_url=canonical)
    assert Policy().kept(key, found) is None
    assert Policy({"webpage": "full"}).kept(key, found) is None


def test_hosts_match_whole_names() -> None:
    """A name that only ends alike is somebody else's."""
    found = with_metadata(by("webpage"), canonical_url=None)
    assert Policy().kept("https://notfacebook.com/1", found) == found
    assert Policy().kept("https://facebook.com.news.example/1", found) == found


def test_attribution_is_who_when_and_where() -> None:
    """No word and no picture of the post is left."""
    kept = Policy({"social": "attribution-only"}).kept(KEY, finding())
    assert kept is not None
    whole = finding().metadata
    assert kept.metadata == Metadata(
        authors=whole.authors,
        publisher=whole.publisher,
        published=whole.published,
        canonical_url=whole.canonical_url,
    )
    assert (kept.quote, kept.player, kept.media, kept.markup) == (None, None, (), None)


def test_reads_overrides() -> None:
    """Items as in the setting; a wrong one is refused with a sentence."""
    assert overrides(["x=attribution-only", " instagram = full "]) == {
        "x": "attribution-only",
        "instagram": "full",
    }
    for wrong in ("x", "x=some", "=none", "x=full=none", ""):
        with pytest.raises(ValueError, match="attribution-only, none"):
            overrides([wrong])
