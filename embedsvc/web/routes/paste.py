"""The page for a person: paste a link, see the block, copy its HTML. It works without its script."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request

from embedsvc.errors import BY_CODE
from embedsvc.formats import block, failure, text
from embedsvc.model import Embed, Failed
from embedsvc.web import pages
from embedsvc.web.service import Service


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("paste", __name__)

    @routes.get("/")
    def paste() -> Response:
        pasted = request.args.get("url", "").strip()
        result = _result(service.resolve(pasted).value) if pasted else {}
        return pages.render(
            "paste.html", service.options.players, examples=service.examples, pasted=pasted, **result
        )

    @routes.get("/problems")
    def explain() -> Response:
        return pages.render(
            "problems.html",
            service.options.players,
            problems=sorted(BY_CODE.values(), key=lambda kind: kind.status),
        )

    def _result(value: Embed | Failed) -> dict[str, Any]:
        if isinstance(value, Failed):
            problem = BY_CODE[value.code]
            html = failure.link_block(value)
            return {"status": problem.status, "failed": value, "title": problem.title, "block": html}
        return {
            "embed": value,
            "block": block.render(value, service.options),
            "text": text.render(value, service.options),
            "until": datetime.fromtimestamp(value.expires_at, UTC),
        }

    return routes
