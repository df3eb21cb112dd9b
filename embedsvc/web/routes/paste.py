"""The page for a person: paste a link, see the block, copy its HTML. A form does it, a script smoother."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request

from embedsvc.errors import BY_CODE
from embedsvc.formats import block, failure, text
from embedsvc.model import Embed, Failed
from embedsvc.web import security_headers
from embedsvc.web.service import Service


def blueprint(service: Service) -> Blueprint:
    face = Blueprint("paste", __name__)

    @face.get("/")
    def paste() -> Response:
        pasted = request.args.get("url", "").strip()
        shown = _shown(service.resolve(pasted).value) if pasted else {}
        return security_headers.render(
            "paste.html", service.options.players, examples=service.examples, pasted=pasted, **shown
        )

    @face.get("/problems")
    def explain() -> Response:
        return security_headers.render(
            "problems.html",
            service.options.players,
            problems=sorted(BY_CODE.values(), key=lambda kind: kind.status),
        )

    def _shown(value: Embed | Failed) -> dict[str, Any]:
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

    return face
