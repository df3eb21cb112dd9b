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
