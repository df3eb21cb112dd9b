"""Posts of Reddit. The oEmbed sample has the shape recorded in 2024."""

from urllib.parse import urlencode

from tests.support.recorded import Answer, embed, failed, oembed, page

POST = "https://www.reddit.com/r/news/comments/abc123/a_title/"
OEMBED = "https://www.reddit.com/oembed?" + urlencode({"url": POST, "format": "json"})
ANSWER = oembed(
    type="rich",
    title="What happened today",
    author_name="ann",
    provider_name="reddit",
    html="<blockquote></blockquote>",
)


def test_a_post_is_its_title_and_author() -> None:
    """By oEmbed; the day is from the page, where no bot wall hides it."""
    dated = page('<meta property="article:published_time" content="2021-01-26T12:00:00Z"><title>x</title>')
    finding = embed(POST, {OEMBED: ANSWER, POST: dated}).finding
    assert finding.quote
    assert (finding.kind, finding.quote.text) == ("post", "What happened today")
    assert (finding.metadata.authors[0].handle, finding.metadata.published) == ("ann", "2021-01-26T12:00:00Z")
    assert embed(POST, {OEMBED: ANSWER, POST: Answer("", status=403)}).finding.metadata.published is None


def test_short_and_shared_links_lead_to_the_post() -> None:
    """redd.it by the number of the post, a shared link by where it redirects to."""
    shared = "https://www.reddit.com/r/news/s/AbCdEfGhIj"
    assert (
        embed(shared, {shared: Answer("", final=POST), OEMBED: ANSWER}).finding.metadata.canonical_url == POST
    )
    bare = "https://www.reddit.com/comments/abc123"
    asked = "https://www.reddit.com/oembed?" + urlencode({"url": bare, "format": "json"})
    assert embed("https://redd.it/abc123", {asked: ANSWER}).finding.kind == "post"


def test_a_missing_post_is_not_found() -> None:
    """Whatever the page shows in its place."""
    front = page("<title>Reddit - The heart of the internet</title>")
    assert failed(POST, {OEMBED: Answer("", status=404), POST: front}).code == "not_found"


def test_a_bot_check_is_never_the_post() -> None:
    check = page("<title>Reddit - Please wait for verification</title>", "<form><input type=hidden></form>")
    value = embed(POST, {OEMBED: Answer("", status=403), POST: check})
    assert (value.finding.kind, value.finding.metadata.title) == ("link", None)


def test_a_wall_is_never_the_post() -> None:
    """Where oEmbed fails the page counts, and a refused page is a failure."""
    assert (
        failed(POST, {OEMBED: Answer("", status=403), POST: Answer("", status=403)}).code
        == "upstream_refused"
    )
