"""Posts of Instagram, Facebook and Threads. The samples have the shapes that metascraper, onebox and Meta state."""

import json

import pytest

from embedsvc import providers
from embedsvc.model import Ask, Embed, Snapshot
from embedsvc.settings import Settings
from tests.support.recorded import JSON, NOW, Answer, Web, embed, failed, oembed, page
from tests.support.stages import live, pipeline

INSTAGRAM = "https://www.instagram.com/p/C8abcdefghi/"
GRAPH = (
    "https://graph.facebook.com/v25.0/instagram_oembed?url=https%3A%2F%2Fwww.instagram.com%2Fp%2FC8abcdefghi%2F"
    "&omitscript=true"
)
CODE = (
    '<blockquote class="instagram-media"><div><a href="https://www.instagram.com/p/C8abcdefghi/">View this post on '
    "Instagram</a><p><a>A post shared by Ann Example (@ann.example)</a></p></div></blockquote>"
)
LOGIN = page("<title>Login • Instagram</title>")


def test_instagram_by_its_preview() -> None:
    """The words are in the title, the handle and the day in the description."""
    head = (
        '<meta property="og:title" content="Ann Example on Instagram: &quot;Talks today #news&quot;">'
        '<meta property="og:description" content="9 likes, 2 comments - ann.example on January 26, 2026: '
        '&quot;Talks today #news&quot;. ">'
    )
    finding = embed(INSTAGRAM, {INSTAGRAM: page(head)}).finding
    assert finding.kind == "post"
    assert finding.quote
    assert finding.quote.text == "Talks today #news"
    author = finding.metadata.authors[0]
    assert (author.name, author.handle) == ("Ann Example", "ann.example")
    assert finding.metadata.published == "2026-01-26"


def test_the_embed_code_stands_in_for_a_login_wall() -> None:
    """It has the author in words, but none of the post's."""
    post = embed(INSTAGRAM, {INSTAGRAM: LOGIN, GRAPH: oembed(type="rich", html=CODE)})
    assert (post.finding.kind, post.finding.method) == ("rich", "oembed")
    assert post.finding.metadata.authors[0].handle == "ann.example"
    assert post.tried[0].code is not None


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ({"code": 24, "message": "x"}, "upstream_refused"),
        ({"code": 1, "error_subcode": 2207046}, "upstream_refused"),
        ({"code": 100}, "not_found"),
    ],
)
def test_the_body_of_a_400_is_about_the_post(error: dict[str, object], code: str) -> None:
    """Private, not to be embedded, missing: a failure, although the page came."""
    answer = Answer(json.dumps({"error": error}), JSON, status=400)
    value = failed(INSTAGRAM, {INSTAGRAM: LOGIN, GRAPH: answer})
    assert value.code == code


@pytest.mark.parametrize("error", [{"code": 104}, {"code": 368}, {"code": 190}, {}])
def test_a_refusal_of_the_request_leaves_a_link(error: dict[str, object]) -> None:
    """It states nothing about the post, and the page was a wall; `tried` has both."""
    answer = Answer(json.dumps({"error": error}), JSON, status=400)
    post = embed(INSTAGRAM, {INSTAGRAM: LOGIN, GRAPH: answer})
    assert (post.finding.kind, post.finding.provider.key) == ("link", "instagram")
    assert all(attempt.code for attempt in post.tried)


def test_the_token_is_in_a_header_alone() -> None:
    """No URL has it: those are logged and recorded."""
    asks: list[Ask[object]] = []

    class Recording(Web):
        def fetch(self, ask: Ask[object], seconds: float) -> Snapshot:
            asks.append(ask)
            return super().fetch(ask, seconds)

    web = Recording({GRAPH: oembed(type="rich", html=CODE)})
    sites = providers.load(Settings(meta_token="secret-token"))
    value = pipeline(live(web.fetch, clock=lambda: NOW, monotonic=lambda: 0.0, sites=sites))(INSTAGRAM).value
    assert isinstance(value, Embed)
    assert asks[-1].headers == (("authorization", "Bearer secret-token"),)
    assert not asks[0].headers
    assert not any("secret" in ask.url.text for ask in asks)


def test_threads_by_its_preview() -> None:
    """Name and handle are in the title, the words in the description."""
    url = "https://www.threads.com/@ann/post/C8abcdefghi"
    head = '<meta property="og:title" content="Ann (@ann) on Threads"><meta property="og:description" content="Talks today">'
    finding = embed(url, {url: page(head)}).finding
    assert finding.quote
    assert (finding.quote.text, finding.metadata.authors[0].url) == (
        "Talks today",
        "https://www.threads.com/@ann",
    )


def test_facebook_by_its_embed_code_or_its_page() -> None:
    """A film has an endpoint of its own."""
    url = "https://www.facebook.com/watch/?v=1234567890"
    asked = (
        "https://graph.facebook.com/v25.0/oembed_video?url=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1234567890"
        "&omitscript=true"
    )
    code = '<div class="fb-video"><blockquote><p>Talks</p>Posted by Ann</blockquote></div>'
    assert embed(url, {asked: oembed(type="video", html=code)}).finding.markup == code
    shown = page('<meta property="og:title" content="Ann"><meta property="og:description" content="Talks">')
    assert embed(url, {url: shown}).finding.metadata.title == "Ann"
