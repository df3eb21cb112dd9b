from tests.support.pages import URL, read_page


def test_the_canonical_url_of_the_link_header() -> None:
    """It counts like the element (RFC 6596 §3), after it, and before `og:url`."""
    headers = (("link", '</header>; rel="canonical"'),)
    graph = '<meta property="og:url" content="/graph">'
    found = read_page(graph, headers=headers)
    assert found.canonical_url == "https://news.example/header"
    assert found.sources["canonical_url"] == "link canonical"
    element = '<link rel="canonical" href="/element">'
    assert read_page(graph + element, headers=headers).canonical_url == "https://news.example/element"
    elsewhere = (("link", "<https://agency.example/1>; rel=canonical"),)
    found = read_page(headers=elsewhere)
    assert (found.canonical_url, found.based_on) == (URL, "https://agency.example/1")


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
