"""Pages that ask for consent, for cookies or for one's age before they show anything."""

from embedsvc.read.walls import phrases
from embedsvc.read.walls.address import Address
from embedsvc.read.walls.visit import Visit
from embedsvc.read.word_lists import word_set

_TITLES = tuple(
    word_set(
        "before-you-continue antes-de-ir-a antes-de-continuar bevor-sie-fortfahren bevor-du-fortfährst "
        "avant-d'accéder avant-de-continuer prima-di-continuare voordat-je-verdergaat voordat-u-verdergaat "
        "zanim-przejdziesz before-continuing-to we-value-your-privacy your-privacy-matters "
        "we-care-about-your-privacy cookie-consent "
        "your-privacy-choices privacy-gate dpg-media-privacy "
        "cookies---zustimmung cookie-einwilligung ihre-einwilligung innan-du-fortsätter før-du-fortsætter "
        "før-du-fortsetter devam-etmeden-önce قبل-المتابعة прежде-чем-продолжить перш-ніж-продовжити "
        "age-verification age-check altersprüfung altersverifikation vérification-de-l'âge "
        "verificación-de-edad"
    )
)
"""How titles begin, as `phrases` has them."""
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
    title = phrases.parse(visit.title).whole
    if not title.startswith(_TITLES):
        return False
    if visit.is_asked_for(next(filter(title.startswith, _TITLES))):
        return False
    return visit.has_form and (visit.has_little_text or is_for_consent(visit.final))


def _choice(title: str) -> str | None:
    whole = phrases.parse(title).whole
    return whole if whole in _CHOICES else None


def is_for_consent(url: Address) -> bool:
    return url.host.startswith(_HOSTS) or not _SEGMENTS.isdisjoint(url.segments)
