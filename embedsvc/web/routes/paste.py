"""The page for a person: paste a link, see the block, copy its HTML. It works without its script."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from embedsvc import paste
from embedsvc.errors import BY_CODE, Failure, RequestTooLarge
from embedsvc.formats import block, failure, text
from embedsvc.model import Failed
from embedsvc.web import own_addresses, pages
from embedsvc.web.service import Service

MAX_ADDRESS = 6000
"""Characters of our own URL of a link, with room to the limits of the server (8,190) and of proxies."""
MAX_FORM = 2**20
"""Bytes of a posted text."""
TOO_LARGE = "This is far more than a link. Paste the link alone."


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("paste", __name__)

    @routes.get("/")
    def show() -> Response:
        pasted = request.args.get("url", "").strip()
        return _resolved(service, pasted) if pasted else _page(service, "")

    @routes.post("/")
    def submit() -> ResponseReturnValue:
        """Redirects to the page of the link. What would not fit into its address is answered here."""
        request.max_content_length = MAX_FORM
        try:
            pasted = request.form.get("url", "").strip()
        except RequestEntityTooLarge:
            return _problem(service, "", RequestTooLarge(TOO_LARGE))
        if not pasted:
            return redirect(url_for("paste.show"), HTTPStatus.SEE_OTHER)
        try:
            link = paste.find(pasted, service.normalise).link
        except Failure as refused:
            return _problem(service, pasted, refused)
        address = url_for("paste.show", url=link)
        if len(address) > MAX_ADDRESS:
            return _resolved(service, link)
        return redirect(address, HTTPStatus.SEE_OTHER)

    @routes.get("/problems")
    def explain() -> Response:
        return pages.render(
            "problems.html",
            own_addresses.options(service),
            problems=sorted(BY_CODE.values(), key=lambda kind: kind.status),
        )

    return routes


def _resolved(service: Service, pasted: str) -> Response:
    value = service.resolve(pasted).value
    if isinstance(value, Failed):
        return _problem(service, pasted, value)
    return _page(
        service,
        pasted,
        embed=value,
        block=block.render(value, own_addresses.options(service)),
        text=text.render(value, service.options),
        until=datetime.fromtimestamp(value.expires_at, UTC),
    )


def _problem(service: Service, pasted: str, failed: Failure | Failed) -> Response:
    problem = BY_CODE[failed.code]
    html = failure.link_block(failed) if isinstance(failed, Failed) else None
    return _page(service, pasted, status=problem.status, failed=failed, title=problem.title, block=html)


def _page(service: Service, pasted: str, *, status: int = 200, **values: object) -> Response:
    return pages.render(
        "paste.html",
        own_addresses.options(service),
        status=status,
        examples=service.examples,
        articles=service.articles,
        pasted=pasted,
        **values,
    )
