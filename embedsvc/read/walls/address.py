"""What the form of a URL shows: whose site it is on, and whether it is the front page of that site."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urlsplit

from babel.core import get_global

from embedsvc.read.word_lists import word_set
from embedsvc.urls import TRACKING_ANYWHERE, parents, registrable_domain

Parameters = tuple[tuple[str, str], ...]

_EXTENSION = re.compile(r"\.(?:[ps]?html?|xhtml|php\d?|aspx?|jspx?|jsf|do|action|cfm|cgi|pl)$")
_LANGUAGES = frozenset(code for code in get_global("likely_subtags") if len(code) == 2)
_TERRITORIES = frozenset(code.lower() for code in get_global("territory_languages")) | {"uk", "eu"}
_SCRIPTS = word_set("hans hant latn cyrl arab")
_EDITIONS = word_set(
    "int intl international global ww worldwide eng english deu deutsch fra francais français esp espanol "
    "español ita italiano por portugues português rus"
)
_MAX_SEGMENTS = 3
"""Of a front page's path, as in `/us/en/index.html`."""
_FRONT_PAGES = word_set(
    "index default home homepage home-page main start startpage start-page startseite frontpage front-page "
    "welcome www m mobile amp accueil inicio início portada principal pagina-inicial página-inicial "
    "pagina-principal página-principal pagina-principale hem startsida forside forsiden etusivu "
    "strona-glowna strona-główna hlavni-strana hlavní-strana pocetna početna naslovnica fooldal főoldal "
    "anasayfa ana-sayfa glavnaya главная головна beranda trang-chu 首页 首頁 ホーム トップページ الرئيسية "
    "خانه בית"
)
"""Names of a front page, without extension and with hyphens for underscores."""

_TRACKING = frozenset(name for name in TRACKING_ANYWHERE if not name.endswith("*"))
_TRACKING_PREFIXES = tuple(name.removesuffix("*") for name in TRACKING_ANYWHERE if name.endswith("*"))
_ABOUT_THE_VISIT = word_set(
    "ref refer referer referrer source src from via origin cmp cmpid campaign ncid cid ito icid lang "
    "language locale hl l region country edition view theme device mobile nocache cachebuster ts rnd _ "
    "redirect redirected redirect_to redirect_url redirect_uri redirecturl return returnurl return_to "
    "returnto next back url error err errorcode code status msg message notfound not_found 404 410 reason"
)
"""Parameters that select no page of a site."""
_ABOUT_THE_PAGE = word_set(
    "p id page_id post_id pid aid nid sid cat q s query search v article story post page node item doc slug "
    "title"
)
_SEARCHES = word_set("search suche recherche buscar busca pesquisa cerca zoeken szukaj поиск пошук arama بحث")
_ITEM_ID = re.compile(r"\d{3}")
_DATE = re.compile(r"(?:19|20)\d\d")
_MIN_SLUG_WORDS = 3
_MIN_OWN_LABEL = 3
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Address:
    """A URL, taken apart. All texts are in lower case."""

    host: str
    port: int | None
    segments: tuple[str, ...]
    """Of the path, decoded, without file extensions, with hyphens for underscores and spaces."""
    parameters: Parameters
    """Of the query, decoded, in their order."""

    @property
    def is_front_page(self) -> bool:
        """Whether it is a front page by its form, whatever stands there."""
        return self._has_front_path and all(_is_about_the_visit(name) for name, _ in self.parameters)

    @property
    def may_be_front_page(self) -> bool:
        """Whether it is a front page unless what stands there is something else: an unknown parameter of the
        root may select a page.
        """
        return self._has_front_path and not any(_is_about_the_page(*each) for each in self.parameters)

    @property
    def _has_front_path(self) -> bool:
        names = self.segments
        return len(names) <= _MAX_SEGMENTS and all(
            name in _FRONT_PAGES or _is_edition(name) for name in names
        )

    @property
    def editions(self) -> tuple[str, ...]:
        """The languages and countries in the path."""
        return tuple(filter(_is_edition, self.segments))

    @property
    def is_dated(self) -> bool:
        """Whether the path has a year and then a page, as only articles do."""
        return any(map(_DATE.fullmatch, self.segments[:-1]))

    @property
    def looks_like_item(self) -> bool:
        """Whether it looks like the address of one article: a slug of several words, or a number."""
        return any(
            name.count("-") + 1 >= _MIN_SLUG_WORDS or _ITEM_ID.search(name) for name in self.segments
        ) or any(_is_about_the_page(*each) for each in self.parameters)

    @property
    def is_search(self) -> bool:
        return not _SEARCHES.isdisjoint(self.segments[-1:])

    @property
    def slug(self) -> frozenset[str]:
        """The words of the last part of the path that has several, which names an article."""
        found = (frozenset(_WORD.findall(name)) for name in reversed(self.segments))
        return next((words for words in found if len(words) > 1), frozenset())

    def is_below(self, domains: frozenset[str]) -> bool:
        """Whether the host is one of these domains or a subdomain of one."""
        return not domains.isdisjoint(parents(self.host))

    @cached_property
    def owner(self) -> str:
        """Who has the site: its registrable domain, host and port for an IP address."""
        return f"{self.host}:{self.port}" if _is_ip(self.host) else registrable_domain(self.host)


@lru_cache(maxsize=256)
def parse(url: str) -> Address:
    """Gives an empty Address for what is no URL. Cached, since the URL that was requested, the one that
    answered and the one that the page states are often the same.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return Address("", None, (), ())
    names = (_segment(name) for name in parts.path.lower().split("/"))
    query = parse_qsl(parts.query.lower(), keep_blank_values=True, max_num_fields=None)
    return Address(host, port, tuple(filter(None, names)), tuple(query))


def _segment(name: str) -> str:
    name = unquote(name.partition(";")[0]).strip()
    return "-".join(_EXTENSION.sub("", name).replace("_", " ").split())


def is_same_page(one: Address, other: Address) -> bool:
    """Whether two addresses differ only in their scheme, `www.` and spelling."""
    hosts = {each.host.removeprefix("www.") for each in (one, other)}
    return len(hosts) == 1 and (one.segments, one.parameters) == (other.segments, other.parameters)


def have_same_owner(one: Address, other: Address) -> bool:
    """Whether two sites belong together: one registrable domain, the same name under other suffixes
    (`times.com`, `times.co.uk`), or a name written with its suffix (`bit.ly`, `bitly.com`).
    """
    if one.owner == other.owner:
        return True
    if _is_ip(one.host) or _is_ip(other.host):
        return False
    label, other_label = (each.owner.partition(".")[0] for each in (one, other))
    if label == other_label and len(label) >= _MIN_OWN_LABEL:
        return True
    return _letters(one) == other_label or _letters(other) == label


def leads_to(is_kind: Callable[[Address], bool], asked: Address, final: Address) -> bool:
    """Whether a redirect leads to an address of this kind, where none of the kind was requested."""
    return is_kind(final) and not is_kind(asked)


def moved_to_own_host(asked: Address, final: Address) -> bool:
    """Whether a section moved from a path to its own host: `site.example/blog`, `blog.site.example`."""
    own = set(final.host.split(".")) - set(asked.host.split("."))
    return bool(asked.segments) and asked.segments[-1].lstrip("~@") in own


def _letters(address: Address) -> str:
    return address.owner.replace(".", "")


def _is_ip(host: str) -> bool:
    if ":" not in host and not host[-1:].isdecimal():
        return False
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_edition(name: str) -> bool:
    """Whether a segment is a language, a country or both, as in `/en/`, `/pt-br/`, `/us/`."""
    if name in _EDITIONS:
        return True
    first, *rest = name.split("-")
    if first not in _LANGUAGES and first not in _TERRITORIES:
        return False
    return all(part in _LANGUAGES or part in _TERRITORIES or part in _SCRIPTS for part in rest)


def _is_about_the_visit(name: str) -> bool:
    return name in _ABOUT_THE_VISIT or name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _is_about_the_page(name: str, value: str) -> bool:
    if _is_about_the_visit(name):
        return False
    return name in _ABOUT_THE_PAGE or (name.endswith("id") and value.isdigit())
