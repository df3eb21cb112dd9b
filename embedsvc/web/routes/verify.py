"""Quotations in, what became of their sources' words out."""

from flask import Blueprint, Response

from embedsvc import verify
from embedsvc.web import params, responses
from embedsvc.web.service import Service


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("verify", __name__)

    @routes.post("/v1/verify")
    def compare() -> Response:
        params.accepted((responses.JSON,))
        return responses.json(verify.answer(params.json_object(), service.verify), no_store=True)

    return routes
