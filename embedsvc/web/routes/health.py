"""For monitoring: liveness and readiness (draft-inadarei-api-health-check-06), and metrics."""

from flask import Blueprint, Response, request

from embedsvc import __version__
from embedsvc.formats.common import moment
from embedsvc.store import Report, Way
from embedsvc.web import responses
from embedsvc.web.service import Service

STATUS = {True: "pass", False: "fail"}
STATE_STATUS = {"ok": "pass", "degraded": "warn", "blocked": "fail"}


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

    @routes.get("/health/providers")
    def providers() -> Response:
        """How each platform responds. Always 200: the service itself works."""
        reports = service.reports()
        checks = {key: [_check(report)] for key, report in reports.items()}
        all_work = all(report.state in {"ok", "unknown"} for report in reports.values())
        status = "pass" if all_work else "warn"
        return _health({"status": status, "version": __version__, "checks": checks})

    @routes.get("/metrics")
    def metrics() -> Response:
        """For Prometheus, in its text format or as OpenMetrics."""
        text, media_type = service.metrics(request.headers.get("Accept", ""))
        response = Response(text, content_type=media_type)
        response.cache_control.no_store = True
        return response

    return routes


def _check(report: Report) -> dict[str, object]:
    """What is unknown has no status."""
    status = {"status": STATE_STATUS[report.state]} if report.state in STATE_STATUS else {}
    return {**status, "state": report.state, "ways": list(map(_way, report.ways))}


def _way(way: Way) -> dict[str, object]:
    last = way.results[-1]
    failed = sum(result.code is not None for result in way.results)
    return {
        "method": way.method,
        "host": way.host,
        "failing": way.is_failing,
        "results": len(way.results),
        "failed": failed,
        "code": last.code,
        "time": moment(last.at),
        "skipped_until": moment(way.skipped_until) if way.is_failing else None,
    }


def _health(body: object) -> Response:
    return responses.json(body, media_type="application/health+json", no_store=True)
