"""Errors, refusals and redirects that come with the status of a page."""

import pytest

from embedsvc.errors import Failure, NotFound, UpstreamError, UpstreamRefused
from embedsvc.read import walls
from embedsvc.read.html import document
from tests.support.pages import page, read_article, snapshot

LINK = "https://www.dailyquill.example/p/story-1"
STORY = "<p>The storm came at night and left at dawn, and nobody slept. </p>" * 5


def check(title: str, body: str = "<p>x</p>", *, head: str = "", url: str = LINK) -> Failure | None:
    markup = page(f"<title>{title}</title>{head}", body)
    return walls.check(walls.Visit(document.parse(snapshot(markup, url=url))))


@pytest.mark.parametrize(
    "title",
    [
        "502 Bad Gateway",
        "ERROR: The request could not be satisfied",
        "gazette.example | 522: Connection timed out",
        "Origin DNS error | gazette.example | Cloudflare",
        "Erreur 500 | Quill",
        "WordPress › Error",
        "Service Unavailable - Quill",
        "HTTP Error 503: Service Unavailable",
        "Error 522",
        "429 Too Many Requests",
        "Whoops, looks like something went wrong.",
        "Error establishing a database connection",
        "Une erreur est survenue | Quill",
        "エラーが発生しました",
        "Error",
        "301 Moved Permanently",
        "Object moved",
        "Redirecting…",
        "Redirect Notice",
        "Coming Soon - Quill",
    ],
)
def test_a_message_of_the_server_is_no_page(title: str) -> None:
    """The site may recover, so an older answer stays; nobody wants to read the message as a headline."""
    wall = check(title)
    assert isinstance(wall, UpstreamError)
    assert wall.answered


@pytest.mark.parametrize(
    "title",
    [
        "403 Forbidden",
        "Unauthorized",
        "451: Unavailable due to legal reasons",
        "Sorry, this content is not available in your region | Quill",
        "Access from your country is blocked",
        "403 - Forbidden: Access is denied.",
        "Error 403 (Forbidden)",
        "Let’s make sure you’re human",
        "Please confirm you are human to continue",
        "Your IP address has been temporarily blocked",
        "Suspicious activity detected | Quill",
        "Access denied by security policy",
        "You have been blocked from accessing this site",
        "VPN or proxy detected",
        "Please disable your ad blocker",
        "Zugriff verweigert",
        "403 Access Forbidden",
        "Bitte bestätigen Sie, dass Sie ein Mensch sind",
        "Vérifiez que vous êtes humain",
        "Verifica que eres un ser humano",
        "Verificando se você é humano",
        "Подтвердите, что вы человек",
        "あなたが人間であることを確認してください",
        "请确认您是真人",
        "请确认您是真人，以继续访问",
        "Vérifions que vous n’êtes pas un robot",
        "Confirma que no eres un robot",
        "Controleer of je geen robot bent",
        "Lütfen robot olmadığınızı doğrulayın",
        "로봇이 아닙니다",
        "访问被拦截！",
        "¿Eres un robot?",
        "Проверка браузера",
        "正在进行安全验证",
    ],
)
def test_a_site_that_refuses_some_readers(title: str) -> None:
    """By their country, or by what it takes them for."""
    assert isinstance(check(title), UpstreamRefused)


@pytest.mark.parametrize(
    "title", ["User not found", "410 | Quill", "This job is no longer available", "Invalid link"]
)
def test_what_is_missing_may_be_of_any_kind(title: str) -> None:
    """Not only a page."""
    assert isinstance(check(title), NotFound)


def test_a_message_may_be_a_heading_under_the_name_of_the_site() -> None:
    """A page with a title of its own has more than its first heading."""
    body, head = "<h1>Bad Gateway</h1>", '<meta property="og:site_name" content="Quill">'
    assert isinstance(check("Quill", body, head=head), UpstreamError)
    assert check("Storm hits the coast", body, head=head) is None


@pytest.mark.parametrize(
    ("title", "body", "head"),
    [
        ("Bad Gateway: a novel", STORY, ""),
        ("Access denied: a novel", STORY, ""),
        (
            "Access denied",
            STORY,
            '<meta property="og:title" content="Access denied"><meta property="og:description" content="A novel.">',
        ),
        ("Access denied | Ann Lee", STORY * 3, ""),
        ("Verifica si eres humano: la nueva ley", STORY, ""),
        ("Le robot qui voulait être humain", STORY, ""),
        ("405 - Bus lines", STORY * 2, ""),
        ("Forbidden", STORY * 2, ""),
        ("Error", "", '<meta property="og:type" content="article">'),
        ("Redirecting", "", '<meta property="og:title" content="Redirecting a river">'),
        ("Something went wrong", STORY * 8, ""),
        ("Not available in your region: how rights work", STORY, ""),
        ("Just a second: a history of time", STORY, ""),
        ("Not a robot", STORY * 2, ""),
        ("Roboter überprüfen", STORY, ""),
        ("Robot controleren", STORY, ""),
        ("Confirmar persona", STORY, ""),
        ("あなたが人間であることを確認するテスト", STORY, ""),
        ("验证您是真人的方法", STORY, ""),
        ("로봇인지 확인하는 방법", STORY, ""),
        ("Rate limited by the bank", STORY, ""),
    ],
)
def test_an_article_may_be_about_errors(title: str, body: str, head: str) -> None:
    """It has a longer title or text, or states what it is."""
    assert check(title, f"<h1>{title}</h1>{body}", head=head) is None


def test_a_link_may_ask_for_an_error() -> None:
    """A dictionary has a page for each status."""
    assert check("502 Bad Gateway", url="https://wiki.example/status/502-bad-gateway") is None
    assert check("503 Service Unavailable - HTTP", url="https://wiki.example/http/status/503") is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Index of /files/2024/", None),
        ("Directory listing for /", None),
        ("files.example - /2024/", None),
        ("Index of prices rises", "Index of prices rises"),
        ("Index of /r/ words", "Index of /r/ words"),
    ],
)
def test_a_listing_of_files_has_no_title(title: str, expected: str | None) -> None:
    """Its heading is a path on the server."""
    assert read_article(f"<h1>{title}</h1>", head=f"<title>{title}</title>").title == expected
