"""The Embed as JSON, or its block as a fragment of HTML."""

from dataclasses import replace

from flask import Blueprint, Response

from embedsvc.formats import block, embed_json
from embedsvc.model import Embed
from embedsvc.web import own_addresses, params, responses
from embedsvc.web.responses import HTML, JSON
from embedsvc.web.service import Service


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("embed", __name__)
    routes.after_request(responses.vary)

    @routes.get("/v1/embed")
    def embed() -> Response:
        return _respond(params.accepted((JSON, HTML)))

    @routes.get("/v1/embed.html")
    def fragment() -> Response:
        return _respond(HTML)

    def _respond(media_type: str) -> Response:
        options = replace(
            own_addresses.options(service), maxwidth=params.pixels("maxwidth"), locale=params.locale()
        )

        def render(embed: Embed) -> Response:
            if media_type == HTML:
                return Response(block.render(embed, options), content_type="text/html; charset=utf-8")
            return responses.json(embed_json.render(embed, options))

        return responses.respond(service, render)

    return routes
