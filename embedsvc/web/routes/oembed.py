"""The oEmbed 1.0 dialect (https://oembed.com): what a CMS asks a provider."""

from dataclasses import replace

from flask import Blueprint, Response, request

from embedsvc.errors import FormatNotSupported
from embedsvc.formats import oembed, to_json
from embedsvc.model import Embed
from embedsvc.web import params, responses
from embedsvc.web.service import Service

FORMATS = ("json", "xml")


def blueprint(service: Service) -> Blueprint:
    face = Blueprint("oembed", __name__)
    face.after_request(responses.vary)

    @face.get("/oembed")
    def answer() -> Response:
        form = request.args.get("format") or "json"
        if form not in FORMATS:
            raise FormatNotSupported("The parameter format is json or xml.")  # 501: oEmbed 1.0 §2.3
        options = replace(
            service.options,
            maxwidth=params.pixels("maxwidth"),
            maxheight=params.pixels("maxheight"),
            locale=params.locale(),
        )

        def say(embed: Embed) -> Response:
            told = oembed.render(embed, options)
            if form == "xml":
                return Response(oembed.xml(told), content_type="text/xml; charset=utf-8")
            return Response(to_json.encode(told), content_type="application/json")

        return responses.respond(service, say)

    return face
