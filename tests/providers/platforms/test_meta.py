"""Posts of Instagram, Facebook and Threads. The samples have the shapes that metascraper, onebox and Meta state."""

import json

import pytest

from embedsvc import providers
from embedsvc.formats import block
from embedsvc.model import Ask, Embed, Snapshot
from embedsvc.settings import Settings
from tests.support.recorded import JSON, NOW, Answer, Web, embed, failed, oembed, page
from tests.support.sites import OPTIONS, SITES, normalise
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
    html = block.render(post, OPTIONS)
    assert 'data-player="https://www.instagram.com/p/C8abcdefghi/embed/captioned/"' in html
    assert "<iframe" not in html


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


FILM = "https://www.facebook.com/watch/?v=1234567890"
FILM_CODE = (
    "https://graph.facebook.com/v25.0/oembed_video?url=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1234567890"
    "&omitscript=true"
)
FACEBOOK = "https://www.facebook.com/ann/posts/pfbid02abcdef"
FACEBOOK_CODE = (
    "https://graph.facebook.com/v25.0/oembed_post?url=https%3A%2F%2Fwww.facebook.com%2Fann%2Fposts%2Fpfbid02abcdef"
    "&omitscript=true"
)
WORDS = '<div class="fb-post"><blockquote><p>Talks today</p>Posted by Ann</blockquote></div>'
PREVIEW = page('<meta property="og:title" content="Ann"><meta property="og:description" content="Talks">')


@pytest.mark.parametrize(
    "host", ["www.facebook.com", "m.facebook.com", "de-de.facebook.com", "web.facebook.com"]
)
def test_a_post_of_facebook_by_its_embed_code(host: str) -> None:
    """It has the words, which are shown; every host leads to the same post."""
    answers = {FACEBOOK_CODE: oembed(type="rich", html=WORDS)}
    post = embed(FACEBOOK.replace("www.facebook.com", host), answers)
    assert post.finding.kind == "rich"
    assert "Talks today" in block.render(post, OPTIONS)


def test_a_film_of_facebook_has_a_player() -> None:
    """With its embed code, with what its page states where Meta refuses the request, and without either."""
    assert failed(FILM, {FILM: Answer("", status=404)}).code == "not_found"
    for answers in ({FILM_CODE: oembed(type="video", html=WORDS)}, {FILM: PREVIEW}, {FILM: LOGIN}, {}):
        film = embed(FILM, answers)
        assert film.finding.kind == "video"
        assert "plugins/video.php?show_text=false&amp;href=https%3A%2F%2Fwww.facebook.com" in block.render(
            film, OPTIONS
        )


def test_a_page_of_facebook_stands_in_for_the_embed_code() -> None:
    """A wall leaves a link of the platform; what Meta states about the post is the last word."""
    shown = embed(FACEBOOK, {FACEBOOK: PREVIEW}).finding
    assert (shown.provider.key, shown.metadata.title, shown.metadata.description) == (
        "facebook",
        "Ann",
        "Talks",
    )
    wall = page(
        "<title>Log in to Facebook</title>",
        '<form id="login_form" action="/login/"><input type="password"></form>',
    )
    assert embed(FACEBOOK, {FACEBOOK: wall}).finding.kind == "link"
    private = Answer(json.dumps({"error": {"code": 24}}), JSON, status=400)
    assert failed(FACEBOOK, {FACEBOOK: PREVIEW, FACEBOOK_CODE: private}).code == "upstream_refused"


@pytest.mark.parametrize(
    ("share", "post", "code", "key"),
    [
        ("https://www.facebook.com/share/p/1AbCdEf/", FACEBOOK, FACEBOOK_CODE, "facebook"),
        ("https://fb.watch/1AbCdEf/", FILM, FILM_CODE, "facebook"),
        ("https://www.instagram.com/share/p/BAabcdef/", INSTAGRAM, GRAPH, "instagram"),
    ],
)
def test_a_share_link_leads_to_a_post(share: str, post: str, code: str, key: str) -> None:
    """By a redirect on the same host or another."""
    value = embed(share, {share: Answer(PREVIEW.body, final=post), code: oembed(type="rich", html=CODE)})
    assert (value.finding.method, value.finding.provider.key) == ("oembed", key)


@pytest.mark.parametrize(
    "url",
    [
        FACEBOOK,
        "https://www.facebook.com/watch/live/?v=1234567890",
        "https://www.facebook.com/groups/12345/?multi_permalinks=678",
        "https://www.threads.com/@ann/post/C8abcdefghi/media",
    ],
)
def test_forms_of_links(url: str) -> None:
    assert SITES.claims(normalise(url))


@pytest.mark.parametrize(
    "url", ["https://www.facebook.com/ann", "https://www.instagram.com/reels/audio/1234567/"]
)
def test_other_pages_are_no_posts(url: str) -> None:
    """An account, a recording that posts use."""
    assert not SITES.claims(normalise(url))
