"""For operators, with an API key of the scope admin: purges and takedowns."""

import re
from typing import Any

from flask import Blueprint, Response, request

from embedsvc import paste
from embedsvc.errors import Forbidden, InvalidRequest, NoSuchRoute, Overloaded
from embedsvc.web import params, purge_tags, responses
from embedsvc.web.middleware import access_log
from embedsvc.web.middleware.api_keys import SCOPES
from embedsvc.web.service import Service

_OTHER_WORKERS = "Other workers may still serve what this one has purged: repeat the request."

_NOT_TEXT = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\U0010ffff]")
"""Control characters other than line ends and tabs, and lone surrogates."""


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("admin", __name__)

    routes.before_request(_check_scope)

    @routes.post("/v1/admin/purge")
    def purge() -> Response:
        """Purges one link (`url`), all answers of a provider (`provider`: its key), or everything (`all`)."""
        match _body():
            case {"url": str(link)}:
                key = paste.find(link, service.normalise).url.text
                done, tag = service.cache.purge(key), purge_tags.for_link(key)
            case {"provider": str(key)}:
                done, tag = service.cache.purge_provider(key), purge_tags.for_provider(key)
            case {"all": True}:
                done, tag = service.cache.purge_all(), purge_tags.ALL
            case _:
                raise InvalidRequest('Send {"url": "..."}, {"provider": "..."} or {"all": true}.')
        if not done:
            raise Overloaded(f"The shared cache cannot be reached. {_OTHER_WORKERS}", retry_after=5)
        return responses.json({"purged": True, "tag": tag}, no_store=True)

    @routes.post("/v1/admin/takedown")
    def take_down() -> Response:
        """Empties all Editions of a link and purges it; the audit records who asked for it, and why."""
        if service.archive is None:
            raise NoSuchRoute("This service has no archive.")
        match _body():
            case {"url": str(link), "why": str(why)} if why.strip():
                key = paste.find(link, service.normalise).url.text
            case _:
                raise InvalidRequest('Send {"url": "...", "why": "..."}.')
        by = access_log.record_for(request.environ).key or "unnamed"
        emptied = service.archive.take_down(key, by=by, why=why.strip()[:500], at=service.clock())
        _purge_everywhere(service, key, emptied)
        return responses.json({"emptied": emptied, "tag": purge_tags.for_link(key)}, no_store=True)

    @routes.get("/v1/admin/audit")
    def audit() -> Response:
        """Every takedown, oldest first."""
        return responses.json(
            {"takedowns": service.archive.takedowns() if service.archive else ()}, no_store=True
        )

    return routes


def _check_scope() -> None:
    if "admin" not in request.environ.get(SCOPES, ()):
        raise Forbidden("This needs an API key with the scope admin.")


def _purge_everywhere(service: Service, key: str, emptied: int) -> None:
    """Raises Overloaded if other workers would go on serving it; repeating the request is harmless."""
    if not service.cache.purge(key):
        raise Overloaded(
            f"Editions emptied: {emptied}. The shared cache cannot be reached. {_OTHER_WORKERS}",
            retry_after=5,
        )


def _body() -> dict[str, Any]:
    body = params.json_object()
    if any(isinstance(value, str) and _NOT_TEXT.search(value) for value in body.values()):
        raise InvalidRequest("Control characters and lone surrogates are not allowed in text.")
    return body
