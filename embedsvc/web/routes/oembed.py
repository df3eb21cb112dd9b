"""The oEmbed 1.0 provider (https://oembed.com), for a CMS."""

from dataclasses import replace

from flask import Blueprint, Response, request

from embedsvc.errors import FormatNotSupported, InvalidRequest
from embedsvc.formats import oembed
from embedsvc.model import Embed
from embedsvc.safe.attributes import is_web_url
from embedsvc.web import frame_address, own_addresses, params, responses
from embedsvc.web.service import Service

FORMATS = ("json", "xml")


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("oembed", __name__)
    routes.after_request(responses.vary)

    @routes.get("/oembed")
    def oembed_answer() -> Response:
        format_ = request.args.get("format") or "json"
        if format_ not in FORMATS:
            raise FormatNotSupported("The parameter format is json or xml.")  # 501: oEmbed 1.0 §2.3
        options = replace(
            own_addresses.options(service),
            maxwidth=params.pixels("maxwidth"),
            maxheight=params.pixels("maxheight"),
            locale=params.locale(),
        )

        form = params.form()

        def render(embed: Embed) -> Response:
            page = frame_address.address(service, embed.url, options.locale)
            if form == "frame" and not is_web_url(page):
                raise InvalidRequest("The header Host of the request is not the host of a URL.")
            answer = oembed.render(embed, options, form=form, page=page)
            if format_ == "xml":
                return Response(oembed.xml(answer), content_type="text/xml; charset=utf-8")
            return responses.json(answer)

        return responses.respond(service, render)

    return routes
