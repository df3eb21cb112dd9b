from tests.support.pages import URL, read_page


def test_the_canonical_url_is_on_the_same_site() -> None:
    """Another site's URL is the source instead; the home page is not the URL of an article."""
    found = read_page('<link rel="canonical" href="https://other.example/story">')
    assert (found.canonical_url, found.based_on) == (URL, "https://other.example/story")
    assert read_page('<link rel="canonical" href="/">').canonical_url == URL
    assert (
        read_page('<link rel="canonical" href="https://www.news.example/s">').canonical_url
        == "https://www.news.example/s"
    )


def test_feeds_are_links_with_the_media_type_of_a_feed() -> None:
    """Other alternates are translations and oEmbed responses."""
    found = read_page(
        '<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" href="/de">'
    )
    assert found.feeds == ("https://news.example/feed",)


def test_a_licence_is_linked_or_named_in_the_rights() -> None:
    """By `rel=license` on a link, or by the URL of a known licence in a text."""
    cc_by = "https://creativecommons.org/licenses/by/4.0/"
    assert read_page(body=f'<a rel="license" href="{cc_by}">CC BY</a>').license == cc_by
    assert read_page(f'<meta name="dc.rights" content="Published under {cc_by}">').license == cc_by
    assert read_page('<meta name="dc.rights" content="All rights reserved">').license is None
