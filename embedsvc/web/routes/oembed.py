"""The oEmbed 1.0 provider (https://oembed.com), for a CMS."""

from dataclasses import replace

from flask import Blueprint, Response, request

from embedsvc.errors import FormatNotSupported, InvalidRequest
from embedsvc.formats import oembed, to_json
from embedsvc.model import Embed
from embedsvc.safe.attributes import is_web_url
from embedsvc.web import own_addresses, params, responses
from embedsvc.web.service import Service

FORMATS = ("json", "xml")


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("oembed", __name__)
    routes.after_request(responses.vary)

    @routes.get("/oembed")
    def oembed_answer() -> Response:
        form = request.args.get("format") or "json"
        if form not in FORMATS:
            raise FormatNotSupported("The parameter format is json or xml.")  # 501: oEmbed 1.0 §2.3
        options = replace(
            own_addresses.options(service),
            maxwidth=params.pixels("maxwidth"),
            maxheight=params.pixels("maxheight"),
            locale=params.locale(),
        )

        as_form = params.form()

        def render(embed: Embed) -> Response:
            page = own_addresses.external(service, "frame.show", url=embed.url, locale=options.locale)
            if as_form == "frame" and not is_web_url(page):
                raise InvalidRequest("The header Host of the request is not the host of a URL.")
            answer = oembed.render(embed, options, form=as_form, page=page)
            if form == "xml":
                return Response(oembed.xml(answer), content_type="text/xml; charset=utf-8")
            return Response(to_json.encode(answer), content_type="application/json")

        return responses.respond(service, render)

    return routes
