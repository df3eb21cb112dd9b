"""Which pages may read responses in a browser (Fetch standard, CORS protocol).

Pages of the origins of the settings may read responses of the API. Preflight requests are answered here, in
front of the API keys, since they carry none. No response depends on cookies, so credentials are not allowed.
"""

from __future__ import annotations  # or Python evaluates the annotations of inner functions for each request

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ANY = "*"

_API = ("/v1/", "/oembed")
_NOT_API = "/v1/admin/"

_ALLOW_ORIGIN = "Access-Control-Allow-Origin"
_EXPOSED = (
    "Access-Control-Expose-Headers",
    "Age, ETag, RateLimit, RateLimit-Policy, Retry-After, X-Cache, X-Request-Id",
)
_PREFLIGHT = (
    ("Access-Control-Allow-Methods", "GET, HEAD, POST"),
    (
        "Access-Control-Allow-Headers",
        "Authorization, Content-Type, X-Api-Key, X-Request-Id, X-Requested-With",
    ),
    ("Access-Control-Max-Age", "7200"),
)


def layer(app: WSGIApplication, origins: Collection[str]) -> WSGIApplication:
    """Lets pages of the origins read what the API answers; `*` is every origin."""
    any_origin = ANY in origins

    def allowed(environ: WSGIEnvironment) -> str | None:
        if any_origin:
            return ANY
        origin: str = environ.get("HTTP_ORIGIN", "")
        return origin if origin in origins else None

    def layered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        origin = allowed(environ)
        if environ["REQUEST_METHOD"] == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ:
            headers = [(_ALLOW_ORIGIN, origin), *_PREFLIGHT] if origin else []
            start_response("204 No Content", [*headers, ("Vary", "Origin")])
            return ()
        path = environ.get("PATH_INFO", "")
        if origin is None or not path.startswith(_API) or path.startswith(_NOT_API):
            return app(environ, start_response)

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: OptExcInfo | None = None
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, (_ALLOW_ORIGIN, origin), _EXPOSED], exc_info)

        return app(environ, start)

    return layered
