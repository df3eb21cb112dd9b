"""Any web page, by the Embed that it gives."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from embedsvc.errors import BlockedAddress
from embedsvc.model import Media, Player
from tests.support.recorded import Answer, Web, embed, failed, oembed, page, resolver

PAGE = "https://news.example/2021/01/26/talks/"
HEAD = (
    '<title>Talks | News</title><meta property="og:title" content="Talks"><meta property="og:type" content="article">'
    '<meta property="og:site_name" content="News"><meta name="author" content="Mona Salem">'
    '<meta property="article:published_time" content="2021-01-26T20:00:00+02:00">'
)
ENDPOINT = "https://news.example/oembed?url=1"
LINK = f'<link rel="alternate" type="application/json+oembed" href="{ENDPOINT}">'


def test_a_page_gives_its_own_metadata() -> None:
    """Title, author, publisher and time of publication come from the page, as the method states."""
    found = embed(PAGE, {PAGE: page(HEAD)}).finding
    assert (found.kind, found.method) == ("article", "metadata")
    assert found.metadata.title == "Talks"
    assert [author.name for author in found.metadata.authors] == ["Mona Salem"]
    assert found.metadata.published == "2021-01-26T20:00:00+02:00"
    assert found.provider.name == "News"


def test_the_discovered_answer_completes_the_page() -> None:
    """The page's own metadata take precedence; its oEmbed answer adds what is missing."""
    answer = oembed(type="rich", title="Other", author_name="Somebody", html="<p>More</p>", width=500)
    found = embed(
        PAGE, {PAGE: page(f'<meta property="og:title" content="Talks">{LINK}'), ENDPOINT: answer}
    ).finding
    assert (found.kind, found.method) == ("rich", "discovery")
    assert found.metadata.title == "Talks"
    assert found.metadata.authors[0].name == "Somebody"
    assert found.markup == "<p>More</p>"


@pytest.mark.parametrize(
    "media_type", ["application/json+oembed", "application/ld+json", "application/vnd.x+json", "text/html"]
)
def test_the_link_header_names_the_answer(media_type: str) -> None:
    """A page without a link element is completed all the same, whatever type its answer has."""
    headers = (("link", f'<{ENDPOINT}>; rel="alternate"; type="application/json+oembed"; title="a, b"'),)
    answer = oembed(type="photo", title="Bridge", author_name="Jane Doe", url="https://news.example/p.jpg")
    found = embed(
        PAGE,
        {
            PAGE: replace(page("<title>Bridge</title>"), headers=headers),
            ENDPOINT: replace(answer, media_type=media_type),
        },
    ).finding
    assert (found.kind, found.metadata.authors[0].name) == ("photo", "Jane Doe")
    assert found.media[0].url == "https://news.example/p.jpg"


@pytest.mark.parametrize(
    "media_type", ["text/xml", "application/xml", "text/xml+oembed", "application/oembed+xml"]
)
def test_the_answer_may_be_xml(media_type: str) -> None:
    """Under every name that XML goes by."""
    link = f'<link rel="alternate" type="text/xml+oembed" href="{ENDPOINT}">'
    answer = "<oembed><type>link</type><author_name>Jane Doe</author_name></oembed>"
    web = {PAGE: page("<title>Bridge</title>" + link), ENDPOINT: Answer(answer, media_type)}
    assert embed(PAGE, web).finding.metadata.authors[0].name == "Jane Doe"


def test_a_known_player_is_played_and_an_unknown_frame_is_not() -> None:
    """A frame becomes a player only where its host shows players and nothing else."""

    def found(source: str) -> tuple[str, str | None]:
        answer = oembed(
            type="video", title="Film", html=f'<iframe src="{source}" width=640 height=360></iframe>'
        )
        finding = embed(PAGE, {PAGE: page(HEAD + LINK), ENDPOINT: answer}).finding
        return finding.kind, finding.player.url if finding.player else None

    assert found("https://www.tiktok.com/player/v1/1") == ("video", "https://www.tiktok.com/player/v1/1")
    assert found("https://evil.example/video/1")[1] is None


@pytest.mark.parametrize(
    ("url", "kind", "provider"),
    [
        ("https://players.brightcove.net/1/default_default/index.html?videoId=2", "video", "Brightcove"),
        ("https://playlist.megaphone.fm/?e=ABC1234567", "audio", "Megaphone"),
        ("https://bandcamp.com/EmbeddedPlayer/album=1234567890/size=large/", "audio", "Bandcamp"),
        ("https://fast.wistia.net/embed/iframe/abcdef1234", "video", "Wistia"),
        ("https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d100", "rich", "Google"),
    ],
)
@pytest.mark.parametrize("head", ["<title>The news, read aloud</title>", ""])
def test_a_player_that_names_no_page_is_itself(url: str, kind: str, provider: str, head: str) -> None:
    """It may be all that an old article has of a film; its page has the title, if any."""
    finding = embed(url, {url: page(head, "")}).finding
    assert (finding.kind, finding.player, finding.provider.name) == (kind, Player(url=url), provider)
    assert finding.metadata.title == ("The news, read aloud" if head else None)


@pytest.mark.parametrize("name", ["twitter:player", "og:video", "og:video:secure_url"])
def test_a_platform_states_its_player_in_its_page(name: str) -> None:
    """Where it has no flow of its own, in the proportions that the page states."""
    url, player = "https://archive.org/details/a-film", "https://archive.org/embed/a-film"
    sizes = "".join(
        f'<meta property="{name.removesuffix(":secure_url")}:{side}" content="{pixels}">'
        for side, pixels in (("width", 640), ("height", 480))
    )
    found = embed(
        url, {url: page(f'<title>A film</title><meta property="{name}" content="{player}">{sizes}')}
    ).finding
    assert (found.kind, found.provider.key, found.metadata.title) == ("video", "internet-archive", "A film")
    assert found.player == Player(url=player, width=640, height=480, aspect_ratio=1.3333)


@pytest.mark.parametrize(
    "player",
    ["https://www.youtube-nocookie.com/embed/jNQXAC9IVRw", "https://evil.example/embed/1", "javascript:1"],
)
def test_the_film_of_an_article_does_not_replace_it(player: str) -> None:
    """Only a page of the player's own platform is about the film."""
    found = embed(PAGE, {PAGE: page(HEAD + f'<meta property="og:video" content="{player}">')}).finding
    assert (found.kind, found.player) == ("article", None)


def test_the_frame_that_wordpress_answers_with_is_not_content() -> None:
    """WordPress answers with a frame of the page itself: only the metadata are used."""
    endpoint = "https://news.example/wp-json/oembed/1.0/embed?url=1"
    head = f'<title>Talks</title><link rel="alternate" type="application/json+oembed" href="{endpoint}">'
    answer = oembed(
        type="rich",
        title="Talks",
        author_name="Mona Salem",
        html='<blockquote class="wp-embedded-content"><a href="/">Talks</a></blockquote><iframe src="/embed"></iframe>',
    )
    found = embed(PAGE, {PAGE: page(head), endpoint: answer}).finding
    assert found.markup is None
    assert found.metadata.authors[0].name == "Mona Salem"


@pytest.mark.parametrize("dead", [Answer(status=404), Answer("not json", "application/json"), None])
def test_a_dead_endpoint_leaves_the_page(dead: Answer | None) -> None:
    """The page is enough; the failed attempt is listed."""
    answers = {PAGE: page(HEAD + LINK)} | ({ENDPOINT: dead} if dead else {})
    value = embed(PAGE, answers)
    assert value.finding.metadata.title == "Talks"
    assert [attempt.method for attempt in value.tried] == ["metadata", "discovery"]
    assert value.tried[1].code


def test_an_internal_endpoint_is_refused_and_not_named() -> None:
    """A page may link to an internal address: the attempt is listed without it."""
    inside = "http://10.0.0.1/oembed"
    head = HEAD + f'<link rel="alternate" type="application/json+oembed" href="{inside}">'
    value = embed(PAGE, {PAGE: page(head), inside: BlockedAddress("No.")})
    assert value.finding.metadata.title == "Talks"
    assert (value.tried[1].url, value.tried[1].code) == (None, "blocked_address")


@pytest.mark.parametrize(
    ("media_type", "kind"), [("image/png", "photo"), ("audio/mpeg", "audio"), ("video/mp4", "video")]
)
def test_a_bare_file_is_shown_as_what_it_is(media_type: str, kind: str) -> None:
    """An image, audio or video without a page around it."""
    url = "https://files.example/a"
    found = embed(url, {url: Answer(b"", media_type)}).finding
    assert found.kind == kind
    assert found.media == (Media(type=found.media[0].type, url=url),)


def test_a_page_without_metadata_is_a_bare_link() -> None:
    """Nothing is made up for an empty page."""
    found = embed(PAGE, {PAGE: Answer("")}).finding
    assert (found.kind, found.method, found.metadata.title) == ("link", "link", None)


def test_the_title_of_a_wall_is_not_used() -> None:
    """A bot check answers in place of the page: the attempt is listed as refused."""
    wall = page(
        "<title>Just a moment...</title>", '<div id="challenge-form" class="cf-browser-verification"></div>'
    )
    value = embed(PAGE, {PAGE: wall})
    assert (value.finding.kind, value.finding.method) == ("link", "link")
    assert value.finding.metadata.title is None
    assert value.tried[0].code == "upstream_refused"


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "text/json", "text/javascript", "application/json+oembed", "application/vnd.x+json"],
)
def test_a_pasted_oembed_answer_is_embedded(media_type: str) -> None:
    """Under every name that JSON goes by."""
    value = embed(PAGE, {PAGE: Answer('{"type":"link","title":"Good title"}', media_type)})
    assert value.finding.metadata.title == "Good title"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        *(
            (Answer("{}", data), "unsupported_media_type")
            for data in ("application/json", "text/json", "application/javascript", "application/ld+json")
        ),
        (Answer("<rss/>", "application/rss+xml"), "unsupported_media_type"),
        (Answer(status=404), "not_found"),
        (Answer(status=410), "gone"),
        (Answer(status=403), "upstream_refused"),
        (Answer(status=500), "upstream_error"),
    ],
)
def test_a_site_that_fails_is_a_failure(answer: Answer, code: str) -> None:
    """Each kind of failure has its code and its own time to live."""
    value = failed(PAGE, {PAGE: answer})
    assert value.code == code
    assert value.expires_at > value.fetched_at


@pytest.mark.parametrize(("control", "seconds"), [("max-age=7200", 7200), ("no-cache", 600), ("", 3600)])
def test_freshness_follows_the_header(control: str, seconds: int) -> None:
    """RFC 9111 with a floor: `no-cache` does not mean a request for every reader."""
    answer = replace(page(HEAD), headers=(("cache-control", control),))
    value = embed(PAGE, {PAGE: answer})
    assert value.expires_at - value.fetched_at == seconds


SHORT = "https://short.example/abc"


def test_a_shortener_leads_to_the_provider_where_it_ends() -> None:
    """A redirect to a platform's URL is resolved as if that URL had been pasted."""
    film = "https://www.youtube.com/watch?v=jNQXAC9IVRw"
    value = embed(SHORT, {SHORT: Answer("<title>x</title>", final=film)})
    assert value.finding.provider.key == "youtube"
    assert value.url == SHORT


def test_a_refresh_leads_on() -> None:
    """Some shorteners answer with a page that redirects by HTML."""
    refresh = f'<title>{PAGE}</title><meta http-equiv="refresh" content="0;URL={PAGE}">'
    assert embed(SHORT, {SHORT: page(refresh, ""), PAGE: page(HEAD)}).finding.metadata.title == "Talks"


NOTICE = "<h1>Redirecting…</h1><p>" + "If nothing happens, please click on the link below. " * 2 + "</p>"


@pytest.mark.parametrize(
    "head",
    [
        f"<script>location.replace('{PAGE}')</script>",
        f'<meta property="og:title" content="Short"><meta name="description" content="Links"><script>location="{PAGE}"</script>',
        f'<script>location.href = url</script><noscript><meta http-equiv="refresh" content="0;url={PAGE}"></noscript>',
    ],
)
def test_a_page_that_only_redirects_is_the_page_where_it_leads(head: str) -> None:
    """Whatever it is titled, and whether by script or without."""
    web = {SHORT: page(f"<title>Redirecting…</title>{head}", NOTICE), PAGE: page(HEAD)}
    assert embed(SHORT, web).finding.metadata.title == "Talks"


@pytest.mark.parametrize(
    "head", ["<script>location='/'</script>", "<meta http-equiv=refresh content='0;url=/'>"]
)
def test_a_redirect_to_the_home_page_is_a_soft_404(head: str) -> None:
    """As if the site had redirected in HTTP."""
    dead = "https://news.example/2009/gone"
    value = embed(dead, {dead: page(f"<title>Moved</title>{head}", ""), "https://news.example/": page(HEAD)})
    assert (value.finding.kind, value.finding.metadata.title) == ("link", None)
    assert [attempt.code for attempt in value.tried] == ["not_found"]


def test_an_address_that_only_a_script_knows_leaves_a_bare_link() -> None:
    """Never a card "Redirecting…"."""
    head = "<title>Redirecting…</title><script>location.href = decode(address)</script>"
    found = embed(SHORT, {SHORT: page(head, NOTICE)}).finding
    assert (found.kind, found.method) == ("link", "link")
    assert (found.metadata.title, found.metadata.description) == (None, None)


@pytest.mark.parametrize(
    "script",
    [
        "<noscript><meta http-equiv='refresh' content='0;url=/noscript'></noscript>",
        "<script>if (!window.Promise) location.href = '/old-browser'</script>",
        "<script>function logout() { location.href = '/logout' }</script>",
    ],
)
def test_an_application_is_not_left(script: str) -> None:
    """A page that is built by scripts states itself in its head; what it does elsewhere does not matter."""
    head = '<title>Talks</title><meta name="description" content="What was agreed.">' + script
    application = page(head, "<div id=app></div><script src=/app.js></script>")
    assert embed(PAGE, {PAGE: application}).finding.metadata.title == "Talks"


def test_endless_redirects_by_script_are_cut_off() -> None:
    """They count like refreshes."""
    answers = {
        f"https://short.example/{number}": page(f"<script>location.href='/{number + 1}'</script>", "")
        for number in range(100)
    }
    web = Web(answers)
    assert resolver(web)("https://short.example/0").value.tried
    assert len(web.asked) <= 5


def test_a_pasted_oembed_request_stands_for_its_link() -> None:
    """A pasted request to a platform's endpoint means the post; any other answer is shown itself."""
    film = "https://www.youtube.com/watch?v=jNQXAC9IVRw"
    request = f"https://www.youtube.com/oembed?url={film}"
    assert embed(request, {request: oembed(type="video", title="Film")}).finding.provider.key == "youtube"
    answer = oembed(type="rich", title="Chart", html="<p>Chart</p>", provider_name="Charts")
    found = embed(
        "https://charts.example/oembed?id=1", {"https://charts.example/oembed?id=1": answer}
    ).finding
    assert (found.kind, found.metadata.title, found.provider.name) == ("rich", "Chart", "Charts")


def test_endless_refreshes_are_cut_off() -> None:
    """A chain of refreshing pages is followed a few times only."""
    answers = {
        f"https://short.example/{number}": page(f'<meta http-equiv="refresh" content="0;/{number + 1}">', "")
        for number in range(100)
    }
    web = Web(answers)
    value = resolver(web)("https://short.example/0").value
    assert len(web.asked) <= 5
    assert value.tried


VIDEO = "https://www.youtube.com/watch?v=jNQXAC9IVRw"
VIDEO_OEMBED = "https://www.youtube.com/oembed?" + urlencode({"format": "json", "url": VIDEO})
CONSENT = f"https://consent.youtube.com/m?{urlencode({'continue': VIDEO, 'gl': 'DE'})}"
LOGIN = page("<title>Log in | Town</title>", '<form><input type="password"></form>').body


@pytest.mark.parametrize("link", ["https://short.example/x", CONSENT])
def test_a_wall_in_front_of_a_platform_leads_to_its_content(link: str) -> None:
    """The address of a login or a consent page names the next one; `tried` has the wall."""
    wall = Answer(
        "<title>Before you continue to YouTube</title><form><button>OK</button></form>", final=CONSENT
    )
    value = embed(link, {link: wall, VIDEO_OEMBED: oembed(type="video", title="Zoo")})
    assert (value.finding.provider.key, value.finding.metadata.title) == ("youtube", "Zoo")
    assert [attempt.code for attempt in value.tried] == ["upstream_refused", None]


@pytest.mark.parametrize(
    ("link", "final"),
    [
        ("https://town.example/a", "https://town.example/login?next=/a"),
        ("https://town.example/a", "https://town.example/login?next=https%3A%2F%2Ftown.example%2Fb"),
        ("https://town.example/a", "https://town.example/login?next=javascript:alert(1)"),
        (
            "https://www.youtube.com/@news",
            "https://accounts.google.com/login?continue=https://www.youtube.com/@news",
        ),
    ],
)
def test_a_wall_in_front_of_other_pages_is_a_link(link: str, final: str) -> None:
    """Only a platform has another way to what is behind it."""
    value = embed(link, {link: Answer(LOGIN, final=final)})
    assert (value.finding.kind, len(value.tried)) == ("link", 1)
