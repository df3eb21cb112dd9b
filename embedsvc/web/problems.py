"""Failures as problem+json (RFC 9457): a stable `code`, a sentence, and the block that can still be
published.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, request

from embedsvc.errors import BY_CODE, Failure
from embedsvc.formats import failure, to_json
from embedsvc.model import Failed
from embedsvc.web.middleware import access_log
from embedsvc.web.security_headers import HARDENING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

MEDIA_TYPE = "application/problem+json"


def from_failure(failure: Failure) -> Response:
    """A failure of the request itself."""
    response = _response(type(failure), failure.detail, {})
    response.cache_control.no_store = True
    if failure.retry_after is not None:
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def refuse(
    failure: Failure,
    environ: "WSGIEnvironment",
    start_response: "StartResponse",
    *headers: tuple[str, str],
) -> Iterable[bytes]:
    """The same for a middleware, in front of Flask."""
    access_log.record_for(environ).code = failure.code
    body = to_json.encode(members(type(failure), failure.detail))
    sent = [
        ("Content-Type", MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        *HARDENING,
        *headers,
    ]
    if failure.retry_after is not None:
        sent.append(("Retry-After", str(failure.retry_after)))
    start_response(f"{failure.status} {HTTPStatus(failure.status).phrase}", sent)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


def members(kind: type[Failure], detail: str, status: int | None = None) -> dict[str, Any]:
    """The members of every problem (RFC 9457 §3.1)."""
    return {
        "type": f"/problems#{kind.code}",
        "title": kind.title,
        "status": status or kind.status,
        "detail": detail,
        "code": kind.code,
    }


def unresolved(failed: Failed) -> Response:
    """A link that could not be resolved."""
    return _response(BY_CODE[failed.code], failed.detail, failure.attempts(failed))


def _response(kind: type[Failure], detail: str, more: dict[str, Any]) -> Response:
    access_log.record_for(request.environ).code = kind.code
    body = to_json.encode(members(kind, detail) | more)
    return Response(body, status=kind.status, content_type=MEDIA_TYPE)
