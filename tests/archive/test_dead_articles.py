"""What becomes of an archived article once its link leads elsewhere, by the HTTP API and over real redirects.

Its site may send readers to the front page, to an error page, to a login or to a question about cookies. None of
them replaces the article.
"""

from collections.abc import Iterator
from zlib import crc32

import pytest

from tests.support.named_sites import NamedSites, serve
from tests.support.pages import json_ld, page
from tests.support.upstream import answer, redirect

SITE = "lantern.example"
LINK = f"{SITE}/2019/05/harbour-wall-gives-way"
TITLE = "Harbour wall gives way"
STORIES = (
    ("Mayor opens the new library", "/2024/03/mayor-opens-library"),
    ("Ferry timetable changes in May", "/2024/04/ferry-timetable"),
    ("Bakery wins a national prize", "/2024/04/bakery-prize"),
    ("Snow closes the mountain road", "/2024/02/snow-road"),
)


def article(head: str = "", *, title: str = TITLE) -> bytes:
    return answer(
        page(
            f'<title>{title} | The Lantern</title><meta name="author" content="Mona Salem">{head}',
            f"<h1>{title}</h1><p>{'The wall at the harbour broke in the night, and nobody was hurt. ' * 4}</p>",
            attributes='lang="en"',
        )
    )


def front(title: str = "The Lantern - News of the coast", head: str = "", body: str = "") -> bytes:
    stories = "".join(f'<h2><a href="{path}">{headline}</a></h2><p>More.</p>' for headline, path in STORIES)
    return answer(
        page(f"<title>{title}</title>{head}", f"<h1>The Lantern</h1>{stories}{body}", attributes='lang="en"')
    )


def plain(title: str, body: str = "<p>Sorry.</p>", head: str = "") -> bytes:
    return answer(page(f"<title>{title}</title>{head}", body, attributes='lang="en"'))


LOGIN = plain("Welcome to the club", '<form><input name="mail"><input type="password" name="word"></form>')
CONSENT = plain("Your choices", "<form><button>Accept all</button></form>")

FRONT_PAGES = [
    f"{SITE}/", f"{SITE}/?ref=404", f"{SITE}/?utm_source=redirect&utm_medium=dead", f"{SITE}/en/", f"{SITE}/en",
    f"{SITE}/en-gb/", f"{SITE}/index.html", f"{SITE}/index.php", f"{SITE}/home", f"{SITE}/home.aspx",
    f"{SITE}/en/home", f"m.{SITE}/", f"www.{SITE}/", f"www.{SITE}/en/", f"{SITE}/?error=notfound",
    f"{SITE}/?from=/2019/05/harbour-wall-gives-way", f"{SITE}/default.asp?lang=en", f"{SITE}/startseite",
    f"{SITE}/?expired", "lantern.co.uk/",
]  # fmt: skip
ERROR_PAGES = [
    f"{SITE}/404", f"{SITE}/404.html", f"{SITE}/error", f"{SITE}/errors/404", f"{SITE}/not-found?url=/2019/05/x",
    f"{SITE}/en/page_not_found.php", f"{SITE}/error.aspx?aspxerrorpath=/x", f"{SITE}/pagina-no-encontrada",
]  # fmt: skip
LOGINS = [
    f"{SITE}/wp-login.php?redirect_to=%2F2019", f"{SITE}/account/sign_in", f"{SITE}/users/login?next=/x",
    f"sso.{SITE}/start", "sso.publisher.example/authorize?client=lantern", f"{SITE}/Account/LogOn?ReturnUrl=%2Fx",
    f"{SITE}/members?redirect_to=/2019/05/harbour-wall-gives-way", f"{SITE}/anmelden",
]  # fmt: skip
CONSENTS = [
    f"{SITE}/consent?return=/x",
    f"consent.{SITE}/",
    f"{SITE}/privacy-gate/accept",
    f"{SITE}/cookiewall",
]
ENDS = {
    **{
        f"to the front page {place}": (redirect_to, front())
        for place in FRONT_PAGES
        for redirect_to in [place]
    },
    **{f"to the error page {place}": (place, plain("The Lantern")) for place in ERROR_PAGES},
}
WALLS = {
    **{f"to the login {place}": (place, LOGIN) for place in LOGINS},
    **{f"for consent to {place}": (place, CONSENT) for place in CONSENTS},
}
IN_PLACE = {
    "a title in English": plain("Page not found | The Lantern"),
    "a title in German": plain("Seite nicht gefunden – Die Laterne"),
    "a title in Spanish": plain("Página no encontrada - El Farol"),
    "a title in Arabic": plain("الصفحة غير موجودة"),
    "a title with a status": plain("Error 404: Page not found"),
    "a heading": plain("The Lantern", "<h1>This page does not exist</h1><p>Try the search.</p>"),
    "a status for crawlers": plain("The Lantern", head='<meta name="prerender-status-code" content="404">'),
    "a body of WordPress": answer(
        '<html><head><title>The Lantern</title></head><body class="error404 wp-theme"><p>Oops</p></body></html>'
    ),
    "a front page by its canonical link": front(head=f'<link rel="canonical" href="http://{SITE}/">'),
    "a front page without any mark": front(),
    "a refresh to the front page": plain("", "", '<meta http-equiv="refresh" content="0;url=/?gone=1">'),
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NamedSites]:
    with serve(tmp_path_factory.mktemp("archive")) as sites:
        yield sites


@pytest.fixture
def sites(served: NamedSites) -> NamedSites:
    served.responses.clear()
    served.responses[f"{SITE}/"] = front()
    return served


def after(
    sites: NamedSites, link: str, response: bytes, place: str = "", found: bytes = b""
) -> dict[str, object]:
    """The answer for a link that is archived as an article, and then gives this response."""
    sites.responses[link] = article()
    assert sites.embed(link)["title"] == TITLE
    sites.responses[link] = response
    if place:
        sites.responses[place] = found
    return sites.embed(link)


def assert_archived(sites: NamedSites, link: str, now: dict[str, object], state: str, code: str) -> None:
    """The article is all that there is, in this state, for all routes alike."""
    source = now["source"]
    assert isinstance(source, dict)
    assert (now["title"], source["method"], source["state"]) == (TITLE, "archive", state)
    assert code in [attempt["code"] for attempt in source["tried"]]
    (edition,) = sites.history(link)
    assert (edition["state"] == "gone") is (state == "gone")
    shown = sites.client.get(f"/e/{edition['id']}").get_data(as_text=True)
    assert TITLE in shown
    assert ("embed-gone" in shown) is (state == "gone")


def number(name: str) -> str:
    """A link of its own for each case, since all share one archive."""
    return f"{LINK}-{crc32(name.encode())}"


@pytest.mark.parametrize("name", ENDS)
def test_a_redirect_to_the_front_page_or_an_error_page_ends_the_source(sites: NamedSites, name: str) -> None:
    """In every form that front pages and error pages have."""
    place, found = ENDS[name]
    link = number(name)
    now = after(sites, link, redirect(sites.url(place)), place, found)
    assert_archived(sites, link, now, "gone", "not_found")


@pytest.mark.parametrize("name", WALLS)
def test_a_redirect_to_a_login_or_to_consent_leaves_the_source(sites: NamedSites, name: str) -> None:
    """The article is still there, behind a wall."""
    place, found = WALLS[name]
    link = number(name)
    now = after(sites, link, redirect(sites.url(place)), place, found)
    assert_archived(sites, link, now, "stale", "upstream_refused")


@pytest.mark.parametrize("name", IN_PLACE)
def test_what_stands_in_place_of_the_article_ends_the_source(sites: NamedSites, name: str) -> None:
    """Without a redirect: an error page by what it states, the front page by what it shows."""
    link = number(name)
    now = after(sites, link, IN_PLACE[name])
    assert_archived(sites, link, now, "gone", "not_found")


def test_a_link_that_was_never_archived_stays_a_bare_link(sites: NamedSites) -> None:
    """The front page gives it neither a title nor an Edition."""
    sites.responses[LINK] = redirect("/en/")
    sites.responses[f"{SITE}/en/"] = front()
    found = sites.embed(LINK)
    assert (found["title"], found["kind"], found["source"]["method"]) == (None, "link", "link")
    assert [attempt["code"] for attempt in found["source"]["tried"]] == ["not_found"]
    assert sites.history(LINK) == []


SECTION = front("Sport - The Lantern").replace(b"<h1>The Lantern</h1>", b"<h1>Sport</h1>")
NEWS = "News of the coast"
ONE_PAGE = plain("Lighthouse Trio", '<h1>Lighthouse Trio</h1><section id="dates"><p>Tour.</p></section>')
PAGES = {
    "a section under its language": (f"{SITE}/sport", f"{SITE}/en/sport/", SECTION, "Sport"),
    "a renamed article": (
        f"{SITE}/2019/05/harbour-wall-gives-way-12", f"{SITE}/news/harbour-wall-collapse", article(), TITLE,
    ),
    "a renamed article under two letters": (f"{SITE}/go-1-23-released", f"{SITE}/go", article(title="Go 1.23 released"), "Go 1.23 released"),
    "an article that moved to the root of its host": (
        f"{SITE}/blog", f"blog.{SITE}/", front("The blog of the coast"), "The blog of the coast",
    ),
    "a link to plain permalinks": (f"{SITE}/harbour-wall", f"{SITE}/?p=77", article(), TITLE),
    "a short link to a front page": ("sho.rt/x7Kq", f"{SITE}/", front(), NEWS),
    "a front page": (f"{SITE}/index.html", f"{SITE}/", front(), NEWS),
    "a front page in another language": (f"{SITE}/", f"{SITE}/en/", front(), NEWS),
    "a front page for phones": (f"{SITE}/", f"m.{SITE}/", front(), NEWS),
    "a section of a site of one page": (f"{SITE}/dates", f"{SITE}/", ONE_PAGE, "Lighthouse Trio"),
    "an article about logins": (
        f"{SITE}/how-we-log-in", f"{SITE}/en/how-we-log-in", article(title="How we log in today"), "How we log in today",
    ),
    "an article about a status": (f"{SITE}/wiki/404", f"{SITE}/wiki/en/404", article(title="404"), "404"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_redirect_to_what_was_asked_for_is_followed(sites: NamedSites, name: str) -> None:
    """A section, a renamed article, a front page: the link leads to a page, whose title it gets."""
    link, place, found, title = PAGES[name]
    sites.responses[link] = redirect(sites.url(place))
    sites.responses[place] = found
    embed = sites.embed(link)
    assert (embed["title"], embed["source"]["state"]) == (title, "fresh")


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="http://lantern.example/">',
        '<meta property="og:url" content="http://lantern.example/">',
        '<link rel="canonical" href="/">' + json_ld({"@type": "NewsArticle", "headline": TITLE}),
    ],
)
def test_an_article_that_names_the_front_page_canonical_is_an_article(sites: NamedSites, head: str) -> None:
    """Themes write the root into every page; a headline and a text of its own show what the page is."""
    link = f"{SITE}/help/story"
    sites.responses[link] = article(head)
    embed = sites.embed(link)
    assert (embed["title"], embed["source"]["method"]) == (TITLE, "metadata")
