import pytest

from tests.support.pages import read_page


def test_the_sites_name_is_removed_from_the_title() -> None:
    """It is cut from either end; a dash of the headline's own is not."""
    site = '<meta property="og:site_name" content="The Example">'
    assert read_page(f"{site}<title>One - two - The Example</title>").title == "One - two"
    assert read_page(f"{site}<title>The Example | One - two</title>").title == "One - two"


def test_the_sites_name_in_the_title_is_the_publisher() -> None:
    """Where the last part of the title element names the domain, and the head's own title lacks it."""
    head = "<title>Talks resume in Vienna | News</title>"
    own = '<meta property="og:title" content="Talks resume in Vienna">'
    assert read_page(head + own).publisher == "News"
    assert read_page(head.replace("News", "Elsewhere") + own).publisher is None


@pytest.mark.parametrize(
    ("url", "title", "expected"),
    [
        ("https://theriverpost.net/story", "Ferry sails again | River Post", "Ferry sails again"),
        ("https://labs.riverboats.net/story", "Ferry sails again - Riverboats Labs", "Ferry sails again"),
        ("https://riverboats.net/story", "Ferry sails again - Riverboats Labs", "Ferry sails again"),
        ("https://theriverpost.net/story", "River Post: a guide", "River Post: a guide"),
        ("https://theriverpost.net/story", "Ferry sails again | River", "Ferry sails again | River"),
        ("https://labs.riverboats.net/story", "Ferry sails again - Labs", "Ferry sails again - Labs"),
    ],
)
def test_the_domains_name_is_removed_from_the_end_of_a_title(url: str, title: str, expected: str) -> None:
    """If it is most of that name; the start of a title may be what the domain is named after."""
    assert read_page(f"<title>{title}</title>", url=url).title == expected


@pytest.mark.parametrize(
    ("domain", "title"),
    [
        ("londonist.net", "A walk in Central Park – London"),
        ("inscotland.net", "How the vote went: Scotland"),
        ("oceana.net", "Who owns the sea? - Ocean"),
        ("fictions.net", "Best books of 2020 - Fiction"),
        ("gardeners.net", "Ten tips for May | Garden"),
        ("news.net", "Who still buys a paper? - Daily"),
        ("newyorker.net", "What to eat this week – New York"),
        ("sourdoughs.net", "Five loaves for beginners | Sour Dough"),
        ("mountainbikers.net", "How to choose a frame - Mountain Bike"),
        ("realestates.net", "Who buys the old harbour? | Real Estate"),
    ],
)
def test_words_of_the_domains_name_may_be_a_subject(domain: str, title: str) -> None:
    """They stay in the title unless they are the domain's whole name."""
    assert read_page(f"<title>{title}</title>", url=f"https://{domain}/story").title == title


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("theherald.net", "Herald"),
        ("heraldonline.net", "Herald"),
        ("lecourrier.net", "Courrier"),
        ("dailyherald.net", "Herald"),
        ("theriverpost.net", "River Post"),
        ("riverpostmag.net", "River Post"),
        ("getriverboats.net", "River Boats"),
    ],
)
def test_generic_words_of_the_domain_are_no_part_of_its_name(domain: str, name: str) -> None:
    """An article, or what most newspapers add."""
    found = read_page(f"<title>Ferry sails again | {name}</title>", url=f"https://{domain}/story")
    assert found.title == "Ferry sails again"
