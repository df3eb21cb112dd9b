"""An article in, the same article out with its posts, embeds and bare links made blocks."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response

from embedsvc.errors import InvalidRequest
from embedsvc.restore import report
from embedsvc.restore.articles.reading import MARKUPS, Markup
from embedsvc.web import own_addresses, params, responses
from embedsvc.web.responses import HTML, JSON
from embedsvc.web.service import Service

_MEDIA_TYPES: dict[Markup, str] = {"html": HTML, "text": "text/plain", "markdown": "text/markdown"}


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("restore", __name__)
    routes.after_request(responses.vary)

    @routes.post("/v1/restore")
    def restore() -> Response:
        media_type = params.accepted((JSON, HTML))
        body = params.json_object()
        source, markup = _article(body)
        options = replace(own_addresses.options(service), locale=_locale(body))
        restore = service.restore_with(offline=_flag(body, "offline"), options=options)
        restored = restore(source, markup, url=_url(body), sanitise=_flag(body, "sanitize"))
        if media_type == HTML:
            output = restored.output.encode("utf-8", "surrogatepass")
            response = Response(output, content_type=f"{_MEDIA_TYPES[restored.markup]}; charset=utf-8")
        else:
            response = responses.json(report.restored(restored))
        response.cache_control.no_store = True
        return response

    return routes


def _article(body: dict[str, Any]) -> tuple[str, Markup]:
    given = [markup for markup in MARKUPS if body.get(markup) is not None]
    if len(given) != 1 or not isinstance(body[given[0]], str):
        raise InvalidRequest("Send the article as text in one of html, text and markdown.")
    return body[given[0]], given[0]


def _url(body: dict[str, Any]) -> str | None:
    url = body.get("url")
    if url is not None and not isinstance(url, str):
        raise InvalidRequest("The member url is the link of the article, as text.")
    return (url or "").strip() or None


def _flag(body: dict[str, Any], name: str) -> bool:
    value = body.get(name)
    if value is not None and not isinstance(value, bool):
        raise InvalidRequest(f"The member {name} is true or false.")
    return bool(value)


def _locale(body: dict[str, Any]) -> str | None:
    locale = body.get("locale")
    if locale is not None and not isinstance(locale, str):
        raise InvalidRequest("The locale is a language tag such as ar or en-GB.")
    return params.language_tag(locale or "")
