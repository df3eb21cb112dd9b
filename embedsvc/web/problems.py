"""Failures as problem+json (RFC 9457): a stable `code`, a sentence, and what can still be published."""

from typing import Any

from flask import Response, request

from embedsvc.errors import BY_CODE, BlockedAddress, Failure, InvalidUrl, RateLimited, UnsupportedScheme
from embedsvc.formats import block
from embedsvc.model import Failed
from embedsvc.read.urls import normalise
from embedsvc.safe import SafeHTML
from embedsvc.web import wire
from embedsvc.web.log import CODE

MEDIA_TYPE = "application/problem+json"

_BAD_LINKS = frozenset({InvalidUrl.code, UnsupportedScheme.code, BlockedAddress.code})


def of(failure: Failure) -> Response:
    """A failure of the request itself."""
    response = _response(type(failure), failure.detail, {})
    response.cache_control.no_store = True
    if failure.retry_after is not None:
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def unresolved(failed: Failed) -> Response:
    """A link that could not be resolved; where the site asks to wait, so do we."""
    response = _response(BY_CODE[failed.code], failed.detail, _rest(failed))
    if failed.code == RateLimited.code:
        response.headers["Retry-After"] = str(round(failed.expires_at - failed.fetched_at))
    return response


def line(failed: Failed) -> dict[str, Any]:
    """The same for a line of many."""
    return {"url": failed.url, "error": {"code": failed.code, "detail": failed.detail}, **_rest(failed)}


def link_block(failed: Failed) -> SafeHTML | None:
    """The plain link to what could not be read; None for a link that nobody should follow."""
    return None if failed.code in _BAD_LINKS else block.link(normalise(failed.url).text)


def _rest(failed: Failed) -> dict[str, Any]:
    """What was tried, and the block with which the link can be published all the same."""
    html = link_block(failed)
    return {"tried": failed.tried} | ({"html": html} if html is not None else {})


def _response(kind: type[Failure], detail: str, members: dict[str, Any]) -> Response:
    request.environ[CODE] = kind.code
    problem = {
        "type": f"/problems#{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "code": kind.code,
    }
    return Response(wire.encode(problem | members), status=kind.status, content_type=MEDIA_TYPE)
