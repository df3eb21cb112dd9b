"""The tree of failures. Each has a stable code, an HTTP status and a time to be remembered (seconds).

    Failure
    ├── InvalidUrl, UnsupportedScheme, BlockedAddress          the link itself
    ├── NotFound, Gone, RateLimited, UpstreamRefused,
    │   UpstreamError, UpstreamUnreachable, TooLarge,
    │   UnsupportedMediaType, UpstreamTimeout                   what upstream did
    └── InvalidRequest, Unauthorized, Forbidden, NoSuchRoute,
        MethodNotAllowed, NotAcceptable, RequestTooLarge,
        TooManyRequests, FormatNotSupported, InternalError,
        Overloaded                                              what we refuse ourselves

`detail` is a sentence for a person: what was wrong and with what. It never holds an internal address,
the secret of a query, or raw upstream text.
"""

from typing import ClassVar

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Failure(Exception):
    """A failure that a user can act on.

    `retry_after` (seconds) is upstream's own wish of when to be asked again, where it gave one;
    `answered` is true where a page came, but one that says nothing of the link: a wall.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    status: ClassVar[int]
    ttl: ClassVar[int] = 0

    def __init__(self, detail: str, *, retry_after: int | None = None, answered: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.retry_after = retry_after
        self.answered = answered


class InvalidUrl(Failure):
    code, title, status = "invalid_url", "This is not a URL that can be fetched", 400


class UnsupportedScheme(Failure):
    code, title, status = "unsupported_scheme", "Only http and https links can be fetched", 400


class BlockedAddress(Failure):
    code, title, status, ttl = "blocked_address", "This address may not be fetched", 403, 5 * MINUTE


class NotFound(Failure):
    code, title, status, ttl = "not_found", "There is nothing at this link", 404, 10 * MINUTE


class Gone(Failure):
    code, title, status, ttl = "gone", "What stood at this link was removed", 410, HOUR


class RateLimited(Failure):
    code, title, status, ttl = "rate_limited", "The site asks us to wait", 429, 2 * MINUTE


class UpstreamRefused(Failure):
    code, title, status, ttl = "upstream_refused", "The site refuses to show this", 502, 30 * MINUTE


class UpstreamError(Failure):
    code, title, status, ttl = "upstream_error", "The site failed", 502, MINUTE


class UpstreamUnreachable(Failure):
    code, title, status, ttl = "upstream_unreachable", "The site cannot be reached", 502, MINUTE


class TooLarge(Failure):
    code, title, status, ttl = "too_large", "The answer of the site is too large", 502, HOUR


class UnsupportedMediaType(Failure):
    code, title, status, ttl = "unsupported_media_type", "This kind of file cannot be embedded", 502, HOUR


class UpstreamTimeout(Failure):
    code, title, status, ttl = "upstream_timeout", "The site did not answer in time", 504, MINUTE


class InvalidRequest(Failure):
    code, title, status = "invalid_request", "The request cannot be understood", 400


class Unauthorized(Failure):
    code, title, status = "unauthorized", "An API key is needed", 401


class Forbidden(Failure):
    code, title, status = "forbidden", "This API key may not do that", 403


class NoSuchRoute(Failure):
    code, title, status = "no_such_route", "There is no such address here", 404


class MethodNotAllowed(Failure):
    code, title, status = "method_not_allowed", "This address does not take that method", 405


class NotAcceptable(Failure):
    code, title, status = "not_acceptable", "None of the accepted media types can be given", 406


class RequestTooLarge(Failure):
    code, title, status = "request_too_large", "The request is too large", 413


class TooManyRequests(Failure):
    code, title, status = "too_many_requests", "Too many requests from this client", 429


class FormatNotSupported(Failure):
    code, title, status = "format_not_supported", "This format is not offered", 501


class InternalError(Failure):
    code, title, status = "internal_error", "embedsvc failed", 500


class Overloaded(Failure):
    code, title, status = "overloaded", "embedsvc is busy", 503


BY_CODE: dict[str, type[Failure]] = {kind.code: kind for kind in Failure.__subclasses__()}

_REFUSALS = frozenset({401, 402, 403, 407, 451, 999})


def of_status(status: int) -> type[Failure] | None:
    """The failure that an upstream's HTTP status means (RFC 9110 §15); None for success (2xx)."""
    if 200 <= status < 300:
        return None
    if status in _REFUSALS:
        return UpstreamRefused
    return {404: NotFound, 410: Gone, 429: RateLimited}.get(status, UpstreamError)
