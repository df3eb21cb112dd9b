"""One link in, one response out: what all routes that resolve share, with the headers of RFC 9111 and RFC
5861.

`response_cache`, in front of Flask, decides whether the client has the response already (304).
"""

from collections.abc import Callable
from hashlib import sha256
from math import ceil

from flask import Response

from embedsvc.errors import DAY, HOUR, RateLimited
from embedsvc.formats import to_json
from embedsvc.model import Embed, Failed, Outcome
from embedsvc.web import params, problems, purge_tags
from embedsvc.web.service import Service

JSON = "application/json"
HTML = "text/html"

WHILE_REVALIDATING = HOUR
"""How long a cache may serve a stale response while it revalidates (seconds)."""
IF_ERROR = DAY
"""How long a cache may serve a stale response while we fail (seconds)."""


def respond(
    service: Service,
    render: Callable[[Embed], Response],
    unresolved: Callable[[Failed], Response] = problems.unresolved,
) -> Response:
    """Resolves the `url` parameter and renders its Embed; a link that cannot be resolved is a problem."""
    outcome = service.resolve(params.link())
    value = outcome.value
    response = unresolved(value) if isinstance(value, Failed) else render(value)
    _set_cache_headers(response, outcome, service.clock())
    purge_tags.add(response, service.purge_header, value)
    return response


def json(value: object, *, media_type: str = JSON, no_store: bool = False) -> Response:
    """`no_store` for what no cache may store."""
    response = Response(to_json.encode(value), content_type=media_type)
    if no_store:
        response.cache_control.no_store = True
    return response


def vary(response: Response) -> Response:
    """Names the request headers that it depends on."""
    response.headers["Vary"] = "Accept, Accept-Language, Origin"
    return response


def _set_cache_headers(response: Response, outcome: Outcome, now: float) -> None:
    value = outcome.value
    if isinstance(value, Embed) and not value.durable:
        response.headers["Cache-Control"] = (
            "no-store"  # there is no Edition: the response must not acknowledge one
        )
        response.headers["X-Cache"] = outcome.cache
        return
    control = [f"public, max-age={max(0, round(value.expires_at - value.fetched_at))}"]
    if isinstance(value, Embed):
        control += [f"stale-while-revalidate={WHILE_REVALIDATING}", f"stale-if-error={IF_ERROR}"]
        response.set_etag(sha256(response.get_data()).hexdigest()[:32])
    elif value.code == RateLimited.code:  # if the site wants clients to wait, so do we
        response.headers["Retry-After"] = str(max(1, ceil(value.expires_at - now)))
    response.headers["Cache-Control"] = ", ".join(control)
    response.headers["Age"] = str(max(0, int(now - value.fetched_at)))
    response.headers["X-Cache"] = outcome.cache
