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
    if consent.recognises(visit):
        return _consent()
    if bot_checks.recognises(visit, headers):
        return _bot_check()
    if logins.recognises(visit):
        return _login()
    if out_of_service.recognises(visit):
        return UpstreamError("The domain is for sale, or its site is closed at the moment.", answered=True)
    if soft_404.recognises(visit):
        return _soft_404()
    return None if redirects else _message(visit)


def check_target(url: str, target: str) -> Failure | None:
    """The failure that a redirect from `url` to `target` stands for by the form of the target alone, for
    redirects that a page makes in its reader's browser.
    """
    asked, final = address.parse(url), address.parse(target)
    if address.is_same_page(asked, final):
        return None
    if consent.is_target(asked, final):
        return _consent()
    if bot_checks.is_target(asked, final):
        return _bot_check()
    if logins.is_target(asked, final):
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


def _soft_404() -> Failure:
    return NotFound("The site shows its home page or an error page in place of this one.", answered=True)
