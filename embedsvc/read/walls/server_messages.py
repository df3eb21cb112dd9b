"""Messages of servers under a status of success: an error, a refusal, a redirect that browsers don't
follow.
"""

import re

from embedsvc.read.walls import phrases
from embedsvc.read.walls.visit import Visit
from embedsvc.read.word_lists import word_set

_MAX_TEXT = 1_500
"""Characters of a page that has nothing but a message; ASP.NET's explains where to configure it."""
_ERROR_NUMBER = re.compile(r"(?:http-)?error-(?:code-)?(?:[45]|10)\d\d")
"""A status, or an error of Cloudflare's (https://developers.cloudflare.com/support/troubleshooting/)."""
_STATUS = re.compile(r"(?:(?:http|error|status|code|fehler|erreur)-)*[345]\d\d(?:-error)?(?:[:-]+|$)")

_ERRORS = word_set(
    # The reasons of statuses (RFC 9110 §15), as servers write them
    "bad-request request-timeout request-time-out too-many-requests internal-server-error server-error "
    "internal-error bad-gateway service-unavailable service-temporarily-unavailable gateway-timeout "
    "gateway-time-out method-not-allowed not-acceptable not-implemented payload-too-large "
    "request-entity-too-large request-uri-too-large request-header-or-cookie-too-large "
    "bandwidth-limit-exceeded rate-limit-exceeded limit-exceeded download-limit-exceeded "
    "connection-timed-out web-server-is-down origin-is-unreachable temporarily-unavailable "
    # Of redirects
    "found see-other moved moved-permanently moved-temporarily temporary-redirect permanent-redirect "
    "object-moved document-moved page-moved redirect redirect-notice redirecting redirection "
    "you-are-being-redirected weiterleitung weiterleitung... redirección redirection-en-cours "
    # Of sites that are not open yet, or not any more
    "coming-soon opening-soon launching-soon store-unavailable store-closed this-store-is-unavailable "
    "this-shop-is-unavailable "
    # Of frameworks and applications
    "error error-page an-error-occurred an-error-has-occurred application-error runtime-error fatal-error "
    "server-error-(500) unexpected-error unknown-error database-error "
    "error-establishing-a-database-connection something-went-wrong something-has-gone-wrong "
    "oops,-something-went-wrong oops!-something-went-wrong oops-something-went-wrong "
    "sorry,-something-went-wrong sorry!-something-went-wrong whoops,-looks-like-something-went-wrong "
    "whoops!-something-went-wrong fehler ein-fehler-ist-aufgetreten es-ist-ein-fehler-aufgetreten "
    "interner-serverfehler dienst-nicht-verfügbar erreur une-erreur-est-survenue "
    "une-erreur-s'est-produite erreur-interne-du-serveur se-ha-producido-un-error ha-ocurrido-un-error "
    "error-del-servidor ocorreu-um-erro erro-interno-do-servidor si-è-verificato-un-errore "
    "er-is-een-fout-opgetreden wystąpił-błąd ошибка-сервера произошла-ошибка bir-hata-oluştu "
    "エラー エラーが発生しました 服务器错误 出错了 系统错误 오류 서버-오류 حدث-خطأ"
)
_REFUSALS = word_set(
    "forbidden unauthorized unauthorised not-authorized authorization-required access-restricted "
    "restricted-access access-not-allowed permission-denied you-do-not-have-permission geo-blocked "
    "geoblocked unavailable-for-legal-reasons unavailable-due-to-legal-reasons"
)
_NOT_HERE = re.compile(
    r"(?:sorry[,.!]*-)?(?:(?:this|the|our)-)?(?:(?:content|video|page|site|website|service|article)-)?"
    r"(?:(?:is|are)-)?(?:not-available|unavailable|blocked|restricted)-"
    r"(?:in|from|for|to)-(?:your|this)-(?:country|region|location|area)(?:-or-region)?"
    r"|access-from-your-(?:country|region|location)-(?:is|has-been)-(?:not-allowed|denied|blocked|restricted)"
)


def is_error(visit: Visit) -> bool:
    """Whether a page is nothing but an error, or a redirect that it leaves to its reader."""
    return visit.notice(_error, longest=_MAX_TEXT) is not None


def is_refusal(visit: Visit) -> bool:
    """Whether a page is nothing but the notice that the site doesn't show it to everybody."""
    return visit.notice(_refusal, longest=_MAX_TEXT) is not None


def _error(title: str) -> str | None:
    return _phrase(title, _ERRORS) or phrases.match_pattern(title, _ERROR_NUMBER)


def _refusal(title: str) -> str | None:
    return _phrase(title, _REFUSALS) or phrases.match_pattern(title, _NOT_HERE)


def _phrase(title: str, table: frozenset[str]) -> str | None:
    """The phrase of a table that a title consists of, besides a status and the name of the site."""
    whole, parts, _ = phrases.parse(title)
    found = (_STATUS.sub("", each, count=1) for each in (whole, *parts))
    return next((phrase for phrase in found if phrase in table), None)
