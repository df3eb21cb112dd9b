"""Short pages whose titles have the words of a wall, and which are pages."""

import pytest

from embedsvc.read import walls
from embedsvc.read.html import document
from tests.support.pages import json_ld, page, snapshot

HOST = "https://www.dailyquill.example"
LINK = f"{HOST}/p/17"
ESSAY = (
    "<p>The harbour office explains what happened that night, and why nobody slept until the storm left.</p>"
)
ARTICLE = '<meta property="og:type" content="article">'


def is_page(title: str, body: str = ESSAY, *, head: str = "", url: str = LINK) -> bool:
    markup = page(f"<title>{title}</title>{head}", f"<h1>{title}</h1>{body}")
    return walls.check(walls.Visit(document.parse(snapshot(markup, url=url)))) is None


MISSING = [
    "Photo removed and replaced after complaints",
    "Tweet deleted and apology issued",
    "App removed and users furious",
    "Account deleted and followers lost",
    "Content removed and accounts banned",
    "The job is gone",
    "This blog is no longer available",
    "No results found",
]


@pytest.mark.parametrize("title", MISSING)
@pytest.mark.parametrize("head", [ARTICLE, json_ld({"@type": "NewsArticle", "headline": "A headline"})])
def test_an_article_may_be_about_what_is_gone(title: str, head: str) -> None:
    """It states that it is an article."""
    assert is_page(title, ESSAY * 8, head=head)


@pytest.mark.parametrize("title", MISSING)
def test_a_text_below_a_missing_thing_is_read(title: str) -> None:
    """Only a page that has nothing but the notice is one."""
    assert is_page(title, ESSAY * 8)


def test_a_link_may_name_what_is_gone() -> None:
    """Then the title is what was requested."""
    assert is_page("The page has been removed", url=f"{HOST}/why-the-page-has-been-removed")


def card(title: str, kind: str = "") -> str:
    described = (
        f'<meta property="og:title" content="{title}"><meta property="og:description" content="A part.">'
    )
    return described + (f'<meta property="og:type" content="{kind}">' if kind else "")


def test_an_application_describes_its_page() -> None:
    """Its login is hidden until somebody wants it."""
    head = '<meta property="og:site_name" content="News">'
    body = '<div id="app"></div><div hidden><form><input type="password"></form></div>'
    markup = page(f"<title>News</title>{head}{card('Mayor resigns after vote')}", body)
    assert walls.check(walls.Visit(document.parse(snapshot(markup, url=LINK)))) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Slow Down | VideoSite", "video.other"),
        ("Just a Second", "video.movie"),
        ("Forbidden | Cinema", "video.movie"),
        ("Fatal Error - Audio", "music.album"),
        ("Coming Soon", ""),
        ("Members Only - Pod", "music.song"),
        ("Private Video", "video.other"),
        ("Verification required", "website"),
        ("This video is no longer available", "video.other"),
    ],
)
def test_a_work_is_described(title: str, kind: str) -> None:
    """A page with a card of its own is a page, whatever the work is titled."""
    assert is_page(title, ESSAY * 2, head=card(title, kind))


def test_a_work_may_only_have_a_type() -> None:
    """Applications put the default type on every page, so it is no sign of a work."""
    assert is_page("Slow Down", head='<meta property="og:type" content="video.other">')
    assert not is_page("Slow Down", head='<meta property="og:type" content="website">')


@pytest.mark.parametrize(
    "title", ["Privacy settings everyone should change", "Cookie settings: what they mean for you"]
)
def test_advice_on_privacy(title: str) -> None:
    """With a form for a newsletter."""
    body = ESSAY * 10 + "<form><button>Send</button></form>"
    assert is_page(title, body)
    assert is_page(title, body, head=card(title))


def test_a_title_that_is_only_a_choice() -> None:
    """Above a form and little else; a manual has it before the name of its site."""
    form = "<form><button>Accept</button></form>"
    assert not is_page("Cookie settings", form)
    assert is_page("Cookie settings", ESSAY * 10 + form)
    assert is_page("Cookie settings - Help Center", ESSAY + form)


@pytest.mark.parametrize(
    "title",
    [
        "Hold On - Wilson Phillips",
        "Verification | Acme Docs",
        "Enable JavaScript - Help Center",
        "reCAPTCHA | Acme Docs",
        "Quick check - Acme",
        "Bot detection | Acme Docs",
        "Unsupported browser - Help Center",
    ],
)
def test_songs_and_manuals(title: str) -> None:
    """A form for a search makes no bot check."""
    assert is_page(title, ESSAY + "<form><button>Search</button></form>")
    assert is_page(title, ESSAY * 10)


@pytest.mark.parametrize("title", ["Hold on", "Verification"])
def test_a_song_with_a_text(title: str) -> None:
    """Alone above nearly nothing, or above a sensor, the same title is that of a bot check."""
    assert is_page(title, ESSAY * 5)
    assert not is_page(title, "<p>Wait.</p>")
    assert not is_page(f"{title} | Acme", f'{ESSAY}<div class="h-captcha"></div>')


@pytest.mark.parametrize(
    "title", ["The Last Sign On", "Kenny Login - Wikiband", "How to Login", "Log in to history"]
)
def test_a_title_with_the_name_of_a_login(title: str) -> None:
    """Only a field for a password makes it a login, not a button to share."""
    assert is_page(title, ESSAY + "<button>Share</button>")


@pytest.mark.parametrize(
    "title",
    [
        "Request denied by federal judge",
        "Access restricted by regulators",
        "Browser banned by schools",
        "You are blocked by your ex",
        "Prove you're not a bot by laughing",
        "Prove you are human",
        "Make sure you are human by reading poems",
        "Disable your VPN: a guide",
    ],
)
def test_an_essay_on_refusals(title: str) -> None:
    """Short, and without any data on what it is."""
    assert is_page(title, ESSAY * 4)


@pytest.mark.parametrize("title", ["Be Right Back", "Under Construction", "It Works!", "Maintenance"])
def test_an_episode_is_titled_like_a_closed_site(title: str) -> None:
    """It has the type of a work."""
    assert is_page(f"{title} - Pod", head=card(title, "video.episode"))
