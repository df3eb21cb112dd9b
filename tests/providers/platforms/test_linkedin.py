"""Posts by the preview of their page, in the shapes in which LinkedIn titles public posts."""

from dataclasses import replace

import pytest

from tests.support.recorded import Answer, embed, failed, page

POST = "https://www.linkedin.com/posts/ann_talks-activity-7150000000000000000-abcd"


def preview(title: str, description: str) -> dict[str, Answer]:
    head = f'<meta property="og:title" content="{title}"><meta property="og:description" content="{description}">'
    return {POST: page(head)}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ann Doe on LinkedIn: Talks about bees", "Ann Doe"),
        ("Ann Doe auf LinkedIn: Talks about bees | 12 Kommentare", "Ann Doe"),
        ("Ann Doe on LinkedIn", "Ann Doe"),
        ("Talks about bees | Ann Doe", "Ann Doe"),
        ("Talks | about bees | Ann Doe | 1,234 comments", "Ann Doe"),
    ],
)
@pytest.mark.parametrize("end", ["", " | 12 comments on LinkedIn"])
def test_a_post(title: str, name: str, end: str) -> None:
    """The name is in the title, the words are the description without the number of comments."""
    found = embed(POST, preview(title, f"Talks about bees | and their hives.{end}")).finding
    assert (found.kind, found.provider.key) == ("post", "linkedin")
    assert found.metadata.authors[0].name == name
    assert found.quote
    assert found.quote.text == "Talks about bees | and their hives."


@pytest.mark.parametrize("title", ["Sign Up | LinkedIn", "LinkedIn: Log In or Sign Up", "Talks about bees"])
def test_other_titles_are_no_post(title: str) -> None:
    """The page is read like any other."""
    assert embed(POST, preview(title, "Words")).finding.kind != "post"


SHORT = "https://lnkd.in/gAbCd_12"
NOTICE = page(
    "<title>LinkedIn</title>",
    "<h1>This link will take you to a page that’s not on LinkedIn</h1>"
    '<a data-tracking-control-name="external_url_click" href="https://news.example/story">Continue</a>',
)


@pytest.mark.parametrize("final", [None, "https://www.linkedin.com/redir/general-malware-page?url=abc"])
def test_a_short_link_is_what_its_notice_leads_to(final: str | None) -> None:
    """Readers get the story, not the notice about it."""
    story = page("<title>A story</title>")
    notice = replace(NOTICE, final=final)
    found = embed(SHORT, {SHORT: notice, "https://news.example/story": story}).finding
    assert (found.metadata.title, found.metadata.canonical_url) == ("A story", "https://news.example/story")


def test_a_short_link_to_a_post_is_the_post() -> None:
    """It leads there without a notice."""
    web = preview("Ann Doe on LinkedIn: Talks about bees", "Talks about bees.")
    found = embed(SHORT, web | {SHORT: replace(web[POST], final=POST)}).finding
    assert (found.kind, found.metadata.canonical_url) == ("post", POST)


def test_a_short_link_that_is_dead_is_a_failure() -> None:
    assert failed(SHORT, {SHORT: Answer(status=404)}).code == "not_found"
