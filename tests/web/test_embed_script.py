"""The block on a page of a publisher, with and without `embed.js`, and its page in a frame."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Route, expect
from werkzeug.serving import make_server

from embedsvc import web
from embedsvc.formats import block
from embedsvc.model import Embed, Image, Media, Player
from embedsvc.safe import NO_MEDIA, MediaProxy, Signer
from embedsvc.safe.tables import ALWAYS
from tests.support.formats.samples import AUDIO, OPTIONS, POST, RICH, VIDEO, known
from tests.support.known_answers import POST as POST_URL
from tests.support.known_answers import client
from tests.support.media import SECRET, png
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

STATIC = Path(web.__file__).with_name("static")
SITE = "https://paper.example/"
WATCH = "https://www.youtube.com/watch?v=jNQXAC9IVRw"
PLAYER = "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw"
CHARTS = "https://charts.example/1"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src https://*; trusted-types 'none'"
PORTRAIT = replace(VIDEO, finding=replace(VIDEO.finding, player=Player(url=PLAYER, aspect_ratio=0.5625)))
FILM = replace(VIDEO, finding=replace(VIDEO.finding, player=Player(url=PLAYER, width=640, height=268)))
STREAM = replace(
    VIDEO, finding=replace(VIDEO.finding, player=Player(url="https://player.example/video/?id=1&parent="))
)
CHART = replace(RICH, finding=replace(RICH.finding, player=Player(url=CHARTS, height=500)))
DOCUMENT = replace(RICH, finding=replace(RICH.finding, player=Player(url=CHARTS, aspect_ratio=0.7727)))
PICTURE = png(1600, 900)
SHIFT = """new Promise(done => new PerformanceObserver(list => done(list.getEntries().map(entry => entry.value)))
    .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done([]), 200))"""


@pytest.fixture(scope="module")
def paper(_browser: Browser) -> Iterator[Page]:
    """A page for visits that leave nothing behind."""
    with _browser.new_context() as context:
        yield context.new_page()


def visit(
    page: Page,
    embed: Embed,
    *,
    script: bool = True,
    media: MediaProxy = NO_MEDIA,
    until: Literal["load", "networkidle"] = "load",
) -> list[str]:
    """Opens a page with the block under a strict policy; the addresses that it asks for outside its site. It is
    idle half a second after its last request.
    """
    asked: list[str] = []
    head = '<link rel="stylesheet" href="/embed.css">' + '<script src="/embed.js" defer></script>' * script
    body = f"<!doctype html><title>Paper</title>{head}<p>Before</p>{block.render(embed, replace(OPTIONS, media=media))}<p>After</p>"

    def answer(route: Route) -> None:
        url = route.request.url
        if url == SITE:
            route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": POLICY})
        elif media.is_ours(url):
            # Where it is not stored, it comes later than the page that it is shown on.
            route.fulfill(body=PICTURE, content_type="image/png", headers={"Cache-Control": "no-store"})
        elif url.startswith(SITE):
            route.fulfill(path=STATIC / url.removeprefix(SITE))
        else:
            asked.append(url)
            route.fulfill(body="<title>Player</title><button>Play</button>", content_type="text/html")

    page.context.unroute_all()
    page.context.route("**/*", answer)
    page.goto(SITE, wait_until=until)
    return asked


def test_nothing_is_requested_before_the_reader_plays(page: Page) -> None:
    """Then the player alone, confined like the frames that the service builds."""
    asked = visit(page, VIDEO, until="networkidle")
    assert asked == []
    page.click("a.embed-play")
    frame = page.locator("figure.embed iframe")
    expect(frame).to_have_count(1)
    expect(page.locator("a.embed-play")).to_have_count(0)
    page.frame_locator("figure.embed iframe").locator("button").wait_for()
    assert asked == [PLAYER]
    attributes = {name: frame.get_attribute(name) for name in ALWAYS["iframe"] if name != "loading"}
    assert attributes == {name: value for name, value in ALWAYS["iframe"].items() if name != "loading"}
    assert frame.get_attribute("title") == "Me at the zoo"
    assert (frame.get_attribute("width"), frame.get_attribute("height")) == ("550", "309")


PLAYERS: dict[str, tuple[Embed, float | None, int | None]] = {
    "video": (VIDEO, 16 / 9, None),
    "portrait": (PORTRAIT, 9 / 16, None),
    "film": (FILM, 640 / 268, None),
    "audio": (AUDIO, None, 152),
    "chart": (CHART, None, 500),
    "document": (DOCUMENT, 8.5 / 11, None),
}
"""Each with the ratio or the height of its box."""


def halves(first: Iterable[object], second: tuple[object, object]) -> list[object]:
    """All pairs; half of them, with all values, are for `make test`, the others for `make test-slow`."""
    return [
        pytest.param(one, other, marks=[pytest.mark.slow] * ((row + column) % 2))
        for row, one in enumerate(first)
        for column, other in enumerate(second)
    ]


@pytest.mark.parametrize(("name", "width"), halves(PLAYERS, (320, 800)))
def test_the_box_has_the_proportions_of_the_player(paper: Page, name: str, width: int) -> None:
    """Before and after; the page around it does not move. A document is as wide as the block."""
    embed, ratio, height = PLAYERS[name]
    paper.set_viewport_size({"width": width, "height": 900})
    visit(paper, embed)
    before, below = paper.locator("a.embed-play").bounding_box(), paper.get_by_text("After").bounding_box()
    paper.click("a.embed-play")
    assert paper.locator("iframe").bounding_box() == before
    assert paper.get_by_text("After").bounding_box() == below
    assert paper.evaluate(SHIFT) == []
    assert before
    if ratio:
        assert before["width"] / before["height"] == pytest.approx(ratio, rel=0.01)
    else:
        assert before["height"] == height
    assert embed is not DOCUMENT or before["width"] > min(width, 500) * 0.8


@pytest.mark.parametrize(
    ("name", "width"), halves(["video", "portrait", "film", "audio", "chart"], (320, 800))
)
def test_a_picture_fills_the_box_of_the_player(paper: Page, name: str, width: int) -> None:
    """It is our own file; the box has the same size with it as without, and nothing moves."""
    embed, *_ = PLAYERS[name]
    paper.set_viewport_size({"width": width, "height": 900})
    visit(paper, embed)
    plain = paper.locator("a.embed-play").bounding_box()
    pictured = known(embed, image=Image(url="https://pictures.example/1.jpg", width=1600, height=900))
    assert visit(paper, pictured, media=MediaProxy(Signer([SECRET]), SITE.rstrip("/"))) == []
    wait_until(lambda: paper.evaluate("document.querySelector('figure img').naturalWidth == 1600"))
    assert paper.locator("a.embed-play").bounding_box() == plain
    below = paper.get_by_text("After").bounding_box()
    paper.locator(".embed-title").click()
    assert paper.locator("iframe").bounding_box() == plain
    assert paper.locator("iframe").get_attribute("title") == embed.finding.metadata.title
    assert paper.get_by_text("After").bounding_box() == below
    assert paper.evaluate(SHIFT) == []


@pytest.mark.parametrize(("count", "known_size"), halves([1, 2, 3, 4], (True, False)))
def test_pictures_have_their_room_before_they_are_there(paper: Page, count: int, *, known_size: bool) -> None:
    """Nothing moves when they arrive, whether their sizes are known or not, and nothing is wider than the block."""
    paper.set_viewport_size({"width": 800, "height": 900})
    width, height = (1600, 900) if known_size else (None, None)
    media = tuple(
        Media(type="photo", url=f"https://pictures.example/{n}.jpg", width=width, height=height)
        for n in range(count)
    )
    post = replace(POST, finding=replace(POST.finding, media=media))
    assert visit(paper, post, media=MediaProxy(Signer([SECRET]), SITE.rstrip("/"))) == []
    arrived = "[...document.images].every(image => image.complete && image.naturalWidth == 1600)"
    wait_until(lambda: paper.evaluate(arrived))
    assert paper.evaluate(SHIFT) == []
    figure = paper.locator("figure.embed").bounding_box()
    assert figure
    for box in [image.bounding_box() for image in paper.locator("figure img").all()]:
        assert box
        assert box["height"] > 100
        assert box["x"] >= figure["x"]
        assert box["x"] + box["width"] <= figure["x"] + figure["width"]


def test_the_keyboard_plays_and_stays_where_it_was(page: Page) -> None:
    """Enter on the link; the focus then is on the player."""
    visit(page, VIDEO)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("iframe")).to_be_focused()


@pytest.mark.parametrize("known", ["all", "nearest"])
@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_player_is_given_the_hosts_of_the_pages_around_it(page: Page, depth: int, known: str) -> None:
    """In each empty `parent`, from the nearest page to the outermost; of a browser without `ancestorOrigins`, the
    page of the block and the one around it.
    """
    visit(page, STREAM)
    around = ["https://portal.example:8443/", "https://app.example/"][:depth]

    def frame(route: Route) -> None:
        """A page with nothing but a frame of the next one."""
        framed = [SITE, *around][around.index(route.request.url)]
        route.fulfill(
            body=f'<iframe src="{framed}" width="700" height="500"></iframe>', content_type="text/html"
        )

    for url in around:
        page.context.route(url, frame)
    if known == "nearest":
        script = (STATIC / "embed.js").read_text("utf-8")
        older = "{ const location = { origin: window.location.origin };\n" + script + "}"
        page.context.route(
            f"{SITE}embed.js", lambda route: route.fulfill(body=older, content_type="text/javascript")
        )
    page.goto([SITE, *around][depth])
    inner: Page | FrameLocator = page
    for _ in range(depth):
        inner = inner.frame_locator("iframe")
    with page.expect_request("https://player.example/**") as asked:
        inner.locator("a.embed-play").click()
    hosts = ["paper.example", "portal.example", "app.example"][
        : 1 + (depth if known == "all" else min(depth, 1))
    ]
    assert asked.value.url == "https://player.example/video/?id=1" + "".join(
        f"&parent={host}" for host in hosts
    )


def test_without_the_script_the_link_leads_to_the_site(page: Page) -> None:
    asked = visit(page, VIDEO, script=False)
    page.click("a.embed-play")
    page.wait_for_url(WATCH)
    assert asked == [WATCH]


def test_with_the_script_a_reader_may_still_open_the_site(page: Page) -> None:
    """In another tab; the player is not loaded."""
    visit(page, VIDEO)
    with page.context.expect_page():
        page.click("a.embed-play", modifiers=["Control"])
    expect(page.locator("a.embed-play")).to_have_count(1)
    expect(page.locator("iframe")).to_have_count(0)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_a_reader_who_wants_less_motion(page: Page, motion: str) -> None:
    page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
    visit(page, VIDEO)
    seconds = page.evaluate(
        "getComputedStyle(document.querySelector('.embed-play'), '::before').transitionDuration"
    )
    assert (seconds == "0s") == (motion == "reduce")


def test_the_page_of_a_frame_states_its_height(page: Page) -> None:
    """To whatever frames it, even without an origin; again when it changes."""
    server = make_server("127.0.0.1", 0, client().application, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/frame?url={POST_URL}"
    parent = (
        "<script>var messages = []; addEventListener('message', event => messages.push(event.data))</script>"
        f'<iframe sandbox="allow-scripts" src="{address}#?secret=a1B2" width="600" height="100"></iframe>'
    )
    cms = f"http://127.0.0.1:{server.server_port}/cms"
    page.route(cms, lambda route: route.fulfill(body=parent, content_type="text/html"))
    page.goto(cms)
    page.wait_for_function("messages.length")
    (message,) = page.evaluate("messages")
    height = page.frame_locator("iframe").locator("figure").bounding_box()
    assert height
    assert message == {
        "method": "resize",
        "height": -int(-height["height"] // 1),
        "url": POST_URL,
        "context": f"{address}#?secret=a1B2",
        "domains": "all",
        "message": "height",
        "value": message["height"],
        "secret": "a1B2",
    }
    page.evaluate("document.querySelector('iframe').width = 200")
    page.wait_for_function("messages.length > 1")
    assert page.evaluate("messages.at(-1).height") > message["height"]
    server.shutdown()
    server.server_close()
