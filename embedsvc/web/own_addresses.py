"""Addresses of this service, as others see them."""

from dataclasses import replace
from typing import Any

from flask import request, url_for

from embedsvc.formats.options import RenderOptions
from embedsvc.web.service import Service


def base(service: Service) -> str:
    """What they all begin with: the setting, otherwise the host of the request."""
    return service.public_url or f"{request.scheme}://{request.host}{request.root_path}"


def external(service: Service, endpoint: str, **values: Any) -> str:  # noqa: ANN401  (Flask's own)
    """The absolute address of a route."""
    return base(service) + url_for(endpoint, **values).removeprefix(request.root_path)


def options(service: Service) -> RenderOptions:
    """How this request renders Embeds."""
    media = service.options.media
    return replace(service.options, media=media.at(base(service))) if media.is_on else service.options
