"""The kinds of pages that are served instead of the one that was requested, in the order in which they are
recognised.

Each is recognised by what happened to the link and by what stands there, since an article may well be titled
"Access denied", and a redirect may lead to an article's new URL.
"""

from embedsvc.errors import Failure, NotFound, UpstreamError, UpstreamRefused
from embedsvc.model import Headers
from embedsvc.read.walls import (
    address,
    bot_checks,
    consent,
    logins,
    out_of_service,
    server_messages,
    soft_404,
)
from embedsvc.read.walls.visit import Visit


def check(visit: Visit, headers: Headers = (), *, redirects: bool = False) -> Failure | None:
    """The failure that a page stands for, None for a page that was requested. It is `answered`: a page was
    served. `headers` are those of its response. The message of a server is no failure where the page
    `redirects` its reader to another one, which is read instead.
    """
    if bot_checks.has_header(headers):
        return _bot_check()
    if visit.states_article:  # as most pages do: nothing that takes time is searched in these
        return _soft_404() if soft_404.is_certain(visit) else None
    wall = next((failure() for recognises, failure in _KINDS if recognises(visit)), None)
    return wall or (None if redirects else _message(visit))


def check_target(url: str, target: str) -> Failure | None:
    """The failure that a redirect from `url` to `target` stands for by the form of the target alone, for
    redirects that a page makes in its reader's browser.
    """
    asked, final = address.parse(url), address.parse(target)
    if address.is_same_page(asked, final):
        return None
    if address.leads_to(consent.is_for_consent, asked, final):
        return _consent()
    if address.leads_to(bot_checks.is_for_checks, asked, final):
        return _bot_check()
    if address.leads_to(logins.is_for_login, asked, final):
        return _login()
    return _soft_404() if soft_404.is_target(asked, final) else None


def _message(visit: Visit) -> Failure | None:
    if server_messages.is_refusal(visit):
        return UpstreamRefused("The site does not show this page to everybody.", answered=True)
    if server_messages.is_error(visit):
        return UpstreamError("The site shows a message of its server in place of this page.", answered=True)
    return None


def _consent() -> Failure:
    return UpstreamRefused("The site shows a consent page in place of this one.", answered=True)


def _bot_check() -> Failure:
    return UpstreamRefused("The site shows a bot check in place of this page.", answered=True)


def _login() -> Failure:
    return UpstreamRefused("The site shows a login page in place of this one.", answered=True)


def _closed() -> Failure:
    return UpstreamError("The domain is for sale, or its site is closed at the moment.", answered=True)


def _soft_404() -> Failure:
    return NotFound("The site shows its home page or an error page in place of this one.", answered=True)


_KINDS = (
    (consent.recognises, _consent),
    (bot_checks.recognises, _bot_check),
    (logins.recognises, _login),
    (out_of_service.recognises, _closed),
    (soft_404.recognises, _soft_404),
)
