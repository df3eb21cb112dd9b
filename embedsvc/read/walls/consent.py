"""Pages that ask for consent, for cookies or for one's age before they show anything."""

import re

from embedsvc.read.walls import phrases
from embedsvc.read.walls.address import Address
from embedsvc.read.walls.visit import Visit
from embedsvc.read.word_lists import word_set

_NAME = r"(?:-[^-:,.?!]{1,30}){0,4}"
_BEFORE = re.compile(
    rf"(?:before-you-continue|before-continuing-to|antes-de-(?:ir-a|continuar|prosseguir)|bevor-sie-fortfahren|"
    rf"bevor-du-fortfährst|avant-d'accéder|avant-de-continuer|prima-di-continuare|voordat-(?:je|u)-verdergaat|"
    rf"zanim-przejdziesz|innan-du-fortsätter|før-du-fortsætter|før-du-fortsetter|devam-etmeden-önce|"
    rf"قبل-المتابعة|прежде-чем-продолжить|перш-ніж-продовжити){_NAME}"
    rf"|bevor-(?:sie|du)-zu{_NAME}-(?:weitergehen|weitergehst)|voordat-(?:je|u)-doorgaat-naar{_NAME}"
    r"|[a-z0-9.]{1,30}-?に(?:進む|アクセスする)前に"
)
"""Before one goes on to a site with a short name."""
_TITLES = word_set(
    "we-value-your-privacy your-privacy-matters we-care-about-your-privacy cookie-consent "
    "your-privacy-choices privacy-gate dpg-media-privacy dpg-media-privacy-gate cookies---zustimmung "
    "cookie-einwilligung ihre-einwilligung age-verification age-check altersprüfung altersverifikation "
    "vérification-de-l'âge verificación-de-edad"
)
_NOTICES = word_set(
    "cookies-disabled cookies-required cookies-are-disabled cookies-are-required please-enable-cookies "
    "enable-cookies user-cookie"
)
"""Titles of pages that want cookies."""
_CHOICES = word_set("cookie-settings privacy-settings")
"""Whole titles of pages that want a choice; help pages have the same before the name of their site."""
_MAX_NOTICE = 600
_HOSTS = ("consent.", "cookieconsent.", "privacygate.", "myprivacy.", "cmp-consent.", "cmp.", "privacy-gate.")
_SEGMENTS = word_set(
    "consent cookie-consent cookies-consent cookieconsent cookie-wall cookiewall cookies-wall "
    "consent-wall consentwall gdpr-consent privacy-consent privacy-gate privacygate privacy-wall "
    "privacywall collectconsent set-consent cmp-consent consent-management zustimmung einwilligung "
    "consentement consentimiento consenso toestemming age-gate agegate age-check agecheck "
    "age-verification ageverification verify-age over18 privacy-settings cookieabsent cookies-required "
    "cookies-disabled cookies-not-supported cookie-error nocookies no-cookies enable-cookies cookie-check "
    "cookiecheck check-cookie checkcookie"
)


def recognises(visit: Visit) -> bool:
    """A redirect to an address for consent, or a title that asks for it above a form and little else."""
    if visit.was_sent_to(is_for_consent):
        return True
    if visit.notice(lambda title: phrases.match(title, _NOTICES), longest=_MAX_NOTICE):
        return True
    if visit.has_form and visit.notice(_choice, longest=_MAX_NOTICE):
        return True
    phrase = phrases.match_pattern(visit.title, _BEFORE) or phrases.match(visit.title, _TITLES)
    if phrase is None or not visit.has_form or visit.is_asked_for(phrase) or visit.is_named_by_link:
        return False
    if is_for_consent(visit.final):
        return True
    return visit.has_little_text and not visit.has_prose and not visit.is_described_itself


def _choice(title: str) -> str | None:
    whole = phrases.parse(title).whole
    return whole if whole in _CHOICES else None


def is_for_consent(url: Address) -> bool:
    return url.host.startswith(_HOSTS) or not _SEGMENTS.isdisjoint(url.segments)
