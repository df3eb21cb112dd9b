import pytest

from embedsvc.errors import Failure, NotFound, UpstreamRefused
from embedsvc.read.html import document
from embedsvc.read.page import walls
from tests.support.pages import page, snapshot


def check(body: str, url: str = "https://news.example/story", asked: str | None = None) -> Failure | None:
    return walls.check(document.parse(snapshot(body, url=url, asked=asked)))


@pytest.mark.parametrize(
    "title", ["Just a moment...", "Attention Required! | Cloudflare", "Access Denied", "Un momento…"]
)
def test_bot_checks_are_refusals(title: str) -> None:
    """A page that checks whether the client is human is a refusal, and counts as an answer."""
    wall = check(page(f"<title>{title}</title>", "<p>Enable JavaScript and cookies to continue</p>"))
    assert isinstance(wall, UpstreamRefused)
    assert wall.answered


def test_an_article_titled_access_denied_is_not_a_wall() -> None:
    """By its markup as an article, by its length, or by its many meta tags."""
    article = page(
        '<title>Access denied: a report</title><meta property="og:type" content="article">', "<p>Words</p>"
    )
    long = page("<title>Access denied: a report</title>", "<p>" + "Many words. " * 500)
    assert check(article) is None
    assert check(long) is None
    laden = page(
        "<title>Access denied: a report</title>" + "<meta name=a content=b>" * 2_100,
        "<p>" + "Many words. " * 500,
    )
    assert check(laden) is None


def test_consent_pages_are_refusals() -> None:
    """A redirect to a host for consent is a wall, whatever the page shows."""
    body = page("<title>Antes de ir a YouTube</title>", "<form><button>OK</button></form>")
    assert isinstance(
        check(body, "https://consent.tube.example/m?continue=x", "https://tube.example/watch"),
        UpstreamRefused,
    )
    assert isinstance(check(body), UpstreamRefused)


def test_logins_are_refusals() -> None:
    """A redirect to a login, or a login form in place of the page, is a wall; requesting a login is not."""
    form = page("<title>Log in | Site</title>", '<form><input type="password"></form>')
    assert isinstance(
        check(form, "https://site.example/login?next=/p", "https://site.example/p"), UpstreamRefused
    )
    assert isinstance(check(form), UpstreamRefused)
    assert (
        check(page("<title>Site</title>"), "https://site.example/login", "https://site.example/login") is None
    )


def test_the_home_page_instead_of_an_item_is_a_soft_404() -> None:
    """By a redirect, or by a canonical URL that is the home page's."""
    home = page("<title>Site</title>", "<p>News</p>")
    assert isinstance(check(home, "https://site.example/", "https://site.example/2020/story"), NotFound)
    named = page('<link rel="canonical" href="https://site.example/"><title>Site</title>')
    assert isinstance(check(named, "https://site.example/?p=77"), NotFound)
    assert check(home, "https://site.example/", "https://site.example/") is None


@pytest.mark.parametrize(
    "title", ["Page not found - Site", "404", "Seite nicht gefunden | Zeitung", "الصفحة غير موجودة"]
)
def test_error_pages_with_status_200_are_soft_404s(title: str) -> None:
    """By titles that mean "not found" in many languages."""
    assert isinstance(check(page(f"<title>{title}</title>", "<p>Sorry</p>")), NotFound)
