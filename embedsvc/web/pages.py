"""Our own pages, rendered from templates."""

import secrets

from flask import Response, render_template

from embedsvc.formats.options import RenderOptions
from embedsvc.web import security_headers


def render(template: str, options: RenderOptions, *, status: int = 200, **values: object) -> Response:
    """A page that no cache stores, since its nonce must be used once."""
    nonce = secrets.token_urlsafe(16)
    html = render_template(template, nonce=nonce, **values)
    response = Response(html, status=status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = security_headers.page_policy(nonce, options)
    response.cache_control.no_store = True
    return response


def framed(options: RenderOptions, *, status: int, **values: object) -> Response:
    """The page for a frame in any other page. Caches may store it: it has no nonce."""
    html = render_template("frame.html", **values)
    response = Response(html, status=status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = security_headers.frame_policy(options)
    return response
