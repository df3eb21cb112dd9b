"""One link in, one answer out: what all faces that read share, with the headers of RFC 9111 and RFC 5861.

Whether the client has the answer already is decided in front of the framework, by `response_cache`.
"""

from collections.abc import Callable
from hashlib import sha256

from flask import Response

from embedsvc.errors import DAY, HOUR
from embedsvc.model import Embed, Failed, Outcome
from embedsvc.web import params, problems
from embedsvc.web.service import Service

WHILE_REVALIDATING = HOUR
"""How long a cache may answer with what it has while it asks again (seconds)."""
IF_ERROR = DAY
"""How long a cache may answer with what it has when we fail (seconds)."""


def respond(service: Service, say: Callable[[Embed], Response]) -> Response:
    """Resolves the request's `url` and says the Embed; a link that cannot be resolved is a problem."""
    outcome = service.resolve(params.link())
    value = outcome.value
    response = problems.unresolved(value) if isinstance(value, Failed) else say(value)
    _stamp(response, outcome, service.clock())
    return response


def vary(response: Response) -> Response:
    """Names the request headers that it depends on."""
    response.vary.update(("Accept", "Accept-Language", "Origin"))
    return response


def _stamp(response: Response, outcome: Outcome, now: float) -> None:
    value = outcome.value
    if isinstance(value, Embed) and not value.durable:
        response.headers["Cache-Control"] = "no-store"  # nothing was kept: the answer acknowledges nothing
        response.headers["X-Cache"] = outcome.cache
        return
    control = [f"public, max-age={max(0, round(value.expires_at - value.fetched_at))}"]
    if isinstance(value, Embed):
        control += [f"stale-while-revalidate={WHILE_REVALIDATING}", f"stale-if-error={IF_ERROR}"]
        response.set_etag(sha256(response.get_data()).hexdigest()[:32])
    response.headers["Cache-Control"] = ", ".join(control)
    response.headers["Age"] = str(max(0, int(now - value.fetched_at)))
    response.headers["X-Cache"] = outcome.cache
