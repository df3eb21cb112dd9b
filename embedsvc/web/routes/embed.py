"""Our own dialect: the Embed as JSON, or its block as a fragment of HTML."""

from dataclasses import replace

from flask import Blueprint, Response

from embedsvc.formats import block, embed_json, to_json
from embedsvc.model import Embed
from embedsvc.web import params, responses
from embedsvc.web.service import Service

JSON = "application/json"
HTML = "text/html"


def blueprint(service: Service) -> Blueprint:
    face = Blueprint("api", __name__)
    face.after_request(responses.vary)

    @face.get("/v1/embed")
    def embed() -> Response:
        return _answer(params.accepted((JSON, HTML)))

    @face.get("/v1/embed.html")
    def fragment() -> Response:
        return _answer(HTML)

    def _answer(media_type: str) -> Response:
        options = replace(service.options, maxwidth=params.pixels("maxwidth"), locale=params.locale())

        def say(embed: Embed) -> Response:
            if media_type == HTML:
                return Response(block.render(embed, options), content_type="text/html; charset=utf-8")
            told = embed_json.render(embed, options)
            return Response(to_json.encode(told), content_type=JSON)

        return responses.respond(service, say)

    return face
