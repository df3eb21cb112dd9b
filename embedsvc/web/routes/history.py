"""The Editions of a link, the difference of two, and an Edition as a page."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request, url_for

from embedsvc import paste
from embedsvc.archive import Archive, Edition, LifeCycle
from embedsvc.archive.diff import diff
from embedsvc.errors import Gone, InvalidRequest, NoSuchRoute
from embedsvc.formats import block, common, text
from embedsvc.model import State
from embedsvc.web import own_addresses, pages, params, responses
from embedsvc.web.service import Service

_STATES: dict[LifeCycle, State] = {"live": "fresh", "edited": "stale", "gone": "gone", "withheld": "gone"}


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("history", __name__)

    @routes.get("/v1/history")
    def history() -> Response:
        """The Editions of `url`, oldest first; with `from` and `to` (ids) what changed between them."""
        link = params.link()
        editions = _archive(service).history(paste.find(link, service.normalise).url.text)
        body: dict[str, Any] = {"url": link, "editions": [_summary(edition) for edition in editions]}
        ids = (request.args.get("from"), request.args.get("to"))
        if any(ids):
            older, newer = (_by_id(edition_id, editions) for edition_id in ids)
            body["changes"] = diff(older, newer)
        response = responses.json(body)
        response.cache_control.no_cache = True  # a takedown takes effect at once
        return responses.vary(response)

    @routes.get("/e/<edition_id>")
    def edition(edition_id: str) -> Response:
        found = _archive(service).get(edition_id)
        if found is None:
            raise NoSuchRoute("There is no Edition with this id.")
        if found.finding is None:
            raise Gone("This Edition was taken down.")
        embed = found.embed(url=found.key, expires_at=found.captured_at, state=_STATES[found.state])
        options = replace(own_addresses.options(service), locale=params.locale())
        return pages.render(
            "edition.html",
            options,
            embed=embed,
            title=common.headline(embed) or embed.provider.name,
            edition=found,
            captured=common.moment(found.captured_at),
            block=block.render(embed, options),
            text=text.render(embed, options),
            answers=own_addresses.external(service, "oembed.oembed_answer", url=found.key),
        )

    return routes


def _archive(service: Service) -> Archive:
    if service.archive is None:
        raise NoSuchRoute("This service has no archive: it answers from recordings.")
    return service.archive


def _summary(edition: Edition) -> dict[str, Any]:
    finding = edition.finding
    return {
        "id": edition.id,
        "page": url_for("history.edition", edition_id=edition.id),
        "number": edition.number,
        "captured_at": common.moment(edition.captured_at),
        "state": edition.state,
        "hash": edition.hash,
        "kind": finding.kind if finding else None,
        "title": finding.metadata.title if finding else None,
        "text": finding.quote.text if finding and finding.quote else None,
    }


def _by_id(edition_id: str | None, editions: tuple[Edition, ...]) -> Edition:
    for edition in editions:
        if edition.id == edition_id:
            return edition
    raise InvalidRequest("The parameters from and to are ids of Editions of this link.")
