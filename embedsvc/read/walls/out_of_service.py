"""Pages of a domain or a server that has no site any more, or none at the moment."""

import re

from embedsvc.read.html.visible_text import is_longer_than
from embedsvc.read.walls import phrases
from embedsvc.read.walls.address import Address
from embedsvc.read.walls.visit import Visit
from embedsvc.read.word_lists import word_set

_TRADERS = word_set(
    "hugedomains.com sedo.com sedoparking.com dan.com afternic.com parkingcrew.net bodis.com above.com",
    "undeveloped.com domainmarket.com buydomains.com atom.com",
)
"""Where domains that are for sale redirect to."""
_HOST = r"(?:[\w-]{1,63}\.){1,4}[\w-]{2,63}"
_FOR_SALE = re.compile(
    rf"(?:(?:the-|this-)?(?:domain|domain-name|web-?site|web-?page|{_HOST})(?:-{_HOST})?(?:-domain(?:-name)?)?-"
    r"(?:is-|may-be-)?(?:for-sale|available-for-(?:sale|purchase)|parked(?:-free)?(?:,-courtesy-of-.{1,40})?)"
    rf"|(?:buy|lease)-this-domain|(?:this-)?domain(?:-is)?-available|(?:diese-)?(?:domain-)?(?:{_HOST}-)?steht-zum-verkauf"
    r"|ce-(?:nom-de-)?domaine-est-à-vendre|este-dominio-está-(?:en-venta|a-la-venta)|dominio-in-vendita"
    r"|este-domínio-está-à-venda|домен-прода[её]тся|此域名出售|このドメインは売り出し中です)(?:[.!].{0,80})?"
)
_CLOSED = word_set(
    # Hosting
    "account-suspended this-account-has-been-suspended website-suspended site-suspended domain-expired "
    "this-domain-has-expired suspected-phishing-site website-is-no-longer-available "
    "hier-entsteht-eine-neue-internetpräsenz hier-entsteht-eine-neue-website "
    "hier-entsteht-eine-neue-webseite website-expired site-expired website-not-published "
    "site-not-published website-unavailable "
    "site-unavailable this-site-is-temporarily-unavailable site-temporarily-unavailable "
    # Servers as they are installed: nginx, Apache, IIS, Plesk, cPanel
    "welcome-to-nginx apache2-ubuntu-default-page:-it-works apache2-debian-default-page:-it-works it-works "
    "test-page-for-the-apache-http-server http-server-test-page iis-windows-server iis-windows "
    "web-server's-default-page default-web-page domain-default-page default-web-site-page "
)
_UNAVAILABLE = word_set(
    "site-closed website-closed this-site-is-closed this-website-is-closed maintenance-mode site-maintenance "
    "under-maintenance site-under-maintenance website-under-maintenance down-for-maintenance "
    "we-are-down-for-maintenance we'll-be-back-soon we-will-be-back-soon "
    "briefly-unavailable-for-scheduled-maintenance site-under-construction website-under-construction "
    "wartungsmodus site-en-maintenance en-mantenimiento sitio-en-mantenimiento em-manutenção in-manutenzione "
    "технические-работы сайт-на-обслуживании bakım-çalışması メンテナンス中 系统维护 网站维护中 "
    "점검-중 الموقع-قيد-الصيانة الموقع-تحت-الصيانة"
)
"""Titles of a site in maintenance, not built yet or given up."""
_ALSO_TOPICS = word_set(
    "maintenance scheduled-maintenance default-page under-construction be-right-back wartungsarbeiten "
    "en-maintenance onderhoud"
)
"""Titles of the same that pages have too, with a description of their own for sharing them."""
_SHORT = _UNAVAILABLE | _ALSO_TOPICS
"""Titles above at most this many characters; the pages that servers are installed with have more."""
_MAX_NOTICE = 1_000


def recognises(visit: Visit) -> bool:
    """A redirect to a trader of domains, or a short page whose title or heading is nothing but the notice."""
    if visit.states_work or not (visit.was_sent_to(_is_with_trader) or _has_notice(visit)):
        return False
    return visit.has_little_text and not visit.has_prose


def _is_with_trader(url: Address) -> bool:
    return url.is_below(_TRADERS)


def _has_notice(visit: Visit) -> bool:
    below = visit.page.headings[:1] or ((visit.first_sentence,) if visit.is_untitled else ())
    return any(_is_notice(text, visit) for text in (visit.title, *below))


def _is_notice(text: str, visit: Visit) -> bool:
    phrase = phrases.match(text, _CLOSED | _SHORT) or phrases.match_pattern(text, _FOR_SALE)
    if phrase is None or visit.is_asked_for(phrase):
        return False
    if phrase in _SHORT and is_longer_than(visit.document.roots[-1], _MAX_NOTICE):
        return False
    is_certain = phrase in _CLOSED or phrase in _UNAVAILABLE or "." in phrase
    return is_certain or not visit.is_described_itself
