"""Charts, maps, documents and code: shown in the platform's player once a reader wants it. The answers are invented,
in the shape of oEmbed 1.0 as each platform's documents show it.
"""

from urllib.parse import urlencode

import pytest

from embedsvc.formats import block
from tests.support.recorded import Answer, embed, failed, oembed, page
from tests.support.sites import OPTIONS, SITES

LETTER = round(8.5 / 11, 4)
KEY = "1a2B3c4D5e6F7g8H9i0J1k2L3m4N5o6P7q8R9s0T1u2V"
DOCS = "https://docs.google.com/"
CHARTS: list[tuple[str, str, str, str, float | None]] = [
    # link, the platform's own URL of the page, its oEmbed endpoint, the player, proportions without an answer
    (
        "https://datawrapper.dwcdn.net/WpAbK/2/?plain=1",
        "https://datawrapper.dwcdn.net/WpAbK/2/",
        "https://api.datawrapper.de/v3/oembed/",
        "https://datawrapper.dwcdn.net/WpAbK/2/",
        None,
    ),
    (
        "https://datawrapper.dwcdn.net/WpAbK",
        "https://datawrapper.dwcdn.net/WpAbK/",
        "https://api.datawrapper.de/v3/oembed/",
        "https://datawrapper.dwcdn.net/WpAbK/",
        None,
    ),
    (
        "https://flo.uri.sh/visualisation/1234567/embed",
        "https://public.flourish.studio/visualisation/1234567/",
        "https://app.flourish.studio/api/v1/oembed",
        "https://flo.uri.sh/visualisation/1234567/embed",
        None,
    ),
    (
        "https://public.flourish.studio/story/1234/",
        "https://public.flourish.studio/story/1234/",
        "https://app.flourish.studio/api/v1/oembed",
        "https://flo.uri.sh/story/1234/embed",
        None,
    ),
    (
        "https://infogram.com/unemployment-1h7g6k0a1b2c3d4",
        "https://infogram.com/unemployment-1h7g6k0a1b2c3d4",
        "https://infogram.com/oembed",
        "https://e.infogram.com/unemployment-1h7g6k0a1b2c3d4?src=embed",
        None,
    ),
    (
        "https://www.documentcloud.org/documents/20059068-a-memo.html",
        "https://www.documentcloud.org/documents/20059068-a-memo/",
        "https://api.www.documentcloud.org/api/oembed/",
        "https://embed.documentcloud.org/documents/20059068-a-memo/?embed=1",
        LETTER,
    ),
    (
        "https://www.documentcloud.org/documents/20059068-a-memo/pages/2/",
        "https://www.documentcloud.org/documents/20059068-a-memo/pages/2",
        "https://api.www.documentcloud.org/api/oembed/",
        "https://embed.documentcloud.org/documents/20059068-a-memo/pages/2/?embed=1",
        LETTER,
    ),
    (
        "https://www.documentcloud.org/documents/20059068-a-memo/?mode=document#document/p2",
        "https://www.documentcloud.org/documents/20059068-a-memo/pages/2",
        "https://api.www.documentcloud.org/api/oembed/",
        "https://embed.documentcloud.org/documents/20059068-a-memo/pages/2/?embed=1",
        LETTER,
    ),
    (
        "https://www.documentcloud.org/documents/20059068-a-memo#document/p2/a1234",
        "https://www.documentcloud.org/documents/20059068-a-memo/annotations/1234",
        "https://api.www.documentcloud.org/api/oembed/",
        "https://embed.documentcloud.org/documents/20059068-a-memo/annotations/1234/?embed=1",
        LETTER,
    ),
    (
        "https://de.scribd.com/doc/123456789/A-Memo",
        "https://www.scribd.com/document/123456789",
        "https://www.scribd.com/services/oembed/",
        "https://www.scribd.com/embeds/123456789/content",
        LETTER,
    ),
]


def asked(endpoint: str, page_url: str) -> str:
    return endpoint + "?" + urlencode({"format": "json", "url": page_url})


@pytest.mark.parametrize(
    ("link", "page_url", "endpoint", "player", "ratio"), CHARTS, ids=[row[0] for row in CHARTS]
)
def test_the_title_is_the_answers_and_the_player_is_ours(
    link: str, page_url: str, endpoint: str, player: str, ratio: float | None
) -> None:
    """The frame of the answer states the room that the player needs, and nothing but that."""
    html = '<iframe src="https://evil.example/" width="100%" height="480"></iframe><script>x()</script>'
    value = embed(link, {asked(endpoint, page_url): oembed(type="rich", title="Bees by year", html=html)})
    found = value.finding
    assert (found.kind, found.method, found.metadata.title, found.markup) == (
        "rich",
        "oembed",
        "Bees by year",
        None,
    )
    assert found.metadata.canonical_url == page_url
    assert found.player
    assert (found.player.url, found.player.width, found.player.height) == (player, None, 480)
    shown = block.render(value, OPTIONS)
    assert 'class="embed-play embed-ratio-none"' in shown
    assert 'data-height="480"' in shown
    down = embed(link, {}).finding
    assert down.player
    assert (down.player.url, down.player.aspect_ratio, down.ttl) == (player, ratio, 60)


@pytest.mark.parametrize(("link", "page_url", "endpoint"), [row[:3] for row in CHARTS])
def test_a_chart_that_was_withdrawn_is_not_found(link: str, page_url: str, endpoint: str) -> None:
    """Its player would only show an error."""
    assert failed(link, {asked(endpoint, page_url): Answer(status=404)}).code == "not_found"


def test_a_title_of_datawrapper_is_without_its_tags() -> None:
    """As its documents show it."""
    link, page_url, endpoint, *_ = CHARTS[0]
    answer = oembed(type="rich", title="<strong>More than</strong> a<br>chart")
    assert embed(link, {asked(endpoint, page_url): answer}).finding.metadata.title == "More than a chart"


def test_an_answer_with_both_sizes_is_in_proportion() -> None:
    """A document keeps the proportions of its page."""
    link, page_url, endpoint, *_ = CHARTS[5]
    answer = oembed(type="rich", title="A memo", width=700, height=905)
    player = embed(link, {asked(endpoint, page_url): answer}).finding.player
    assert player
    assert player.aspect_ratio == 0.7735


@pytest.mark.parametrize(
    ("link", "endpoint", "src", "kind"),
    [
        ("https://www.slideshare.net/ann/bees", "https://www.slideshare.net/api/oembed/2",
         "https://www.slideshare.net/slideshow/embed_code/key/a1B2c3", "rich"),
        ("https://codepen.io/ann/pen/abCDef", "https://codepen.io/api/oembed",
         "https://codepen.io/ann/embed/preview/abCDef?height=300", "rich"),
        ("https://www.figma.com/design/a1B2c3D4e5/Bees", "https://www.figma.com/api/oembed",
         "https://www.figma.com/embed?embed_host=oembed&url=https://www.figma.com/design/a1B2c3D4e5/Bees", "rich"),
    ],
)  # fmt: skip
def test_the_registry_gives_the_players_of_declared_hosts(
    link: str, endpoint: str, src: str, kind: str
) -> None:
    """Where the answer alone has the address of the player."""
    html = f'<iframe src="{src}" width="427" height="356"></iframe><p><a href="{link}">Bees</a></p>'
    answers = {
        endpoint + "?" + urlencode({"url": link, "format": "json"}): oembed(
            type="rich", title="Bees", html=html
        )
    }
    value = embed(link, answers)
    assert value.finding.kind == kind
    assert value.finding.player
    assert (value.finding.player.width, value.finding.player.aspect_ratio) == (427, 1.1994)
    assert "data-player=" in block.render(value, OPTIONS)


@pytest.mark.parametrize(
    "url",
    [
        "https://codepen.io/ann/pen/abCDef",
        "https://codepen.io/embed/abCDef",
        "https://www.slideshare.net/ann/bees",
        "https://www.scribd.com/document/1",
        "https://www.documentcloud.org/documents/1/",
        "https://drive.google.com/drive/folders/1",
        "https://drive.google.com/file/d/0a1b2c3d4e5f6g7h8i9j0k1l2/view",
        "https://www.google.com/maps/place/Aleppo",
        "https://flo.uri.sh/other/1",
    ],
)
def test_pages_are_no_players(url: str) -> None:
    """A frame shows the player of a platform alone."""
    assert SITES.players.kind(url) is None


@pytest.mark.parametrize(
    ("link", "player", "ratio"),
    [
        (f"{DOCS}document/d/{KEY}/edit?usp=sharing", f"{DOCS}document/d/{KEY}/preview", LETTER),
        (f"{DOCS}document/d/e/{KEY}/pub", f"{DOCS}document/d/e/{KEY}/pub?embedded=true", LETTER),
        (f"{DOCS}spreadsheets/d/{KEY}/edit", f"{DOCS}spreadsheets/d/{KEY}/preview", 1.3333),
        (f"{DOCS}spreadsheets/d/e/{KEY}/pubhtml", f"{DOCS}spreadsheets/d/e/{KEY}/pubhtml?widget=true&headers=false",
         1.3333),
        (f"{DOCS}presentation/d/{KEY}/edit", f"{DOCS}presentation/d/{KEY}/embed", 1.7778),
        (f"{DOCS}forms/d/e/{KEY}/viewform", f"{DOCS}forms/d/e/{KEY}/viewform?embedded=true", LETTER),
        (f"https://drive.google.com/file/d/{KEY}/view", f"https://drive.google.com/file/d/{KEY}/preview", 1.3333),
        (f"https://drive.google.com/file/d/{KEY}/preview", f"https://drive.google.com/file/d/{KEY}/preview", 1.3333),
        ("https://www.google.com/maps/d/u/0/embed?mid=1aBcDeFgHiJkLm", "https://www.google.com/maps/d/embed?mid=1aBcDeFgHiJkLm",
         1.3333),
    ],
)  # fmt: skip
def test_a_public_file_of_google(link: str, player: str, ratio: float) -> None:
    """With the title of its page."""
    url = SITES.normalise(link).text
    found = embed(link, {url: page('<meta property="og:title" content="Bees by year">')}).finding
    assert (found.kind, found.metadata.title, found.provider.key) == ("rich", "Bees by year", "google")
    assert found.player
    assert (found.player.url, found.player.aspect_ratio) == (player, ratio)
    assert SITES.players.kind(player) == "rich"


def test_a_private_file_of_google_is_a_link() -> None:
    """It leads to a login; its player would only show the same."""
    link = f"{DOCS}document/d/{KEY}/edit"
    login = Answer(
        "<title>Sign in</title>", final="https://accounts.google.com/v3/signin/identifier?continue=x"
    )
    value = embed(link, {link: login})
    assert (value.finding.kind, value.finding.player) == ("link", None)
    assert value.tried[0].code == "upstream_refused"
    assert failed(link, {link: Answer(status=404)}).code == "not_found"
    assert failed(link, {link: Answer(status=403)}).code == "upstream_refused"
    assert embed(link, {link: Answer(status=503)}).finding.player


def test_pins_have_one_address() -> None:
    """Whatever country's host was pasted."""
    for host in ("br.pinterest.com", "www.pinterest.de", "pinterest.co.uk", "www.pinterest.com.mx"):
        assert SITES.normalise(f"https://{host}/pin/123456/").text == "https://www.pinterest.com/pin/123456/"
