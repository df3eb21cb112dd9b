"""For monitoring: liveness and readiness (draft-inadarei-api-health-check-06), and metrics."""

from flask import Blueprint, Response, request

from embedsvc import __version__
from embedsvc.formats import to_json
from embedsvc.web.service import Service

STATUS = {True: "pass", False: "fail"}


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def alive() -> Response:
        """Without I/O: an orchestrator restarts a process that fails this check."""
        return _health({"status": "pass", "version": __version__})

    @routes.get("/readyz")
    def ready() -> Response:
        """Each dependency by name: a load balancer sends no requests while this check fails."""
        usable = {name: check() for name, check in service.dependencies.items()}
        checks = {name: [{"status": STATUS[is_usable]}] for name, is_usable in usable.items()}
        all_usable = all(usable.values())
        response = _health({"status": STATUS[all_usable], "version": __version__, "checks": checks})
        response.status_code = 200 if all_usable else 503
        return response

    @routes.get("/metrics")
    def metrics() -> Response:
        """For Prometheus, in its text format or as OpenMetrics."""
        text, media_type = service.metrics(request.headers.get("Accept", ""))
        response = Response(text, content_type=media_type)
        response.cache_control.no_store = True
        return response

    return routes


def _health(body: object) -> Response:
    response = Response(to_json.encode(body), content_type="application/health+json")
    response.cache_control.no_store = True
    return response
