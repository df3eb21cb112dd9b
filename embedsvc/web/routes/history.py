"""What a link said, and when: its Editions, the difference of two, and an Edition as a page."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request, url_for

from embedsvc.archive import Archive, Edition, LifeCycle
from embedsvc.archive.diff import diff
from embedsvc.errors import Gone, InvalidRequest, NoSuchRoute
from embedsvc.formats import block, common, text, to_json
from embedsvc.model import State
from embedsvc.web import params, responses, security_headers
from embedsvc.web.service import Service

_STATES: dict[LifeCycle, State] = {"live": "fresh", "edited": "stale", "gone": "gone", "withheld": "gone"}


def blueprint(service: Service) -> Blueprint:
    face = Blueprint("history", __name__)

    @face.get("/v1/history")
    def history() -> Response:
        """The Editions of `url`, oldest first; with `from` and `to` (ids) what changed between them."""
        link = params.link()
        editions = _archive(service).history(service.normalise(link).text)
        told: dict[str, Any] = {"url": link, "editions": [_told(edition) for edition in editions]}
        wanted = (request.args.get("from"), request.args.get("to"))
        if any(wanted):
            older, newer = (_named(name, editions) for name in wanted)
            told["changes"] = diff(older, newer)
        response = Response(to_json.encode(told), content_type="application/json")
        response.cache_control.no_cache = True  # a takedown holds at once
        return responses.vary(response)

    @face.get("/e/<edition_id>")
    def edition(edition_id: str) -> Response:
        found = _archive(service).get(edition_id)
        if found is None:
            raise NoSuchRoute("There is no Edition of this name.")
        if found.finding is None:
            raise Gone("This Edition was withdrawn.")
        embed = found.embed(url=found.key, expires_at=found.captured_at, state=_STATES[found.state])
        response = security_headers.render(
            "edition.html",
            service.options.players,
            embed=embed,
            edition=found,
            captured=common.moment(found.captured_at),
            block=block.render(embed, replace(service.options, locale=params.locale())),
            text=text.render(embed, service.options),
            answers=url_for("oembed.answer", url=found.key, _external=True),
        )
        response.cache_control.no_store = False
        response.cache_control.no_cache = True
        return response

    return face


def _archive(service: Service) -> Archive:
    if service.archive is None:
        raise NoSuchRoute("Nothing is kept for good here: this service answers from recordings.")
    return service.archive


def _told(edition: Edition) -> dict[str, Any]:
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


def _named(name: str | None, editions: tuple[Edition, ...]) -> Edition:
    for edition in editions:
        if edition.id == name:
            return edition
    raise InvalidRequest("The parameters from and to are ids of Editions of this link.")
