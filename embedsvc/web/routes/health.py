"""For those who run it: is it alive, can it serve (draft-inadarei-api-health-check-06), what was counted."""

from flask import Blueprint, Response, request

from embedsvc import __version__
from embedsvc.formats import to_json
from embedsvc.web.service import Service

WORD = {True: "pass", False: "fail"}


def blueprint(service: Service) -> Blueprint:
    face = Blueprint("ops", __name__)

    @face.get("/healthz")
    def alive() -> Response:
        """No I/O: an orchestrator that is told no here restarts the process."""
        return _health({"status": "pass", "version": __version__})

    @face.get("/readyz")
    def ready() -> Response:
        """Each dependency by its name: who is told no here sends nothing for a while."""
        found = {name: usable() for name, usable in service.dependencies.items()}
        checks = {name: [{"status": WORD[usable]}] for name, usable in found.items()}
        fine = all(found.values())
        response = _health({"status": WORD[fine], "version": __version__, "checks": checks})
        response.status_code = 200 if fine else 503
        return response

    @face.get("/metrics")
    def metrics() -> Response:
        """For Prometheus, in its text format or as OpenMetrics."""
        text, media_type = service.metrics(request.headers.get("Accept", ""))
        response = Response(text, content_type=media_type)
        response.cache_control.no_store = True
        return response

    return face


def _health(told: object) -> Response:
    response = Response(to_json.encode(told), content_type="application/health+json")
    response.cache_control.no_store = True
    return response
