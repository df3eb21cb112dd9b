"""The Flask application: the faces, and how whatever goes wrong in them is told."""

import logging

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from embedsvc.archive import ArchiveError
from embedsvc.errors import (
    Failure,
    InternalError,
    InvalidRequest,
    MethodNotAllowed,
    NoSuchRoute,
    Overloaded,
    RequestTooLarge,
)
from embedsvc.logs import request_id
from embedsvc.web import problems, security_headers
from embedsvc.web.middleware import access_log
from embedsvc.web.routes import admin, embed, health, history, oembed, paste
from embedsvc.web.service import Service

MOST_BODY = 2**20
STATIC_FRESH = 3600

log = logging.getLogger(__name__)

_FAILURES: dict[int | None, tuple[type[Failure], str]] = {
    404: (NoSuchRoute, "There is nothing at this address; the page at / shows what there is."),
    405: (MethodNotAllowed, "The header Allow names the methods that this address takes."),
    413: (RequestTooLarge, f"A request may hold {MOST_BODY} bytes."),
}
_OTHER = (InvalidRequest, "This is not a request that can be answered.")


def create(service: Service) -> Flask:
    app = Flask("embedsvc.web")
    app.config.update(MAX_CONTENT_LENGTH=MOST_BODY, SEND_FILE_MAX_AGE_DEFAULT=STATIC_FRESH)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    for face in (admin, embed, history, oembed, health, paste):
        app.register_blueprint(face.blueprint(service))
    app.register_error_handler(Failure, problems.of)
    app.register_error_handler(ArchiveError, _archive_down)
    app.register_error_handler(HTTPException, _misdirected)
    app.register_error_handler(Exception, _broken)
    app.before_request(_name)
    app.after_request(security_headers.harden)
    app.teardown_request(_unname)
    return app


def _name() -> None:
    """What is logged from here on belongs to this request."""
    request_id.set(access_log.of(request.environ).request_id or None)


def _unname(_error: BaseException | None) -> None:
    request_id.set(None)


def _archive_down(_error: ArchiveError) -> Response:
    return problems.of(Overloaded("The archive cannot be used now.", retry_after=5))


def _misdirected(error: HTTPException) -> Response:
    """What Flask itself refuses, in our words."""
    if isinstance(error, RequestRedirect):
        return Response(status=error.code, headers={"Location": error.new_url})
    kind, detail = _FAILURES.get(error.code, _OTHER)
    response = problems.of(kind(detail))
    response.headers.extend({name: value for name, value in error.get_headers() if name == "Allow"})
    return response


def _broken(error: Exception) -> Response:
    log.error("a request failed", exc_info=error)
    return problems.of(InternalError("Something went wrong inside embedsvc; its log says what."))
