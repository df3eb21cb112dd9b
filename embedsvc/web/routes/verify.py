"""Quotations in, what became of their sources' words out."""

from flask import Blueprint, Response

from embedsvc import verify
from embedsvc.formats import to_json
from embedsvc.web import params
from embedsvc.web.service import Service


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("verify", __name__)

    @routes.post("/v1/verify")
    def compare() -> Response:
        params.accepted(("application/json",))
        result = verify.answer(params.json_object(), service.verify)
        response = Response(to_json.encode(result), content_type="application/json")
        response.cache_control.no_store = True
        return response

    return routes
