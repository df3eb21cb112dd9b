"""Who may ask: API keys, each with its scopes, and what anybody may see.

A key is sent as `Authorization: Bearer` (RFC 6750), as `X-Api-Key`, or, for the paste page alone, as the
password of `Authorization: Basic`, which browsers ask a person for. Nothing else takes Basic: a browser sends
it along unasked, also when another site's page makes the request.

This stands in front of the memory of finished responses: what is given is the same for every key, so only
whether it is given hangs on the key, and the answer is made `private` (RFC 9111 §5.2.2.7) on its way out.
"""

from __future__ import annotations  # else those of inner functions are evaluated by each request

import base64
import binascii
import hmac
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from embedsvc.errors import Forbidden, Unauthorized
from embedsvc.settings import ApiKey, Scope
from embedsvc.web import problems
from embedsvc.web.middleware import access_log

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PAGE = "/"

SCOPES = "embedsvc.scopes"
"""Where the scopes of the request's API key stand in the WSGI environment."""

_OPEN = frozenset({"/healthz", "/readyz", "/problems"})
_OPEN_FILES = "/static/"
_NEEDED: tuple[tuple[str, Scope], ...] = (("/v1/admin", "admin"), ("/v1/restore", "restore"))
"""By the beginning of a path; every other path needs `read`."""

_BEARER = 'Bearer realm="embedsvc"'
_BASIC = 'Basic realm="embedsvc", charset="UTF-8"'


def needed(path: str) -> Scope | None:
    """The scope that a path needs while there are keys; None for what tells nothing of anybody's links."""
    if path in _OPEN or path.startswith(_OPEN_FILES):
        return None
    for start, scope in _NEEDED:
        if path.startswith(start):
            return scope
    return "read"


def layer(app: WSGIApplication, keys: Sequence[ApiKey]) -> WSGIApplication:
    """Lets through who may ask; without any keys that is everybody. What needs `admin` asks for its scope
    once more where its route is known.
    """
    if not keys:
        return app

    def layered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # A route is found however many slashes lead to it.
        path = "/" + environ.get("PATH_INFO", "").lstrip("/")
        scope = needed(path)
        if scope is None:
            return app(environ, start_response)
        secret = _secret(environ, path)
        key = None if secret is None else _key(secret, keys)
        if key is None:
            return problems.refuse(
                Unauthorized("Send an API key of this service as Authorization: Bearer or as X-Api-Key."),
                environ,
                start_response,
                ("WWW-Authenticate", _BEARER if secret is None else f'{_BEARER}, error="invalid_token"'),
                *([("WWW-Authenticate", _BASIC)] if path == PAGE else []),
            )
        access_log.of(environ).key, environ[SCOPES] = key.name, key.scopes
        if scope not in key.scopes:
            return problems.refuse(
                Forbidden(f"This API key lacks the scope {scope}."),
                environ,
                start_response,
                ("WWW-Authenticate", f'{_BEARER}, error="insufficient_scope", scope="{scope}"'),
            )
        return app(environ, _private(start_response))

    return layered


def _secret(environ: WSGIEnvironment, path: str) -> bytes | None:
    """What was sent as a key, taken out of the environment: nothing behind this has a use for it."""
    authorization: str = environ.pop("HTTP_AUTHORIZATION", "")
    own: str | None = environ.pop("HTTP_X_API_KEY", None)
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip().encode("latin-1", "replace")
    if scheme.lower() == "basic" and path == PAGE:
        try:
            return base64.b64decode(given).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return None if own is None else own.strip().encode("latin-1", "replace")


def _key(secret: bytes, keys: Iterable[ApiKey]) -> ApiKey | None:
    """Every key is compared, each in constant time, so that time tells nothing."""
    digest = sha256(secret).digest()
    found = None
    for key in keys:
        if hmac.compare_digest(digest, key.digest):
            found = key
    return found


def _private(start_response: StartResponse) -> StartResponse:
    def start(
        status: str, headers: list[tuple[str, str]], exc_info: OptExcInfo | None = None
    ) -> Callable[[bytes], object]:
        kept_private = [
            (name, value.replace("public", "private", 1) if name.lower() == "cache-control" else value)
            for name, value in headers
        ]
        return start_response(status, kept_private, exc_info)

    return start
