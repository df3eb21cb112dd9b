"""The tree of failures. Each has a stable code, an HTTP status, a time to live, and states what it does to an
older answer of the same link.

    Failure
    ├── InvalidUrl, UnsupportedScheme, BlockedAddress          the link itself
    ├── NotFound, Gone, RateLimited, UpstreamRefused,
    │   UpstreamError, UpstreamUnreachable, TooLarge,
    │   UnsupportedMediaType, UpstreamTimeout                   the site
    └── InvalidRequest, Unauthorized, Forbidden, NoSuchRoute,
        MethodNotAllowed, NotAcceptable, RequestTimeout,
        RequestTooLarge, TooManyRequests, FormatNotSupported,
        InternalError, Overloaded                                this service

`title` is a sentence for an editor, `detail` what was wrong with this link or request. Neither holds an
internal address, the secret of a query, or raw upstream text.
"""

from typing import ClassVar, Literal

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

OlderAnswer = Literal["stale", "gone"]
"""What an older answer of a link becomes once fetching it fails: `stale` may be replaced by the next fetch,
`gone` is all that is left, because the source has ended.
"""


class Failure(Exception):
    """A failure that a user can act on.

    `retry_after` (seconds): when upstream wants to be asked again. `answered`: a page came, but a wall stands
    between it and what the link promises. `leads_to`: the URL that its visitors are sent to behind the wall,
    if it is another one. `ends_source`: the platform states that the post was deleted, is protected or that
    its account is suspended.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    status: ClassVar[int]
    ttl: ClassVar[int] = 0
    """How long the failure is cached (seconds)."""
    older_answer: OlderAnswer | None = None
    """What an older answer of the link becomes; None where no older answer may stand in."""
    stated_by_source: ClassVar[bool] = False
    """Whether the source itself withholds the content, which binds answers that may not outlive it."""
    passes: ClassVar[bool] = False
    """Whether the same request may succeed in a few minutes. What another way gave in the meantime is then
    fresh for a short time only, so that the better answer soon replaces it.
    """

    def __init__(
        self,
        detail: str,
        *,
        retry_after: int | None = None,
        answered: bool = False,
        leads_to: str | None = None,
        ends_source: bool = False,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.retry_after = retry_after
        self.answered = answered
        self.leads_to = leads_to
        if ends_source:
            self.older_answer = "gone"


class InvalidUrl(Failure):
    code, status = "invalid_url", 400
    title = "This link cannot be used. Copy it again, whole, from the address bar."


class UnsupportedScheme(Failure):
    code, status = "unsupported_scheme", 400
    title = "Only web links work here. Paste one that begins with https://."


class BlockedAddress(Failure):
    code, status, ttl = "blocked_address", 403, 5 * MINUTE
    title = "This link leads to an address or a port that is never fetched. Paste a public link."


class NotFound(Failure):
    stated_by_source = True
    code, status, ttl, older_answer = "not_found", 404, 10 * MINUTE, "gone"
    title = "The site has no page at this link. Check the link, or look for an archived copy."


class Gone(Failure):
    stated_by_source = True
    code, status, ttl, older_answer = "gone", 410, HOUR, "gone"
    title = "The site has removed this page. Look for an archived copy."


class RateLimited(Failure):
    passes = True
    code, status, ttl, older_answer = "rate_limited", 429, 2 * MINUTE, "stale"
    title = "The site wants fewer requests. Try again in a few minutes."


class UpstreamRefused(Failure):
    stated_by_source = True
    code, status, ttl, older_answer = "upstream_refused", 502, 30 * MINUTE, "stale"
    title = "The site refuses to show this page to programs. Open it in a browser and quote it by hand."


class UpstreamError(Failure):
    passes = True
    code, status, ttl, older_answer = "upstream_error", 502, MINUTE, "stale"
    title = "The site returned an error. Try again in a minute."


class UpstreamUnreachable(Failure):
    passes = True
    code, status, ttl, older_answer = "upstream_unreachable", 502, MINUTE, "stale"
    title = "The site cannot be reached. Check the link, or try again in a minute."


class TooLarge(Failure):
    code, status, ttl, older_answer = "too_large", 502, HOUR, "stale"
    title = "The response of the site is too large. Link to the page itself, or quote it by hand."


class UnsupportedMediaType(Failure):
    code, status, ttl, older_answer = "unsupported_media_type", 502, HOUR, "stale"
    title = "This link leads to a file that cannot be embedded. Link to the page that shows it."


class UpstreamTimeout(Failure):
    passes = True
    code, status, ttl, older_answer = "upstream_timeout", 504, MINUTE, "stale"
    title = "The site did not respond in time. Try again in a minute."


class InvalidRequest(Failure):
    code, status = "invalid_request", 400
    title = "A parameter is missing or malformed. Correct it and try again."


class Unauthorized(Failure):
    code, status = "unauthorized", 401
    title = "This address needs an API key. Send one, or ask the operator for one."


class Forbidden(Failure):
    code, status = "forbidden", 403
    title = "This is not allowed. Use the address as it was given, or an API key with the scope."


class NoSuchRoute(Failure):
    code, status = "no_such_route", 404
    title = "There is nothing at this address. Start at /."


class MethodNotAllowed(Failure):
    code, status = "method_not_allowed", 405
    title = "This address does not support the HTTP method."


class NotAcceptable(Failure):
    code, status = "not_acceptable", 406
    title = "None of the accepted media types is available. Accept one that is."


class RequestTimeout(Failure):
    code, status = "request_timeout", 408
    title = "The request did not arrive in time. Send it again."


class RequestTooLarge(Failure):
    code, status = "request_too_large", 413
    title = "The request is too large. Send less at a time."


class TooManyRequests(Failure):
    code, status = "too_many_requests", 429
    title = "This client has sent too many requests. Wait before the next one."


class FormatNotSupported(Failure):
    code, status = "format_not_supported", 501
    title = "This format is not supported. Choose one that is."


class InternalError(Failure):
    passes = True
    code, status, older_answer = "internal_error", 500, "stale"
    title = "embedsvc has failed. Try again; if it fails again, tell its operator."

    def __init__(self) -> None:
        super().__init__(
            "Something went wrong inside embedsvc. Its log has the cause, by the id of this request."
        )


class Overloaded(Failure):
    passes = True
    code, status, older_answer = "overloaded", 503, "stale"
    title = "embedsvc is busy. Try again in a few seconds."


BY_CODE: dict[str, type[Failure]] = {kind.code: kind for kind in Failure.__subclasses__()}

_REFUSALS = frozenset({401, 402, 403, 407, 451, 999})


def for_status(status: int) -> type[Failure] | None:
    """The failure that an upstream's HTTP status means (RFC 9110 §15); None for success (2xx)."""
    if 200 <= status < 300:
        return None
    if status in _REFUSALS:
        return UpstreamRefused
    return {404: NotFound, 410: Gone, 429: RateLimited}.get(status, UpstreamError)
