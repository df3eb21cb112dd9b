"""The block as a page to be shown in a frame. It states its height to the page around it."""

from dataclasses import replace

from flask import Blueprint, Response

from embedsvc.errors import BY_CODE
from embedsvc.formats import block, common, failure
from embedsvc.model import Embed, Failed
from embedsvc.safe import SafeHTML
from embedsvc.web import frame_address, own_addresses, pages, params, problems, responses
from embedsvc.web.service import Service


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("frame", __name__)
    routes.after_request(responses.vary)

    @routes.get(frame_address.PATH)
    def show() -> Response:
        options = replace(
            own_addresses.options(service), maxwidth=params.pixels("maxwidth"), locale=params.locale()
        )

        def page(html: SafeHTML, *, title: str, language: str | None, status: int = 200) -> Response:
            return pages.framed(options, status=status, block=html, title=title, language=language)

        def render(embed: Embed) -> Response:
            title = common.headline(embed) or embed.provider.name
            return page(block.render(embed, options), title=title, language=common.language(embed))

        def unresolved(failed: Failed) -> Response:
            html = failure.link_block(failed)
            problem = problems.unresolved(failed)
            if html is None:
                return problem
            return page(html, title=BY_CODE[failed.code].title, language=None, status=problem.status_code)

        return responses.respond(service, render, unresolved)

    return routes
