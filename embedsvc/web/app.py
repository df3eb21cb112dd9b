"""The Flask application: its routes, and what it responds if one of them fails."""

import logging

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

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
from embedsvc.web.middleware.request_body import MAX_BODY
from embedsvc.web.routes import (
    admin,
    article,
    embed,
    frame,
    health,
    history,
    media,
    oembed,
    paste,
    restore,
    verify,
)
from embedsvc.web.service import Service

STATIC_MAX_AGE = 3600
"""Seconds."""

log = logging.getLogger(__name__)

_FAILURES: dict[int | None, tuple[type[Failure], str]] = {
    404: (NoSuchRoute, "There is nothing at this address; the page at / lists what there is."),
    405: (MethodNotAllowed, "The header Allow names the methods that this address takes."),
    413: (RequestTooLarge, f"A request may have at most {MAX_BODY} bytes."),
}
_OTHER = (InvalidRequest, "This request cannot be answered.")


def create(service: Service) -> Flask:
    app = Flask("embedsvc.web")
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, SEND_FILE_MAX_AGE_DEFAULT=STATIC_MAX_AGE)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    for routes in (admin, article, embed, frame, history, media, oembed, health, paste, restore, verify):
        app.register_blueprint(routes.blueprint(service))
    app.register_error_handler(Failure, problems.from_failure)
    app.register_error_handler(ArchiveError, _archive_down)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)
    app.before_request(_set_request_id)
    app.after_request(security_headers.harden)
    app.teardown_request(_clear_request_id)
    return app


def _set_request_id() -> None:
    """Lets log lines carry the request's id, and the access log know its route."""
    record = access_log.record_for(request.environ)
    record.route = request.url_rule.rule if request.url_rule else None
    request_id.set(record.request_id or None)


def _clear_request_id(_error: BaseException | None) -> None:
    request_id.set(None)


def _archive_down(_error: ArchiveError) -> Response:
    return problems.from_failure(Overloaded("The archive cannot be used now.", retry_after=5))


def _http_error(error: HTTPException) -> Response:
    """What Flask itself refuses, as a problem."""
    kind, detail = _FAILURES.get(error.code, _OTHER)
    response = problems.from_failure(kind(detail))
    response.headers.extend({name: value for name, value in error.get_headers() if name == "Allow"})
    return response


def _unexpected(error: Exception) -> Response:
    log.error("a request failed", exc_info=error)
    return problems.from_failure(InternalError())
