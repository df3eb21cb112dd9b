"""Which pages stand in for the one that was requested, by what happened to the link and what stands there."""

from typing import NamedTuple

import pytest

from embedsvc.errors import Failure, NotFound, UpstreamError, UpstreamRefused
from embedsvc.read import walls
from embedsvc.read.html import document
from tests.support.pages import json_ld, page, snapshot

SITE = "https://www.dailyquill.example"
LINK = f"{SITE}/p/story-1"
STORIES = "".join(
    f'<article><h2><a href="/2024/0{n}/story-{n}">A longer headline of story {n}</a></h2><p>More.</p></article>'
    for n in range(1, 7)
)
FRONT = page(
    '<title>The Daily Quill - Breaking news</title><meta property="og:title" content="The Daily Quill">'
    '<meta property="og:description" content="All the news">',
    f'<header><a href="/">The Daily Quill</a></header>{STORIES}',
    attributes='lang="en"',
)
AS_ARTICLE = FRONT.replace("<head>", '<head><meta property="og:type" content="article">')
SECTION = page("<title>World - Daily Quill</title>", f"<h1>World</h1>{STORIES}")
LEAD = page(
    "<title>Daily Quill | Latest</title>", f"<h1><a href='/lead'>Storm hits the coast</a></h1>{STORIES}"
)
FORM = '<form action="/session"><input type="email"><input type="password"></form>'
SITE_NAME = '<meta property="og:site_name" content="Quill">'
HOME_LINK = '<link rel="canonical" href="https://dailyquill.example/">'


def article(title: str = "Storm hits the coast", head: str = "") -> str:
    text = "<p>The storm came at night and left at dawn, and nobody slept. </p>" * 5
    return page(f"<title>{title} - Daily Quill</title>{head}", f"<h1>{title}</h1>{text}")


def titled(title: str, body: str = "<p>Words.</p>") -> str:
    return page(f"<title>{title}</title>", body)


def described(title: str, description: str, body: str = "") -> str:
    card = f'<meta property="og:title" content="{title}"><meta property="og:description" content="{description}">'
    website = '<meta property="og:type" content="website">'
    return page(f"<title>{title}</title>{card}{website}", f"<h1>{title}</h1>{body}<p>{description}</p>")


class Case(NamedTuple):
    asked: str
    final: str
    body: str


def check(case: Case) -> Failure | None:
    read = document.parse(snapshot(case.body, url=case.final, asked=case.asked))
    return walls.check(walls.Visit(read))


SOFT_404S = {
    "the root": Case(LINK, f"{SITE}/", FRONT),
    "without www": Case("http://dailyquill.example/p/story-1", f"{SITE}/", FRONT),
    "from phones": Case("https://m.dailyquill.example/p/story-1", f"{SITE}/", FRONT),
    "from a subdomain": Case("https://blogs.dailyquill.example/p/story-1", "https://dailyquill.example/", FRONT),
    "under another suffix": Case("https://dailyquill.com/p/story", "https://www.dailyquill.co.uk/", FRONT),
    "from its link shortener": Case("https://qui.ll/3xYz", "https://quill.com/", FRONT),
    "that claims to be an article": Case(LINK, f"{SITE}/", AS_ARTICLE),
    "in its language that claims to be an article": Case(LINK, f"{SITE}/en/", AS_ARTICLE),
    "whose lead story is like the link": Case(f"{SITE}/storm-hits-coast-2019", f"{SITE}/", LEAD),
    "of a country": Case(LINK, f"{SITE}/us/en/", FRONT),
    "of a locale": Case(LINK, f"{SITE}/de_DE/", FRONT),
    "a tracking parameter": Case(LINK, f"{SITE}/?fbclid=1", FRONT),
    "an unknown parameter": Case(LINK, f"{SITE}/?archived=true", FRONT),
    "an unknown parameter, with a lead story": Case(LINK, f"{SITE}/?archived=true", LEAD),
    "a file": Case(LINK, f"{SITE}/index.jsp", FRONT),
    "a path for phones": Case(LINK, f"{SITE}/m/", FRONT),
    "another owner's front page": Case("https://old.example/2015/03/12/fire", f"{SITE}/", FRONT),
    "a front page in place": Case(LINK, LINK, FRONT.replace("<head>", f"<head>{HOME_LINK}")),
    "a front page by the class of its body": Case(
        LINK, LINK, titled("Daily Quill").replace("<body>", '<body class="home blog wp-theme">')
    ),
    "an error page with stories": Case(LINK, f"{SITE}/404/", titled("Daily Quill", f"<h1>Oops</h1>{STORIES}")),
    "an error page titled so": Case(LINK, f"{SITE}/error.html", titled("Error - Daily Quill", f"<h1>Error</h1>{STORIES}")),
    "an error page for articles": Case(LINK, f"{SITE}/article-not-found?id=4", titled("Daily Quill")),
    "a page for what was removed": Case(LINK, f"{SITE}/expired", FRONT),
    "an error page by its canonical link": Case(
        LINK, LINK, page('<title>Daily Quill</title><link rel="canonical" href="/404">', "<p>Hm</p>")
    ),
    "a title above many stories": Case(LINK, LINK, titled("Page not found | Quill", STORIES * 12)),
    "a lesser heading": Case(LINK, LINK, titled("Quill", "<h2>Oops! That page can’t be found.</h2>")),
    "its section": Case(f"{SITE}/world/2019/storm-hits-the-coast", f"{SITE}/world", SECTION),
    "its month": Case(f"{SITE}/2019/05/storm-hits-the-coast", f"{SITE}/2019/05/", SECTION),
    "a tag": Case(f"{SITE}/world/storm-hits-the-coast", f"{SITE}/tag/weather", SECTION),
    "a search": Case(f"{SITE}/world/storm-hits-the-coast", f"{SITE}/search?q=storm", SECTION),
    "a message of a forum": Case(
        LINK, LINK, titled("Board - Information", "<h2>Information</h2><p>The requested topic does not exist.</p>")
    ),
    "a message of a Chinese forum": Case(
        LINK, LINK, titled("提示信息 - 论坛", "<div><p>抱歉，指定的主题不存在或已被删除或正在被审核</p></div>")
    ),
    "a sentence without a title": Case(
        LINK, LINK, titled("Dailyquill", "<p>We couldn't find the page you were looking for. Search for it.</p>")
    ),
    "a heading with regret": Case(LINK, LINK, titled("Quill", "<h1>Sorry, this page isn’t available.</h1>")),
}  # fmt: skip
TITLES = [
    "Page not found - Site", "404", "Seite nicht gefunden | Zeitung", "الصفحة غير موجودة", "HTTP 404 Not Found",
    "404: This page could not be found", "Oops! Page not found – Quill", "We can’t find that page",
    "Erreur 404 : page introuvable - Le Quill", "Stránka nenalezena | Q", "पेज नहीं मिला | Q",
    "Không tìm thấy trang - Q", "Η σελίδα δεν βρέθηκε - Q", "ページが見つかりません｜Q", "Sidan hittades inte",
    "We couldn’t find the page you’re looking for", "Oh no! The story you requested has been removed - Q",
    "This content is no longer available", "Post deleted", "Uh oh, that link doesn't exist or is private | Q",
    "Your page was not found", "Oups ! Page introuvable", "410 Gone", "We can't find the page you requested",
    "This content isn't available right now", "The page you requested has expired",
    "Die gesuchte Seite wurde nicht gefunden", "Dieser Artikel ist nicht mehr verfügbar", "Seite nicht gefunden (404)",
    "La page que vous recherchez n'existe pas", "Cet article n’est plus disponible", "La página que buscas no existe",
    "Lo sentimos, no encontramos la página que buscas | Q", "A página que você procura não existe",
    "La pagina che stai cercando non esiste", "Deze pagina bestaat niet (meer)", "De pagina kan niet worden gevonden",
    "Strona, której szukasz, nie istnieje", "Запрашиваемая страница не найдена", "404. Сторінку не знайдено",
    "Haber bulunamadı", "عذراً، الصفحة غير موجودة", "صفحه مورد نظر یافت نشد", "ページが存在しません - Q", "記事が見つかりません",
    "您访问的页面不存在 - Q", "抱歉，您要访问的页面不存在", "该内容已被发布者删除", "존재하지 않는 페이지입니다", "삭제된 기사입니다",
    "Nothing found for 2024 ferry", "404: NOT_FOUND", "404 FILE NOT FOUND", "The requested topic does not exist",
    "Dailyquill: Page not found",
]  # fmt: skip
LOGINS = {
    "a login": Case(LINK, f"{SITE}/login", titled("Daily Quill", FORM)),
    "WordPress": Case(LINK, f"{SITE}/wp-login.php?redirect_to=x", titled("Log In ‹ Quill — WordPress", FORM)),
    "a host": Case(LINK, "https://sso.media.example/oauth/authorize?x=1", titled("Welcome")),
    "an account with the way back": Case(
        LINK, "https://id.media.example/auth/realms/q/auth?redirect_uri=x", titled("Sign in to Quill", FORM)
    ),
    "a registration": Case(LINK, f"{SITE}/register?return=/p/story-1", titled("Join", FORM)),
    "another language": Case(LINK, f"{SITE}/konto/anmelden", titled("Quill", FORM)),
    "a title in place": Case(LINK, LINK, titled("Log in | Quill", FORM)),
    "a heading in place": Case(LINK, LINK, titled("Quill", f"<h1>Please log in</h1>{FORM}")),
    "a title on a page that needs its script": Case(
        LINK, LINK, titled("Quill • Log in", '<div id="root"></div>')
    ),
    "an invitation": Case(LINK, LINK, titled("Sign in or register to continue reading | Quill", FORM)),
    "an offer": Case(LINK, LINK, titled("Subscribe to continue | Quill", "<p>One crown a month.</p>")),
    "a name": Case(LINK, LINK, titled("Sign in to Quill | Chat", f"<h1>Sign in to Quill</h1>{FORM}")),
    "a login by its name": Case(LINK, LINK, titled("Quill Login", FORM)),
    "a form in place": Case(LINK, LINK, titled("Quill", FORM).replace("<head>", f"<head>{SITE_NAME}")),
    "a form at another owner's": Case(
        LINK, "https://quill.keys.example/app/7", titled("Welcome to Quill", FORM)
    ),
    "members": Case(LINK, LINK, titled("Members only - Quill", FORM)),
}
CONSENTS = {
    "a title in Japanese": Case(LINK, LINK, titled("Quill に進む前に", "<form><button>OK</button></form>")),
    "a path": Case(LINK, f"{SITE}/consent/?ref=/p/story-1", titled("Quill", "<button>OK</button>")),
    "a host": Case(LINK, "https://consent.dailyquill.example/v2?url=x", titled("Quill")),
    "cookies": Case(LINK, f"{SITE}/action/cookieAbsent", titled("Quill", "<p>Turn them on.</p>")),
    "cookies that are off": Case(LINK, LINK, titled("Cookies Disabled - Quill", "<p>Turn them on.</p>")),
    "an age": Case(LINK, f"{SITE}/age-gate?next=x", titled("Quill", "<button>I am 18</button>")),
    "a title": Case(LINK, LINK, titled("Antes de ir a Tube", "<form><button>OK</button></form>")),
    "a title in German": Case(
        LINK, LINK, titled("Bevor Sie zu Tube weitergehen", "<form><button>OK</button></form>")
    ),
}
CLOSED = {
    "a domain for sale": Case(LINK, LINK, titled("dailyquill.example is for sale | Names")),
    "a parked domain": Case(LINK, LINK, titled("dailyquill.example", "<h1>This domain is parked</h1>")),
    "a trader": Case(LINK, "https://www.hugedomains.com/domain_profile.cfm?d=x", titled("Dailyquill")),
    "another language": Case(LINK, LINK, titled("Diese Domain steht zum Verkauf")),
    "a suspended account": Case(LINK, LINK, titled("Account Suspended", "<p>Ask your provider.</p>")),
    "a new server": Case(LINK, LINK, titled("Welcome to nginx!", "<h1>Welcome to nginx!</h1>")),
    "maintenance": Case(LINK, LINK, titled("Daily Quill", "<h1>We’ll be back soon!</h1>")),
    "a site that describes that it is closed": Case(
        LINK, LINK, described("Site closed", "This site is closed.")
    ),
    "a parked page without a title": Case(
        LINK, LINK, titled("dailyquill.example", "<p>This Web page is parked FREE, courtesy of a host.</p>")
    ),
}
PAGES = {
    "a recipe": Case(LINK, LINK, titled("Cookies - Zustimmung der Kinder", "<h1>Cookies</h1><form></form><p>Flour.</p>")),
    "a journey": Case(LINK, LINK, described("Antes de ir a Madrid", "Diez consejos.", "<form></form>")),
    "a site of old stones": Case(
        LINK, LINK, page("<title>Site closed - Quill</title>", "<h1>Site closed</h1>" + "<p>A wall fell down.</p>" * 60)
    ),
    "advice in Japanese": Case(LINK, LINK, titled("大学に進む前に", "<form></form><p>よく考えよう。</p>")),
    "advice": Case(LINK, LINK, titled("Before you continue: on reading", "<form></form><p>Sit down.</p>")),
    "a report on a law": Case(LINK, LINK, titled("Age verification laws explained", "<form></form><p>A report.</p>")),
    "a garage": Case(LINK, LINK, described("Maintenance", "Our mechanics look after your car.")),
    "the status of a service": Case(LINK, LINK, described("Scheduled maintenance", "On Tuesday from 2 to 4.")),
    "a message of a library": Case(LINK, LINK, titled("Notice", "<h1>Notice</h1><p>The library is open on Sunday.</p>")),
    "an essay on a page": Case(LINK, LINK, article("Diese Seite existiert nicht, meint die Stadt")),
    "an offer above an article": Case(
        LINK, LINK,
        page('<title>Subscribe to read | Quill</title><meta property="og:title" content="Storm hits the coast">'),
    ),
    "an article about a login": Case(LINK, LINK, article("Sign in to history: a guest book from 1920")),
    "an article about an offer": Case(LINK, LINK, article("Subscribe to read: why newspapers charge")),
    "a short article with a form in its header": Case(LINK, LINK, titled("Storm", f"{FORM}<h1>Storm</h1><p>It rained.")),
    "a protected post": Case(LINK, LINK, titled("Protected: Storm - Quill", f"<h1>Protected: Storm</h1>{FORM}")),
    "an application": Case("https://app.quill.example/", "https://app.quill.example/", titled("Quill", FORM)),
    "an article on another host with a form": Case(LINK, "https://other.example/p/7", article().replace("<h1>", f"{FORM}<h1>")),
    "an article at the address of its section": Case(f"{SITE}/p/storm-hits-the-coast/2", f"{SITE}/p/", article()),
    "an item on another host": Case(
        "https://play.dailyquill.example/audio/4275766", f"{SITE}/audio/4275766", SECTION
    ),
    "an article about a sale": Case(LINK, LINK, article("This domain is for sale, and nobody wants it: a report")),
    "a service": Case(f"{SITE}/maintenance", f"{SITE}/maintenance", titled("Maintenance | Quill Cars")),
    "a page of a trader": Case("https://sedo.com/about", "https://sedo.com/us/about", titled("About us")),
    "an article": Case(LINK, LINK, article()),
    "a page by its number": Case(LINK, f"{SITE}/?page=home", FRONT),
    "another site's front page": Case("https://bit.ly/3xYz", f"{SITE}/", FRONT),
    "another site's front page in a language": Case("https://t.co/abcdef", f"{SITE}/en/", FRONT),
    "a front page": Case(SITE, f"{SITE}/en", FRONT),
    "a front page by a file": Case(f"{SITE}/index.php", f"{SITE}/home", FRONT),
    "a front page by a tracked link": Case(f"{SITE}/?utm_source=x", f"{SITE}/de/", FRONT),
    "a front page by its language": Case(f"{SITE}/?lang=en", f"{SITE}/fr/", FRONT),
    "a section": Case(f"{SITE}/sport", f"{SITE}/en/sport/", FRONT),
    "a section named like a country": Case(
        f"{SITE}/television", f"{SITE}/tv", page("<title>TV - Quill</title>", f"<h1>TV</h1>{STORIES}", attributes='lang="en"')
    ),
    "a section on its own host": Case(f"{SITE}/blog", "https://blog.dailyquill.example/", FRONT),
    "a user on a host of their own": Case("https://hub.example/~ann", "https://ann.hub.example/", FRONT),
    "a part of the only page": Case(
        f"{SITE}/contact", f"{SITE}/", titled("Ann Lee, tiler", '<h1>Ann Lee</h1><div id="contact">Mail</div>')
    ),
    "a renamed article": Case(f"{SITE}/2019/storm", f"{SITE}/2019/storm-hits-coast", article()),
    "a short slug": Case(f"{SITE}/p/x1", f"{SITE}/x1/", article("Short")),
    "an article about errors": Case(f"{SITE}/blog/error-handling", f"{SITE}/blog/errors", article("Errors in Go")),
    "an article about a status": Case(f"{SITE}/what-is-a-404-error", f"{SITE}/404", article("What is a 404?")),
    "a year": Case(f"{SITE}/wiki/404", f"{SITE}/wiki/404", titled("404 - Wiki", "<h1>404</h1><p>A year.</p>")),
    "a title that begins like an error": Case(LINK, LINK, article("404: how the web lost its pages")),
    "a title with a sentence about a page": Case(
        LINK, LINK, article("The page that does not exist any more in our history books")
    ),
    "a film": Case(f"{SITE}/page-not-found", f"{SITE}/page-not-found", titled("Page Not Found - review")),
    "an article about what is gone": Case(f"{SITE}/p/17", f"{SITE}/p/17/gone", article("Gone")),
    "a talk": Case(f"{SITE}/talks/go", f"{SITE}/sessions/2024/go-talk", article("Go talk")),
    "an account": Case(f"{SITE}/account", f"{SITE}/account/profile", titled("Profile", FORM)),
    "a login": Case(f"{SITE}/login", f"{SITE}/login", titled("Log in | Quill", FORM)),
    "a login that needs its script": Case(f"{SITE}/login", f"{SITE}/login", titled("Log in | Quill")),
    "a story titled like a login": Case(LINK, LINK, titled("Log in", "<p>" + "The door was shut. " * 40)),
    "tips": Case(
        f"{SITE}/before-you-continue", f"{SITE}/before-you-continue", titled("Before you continue: tips", "<form></form>")
    ),
    "a root as canonical link": Case(LINK, LINK, article(head=HOME_LINK)),
    "a root as canonical link of structured data": Case(
        LINK, LINK,
        page(
            f"<title>Daily Quill</title>{HOME_LINK}" + json_ld({"@type": "NewsArticle", "headline": "Storm"}),
            "<h1>Storm</h1>",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SOFT_404S)
def test_a_front_page_or_an_error_page_is_a_soft_404(name: str) -> None:
    """Where something else was requested. It counts as an answer."""
    wall = check(SOFT_404S[name])
    assert isinstance(wall, NotFound)
    assert wall.answered


@pytest.mark.parametrize("title", TITLES)
def test_a_title_that_means_not_found_is_a_soft_404(title: str) -> None:
    """In many languages, with a status, and beside the name of the site."""
    assert isinstance(check(Case(LINK, LINK, titled(title))), NotFound)


@pytest.mark.parametrize("name", LOGINS)
def test_logins_are_refusals(name: str) -> None:
    """A redirect to a login, or a login in place of the page."""
    assert isinstance(check(LOGINS[name]), UpstreamRefused)


@pytest.mark.parametrize("name", CONSENTS)
def test_consent_pages_are_refusals(name: str) -> None:
    """A redirect to one, or its title above a form."""
    assert isinstance(check(CONSENTS[name]), UpstreamRefused)


@pytest.mark.parametrize("name", CLOSED)
def test_a_site_that_is_closed_is_an_error(name: str) -> None:
    """It may open again, so the source has not ended."""
    wall = check(CLOSED[name])
    assert isinstance(wall, UpstreamError)
    assert wall.answered


@pytest.mark.parametrize("name", PAGES)
def test_what_was_requested_is_a_page(name: str) -> None:
    """Wherever it stands, and whatever it is about."""
    assert check(PAGES[name]) is None


@pytest.mark.parametrize(
    ("target", "failure"),
    [
        (f"{SITE}/", NotFound),
        (f"{SITE}/?gone=1", NotFound),
        (f"{SITE}/404", NotFound),
        (f"{SITE}/login?next=/p", UpstreamRefused),
        (f"{SITE}/consent", UpstreamRefused),
        (f"{SITE}/.well-known/sgcaptcha/?r=x", UpstreamRefused),
    ],
)
def test_a_redirect_by_the_page_is_judged_by_its_target(target: str, failure: type[Failure]) -> None:
    """Browsers would follow it away from what was requested."""
    assert isinstance(walls.check_target(LINK, target), failure)
    assert walls.check_target(LINK, f"{SITE}/p/story-one") is None
    assert walls.check_target(f"{SITE}/", f"{SITE}/en/") is None
