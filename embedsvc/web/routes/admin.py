"""What an operator may do: purge what is remembered, take content down; with a key of the scope admin."""

import re
from typing import Any

from flask import Blueprint, Response, request

from embedsvc.errors import Forbidden, InvalidRequest, NoSuchRoute, Overloaded
from embedsvc.formats import to_json
from embedsvc.web.middleware import access_log
from embedsvc.web.middleware.api_keys import SCOPES
from embedsvc.web.service import Service

JSON = "application/json"

_NO_TEXT = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\U0010ffff]")
"""Control characters but for line ends and tabs, and lone surrogates."""


def blueprint(service: Service) -> Blueprint:
    face = Blueprint("admin", __name__)

    face.before_request(_check_scope)

    @face.post("/v1/admin/purge")
    def purge() -> Response:
        """Forgets one link (`url`), what one provider gave (`provider`: its key), or everything (`all`)."""
        match _asked():
            case {"url": str(link)}:
                done = service.cache.purge(service.normalise(link).text)
            case {"provider": str(key)}:
                done = service.cache.purge_provider(key)
            case {"all": True}:
                done = service.cache.purge_all()
            case _:
                raise InvalidRequest('Send {"url": "..."}, {"provider": "..."} or {"all": true}.')
        if not done:
            raise Overloaded("The shared cache cannot be reached: only this worker forgot.", retry_after=5)
        return _said({"purged": True})

    @face.post("/v1/admin/takedown")
    def take_down() -> Response:
        """Empties all Editions of a link for good, and forgets it; who asked and why stays in the audit."""
        if service.archive is None:
            raise NoSuchRoute("Nothing is kept for good here.")
        match _asked():
            case {"url": str(link), "why": str(why)} if why.strip():
                key = service.normalise(link).text
            case _:
                raise InvalidRequest('Send {"url": "...", "why": "..."}.')
        by = access_log.record_for(request.environ).key or "unnamed"
        emptied = service.archive.take_down(key, by=by, why=why.strip()[:500], at=service.clock())
        _forget_for_good(service, key, emptied)
        return _said({"emptied": emptied})

    @face.get("/v1/admin/audit")
    def audit() -> Response:
        """Every takedown, oldest first."""
        return _said({"takedowns": service.archive.takedowns() if service.archive else ()})

    return face


def _check_scope() -> None:
    if "admin" not in request.environ.get(SCOPES, ()):
        raise Forbidden("This needs an API key with the scope admin.")


def _forget_for_good(service: Service, key: str, emptied: int) -> None:
    """Raises Overloaded where other workers would go on giving it; to ask again harms nothing."""
    if not service.cache.purge(key):
        raise Overloaded(
            f"Editions emptied: {emptied}. But the shared cache cannot be reached, and only this worker "
            "forgot the link: ask again.",
            retry_after=5,
        )


def _asked() -> dict[str, Any]:
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict):
        raise InvalidRequest("Send an object as application/json.")
    if any(isinstance(value, str) and _NO_TEXT.search(value) for value in asked.values()):
        raise InvalidRequest("Control characters and halves of surrogate pairs are no text.")
    return asked


def _said(value: object) -> Response:
    response = Response(to_json.encode(value), content_type=JSON)
    response.cache_control.no_store = True
    return response
