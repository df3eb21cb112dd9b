"""API keys, each with its scopes, and the paths that need none.

A key is sent as `Authorization: Bearer` (RFC 6750), as `X-Api-Key`, or, for the paste page alone, as the
password of `Authorization: Basic`, for which browsers prompt. No other path takes Basic: a browser sends it
of its own accord, also when another site's page makes the request.

This layer stands in front of the response cache. Responses are the same for every key, and are made `private`
(RFC 9111 §5.2.2.7) on their way out, since only those with a key may have them.
"""

from __future__ import annotations  # or Python evaluates the annotations of inner functions for each request

import base64
import binascii
import hmac
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from embedsvc.errors import Forbidden, Unauthorized
from embedsvc.safe import MEDIA_PATH, Signer
from embedsvc.settings import ApiKey, Scope
from embedsvc.web import frame_address, problems
from embedsvc.web.middleware import access_log

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PASTE_PAGES = frozenset({"/", "/article"})

SCOPES = "embedsvc.scopes"
"""The key of the scopes of the request's API key in the WSGI environment."""

_PUBLIC = frozenset({"/healthz", "/readyz", "/problems"})
_PUBLIC_FILES = ("/static/", MEDIA_PATH)
"""Readers have no key: the signature in the address of a file is their permission."""
_SCOPES: tuple[tuple[str, Scope], ...] = (
    ("/v1/admin", "admin"),
    ("/v1/restore", "restore"),
    ("/article", "restore"),
)
"""By the prefix of a path; every other path requires `read`."""

_BEARER = 'Bearer realm="embedsvc"'
_BASIC = 'Basic realm="embedsvc", charset="UTF-8"'


def required_scope(path: str) -> Scope | None:
    """The scope that a path requires where there are keys; None for what reveals nothing about links."""
    if path in _PUBLIC or path.startswith(_PUBLIC_FILES):
        return None
    for start, scope in _SCOPES:
        if path.startswith(start):
            return scope
    return "read"


def layer(app: WSGIApplication, keys: Sequence[ApiKey], signer: Signer) -> WSGIApplication:
    """Refuses requests without a key of the required scope, but for frames at an address that is signed.
    Without any keys in the settings all pass. The routes that require `admin` check that scope themselves as
    well.
    """
    if not keys:
        return app

    def layered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # Flask finds a route however many slashes precede it.
        path = "/" + environ.get("PATH_INFO", "").lstrip("/")
        scope = required_scope(path)
        if scope is None or (path == frame_address.PATH and frame_address.is_signed(environ, signer)):
            return app(environ, start_response)
        secret = _secret(environ, path)
        key = None if secret is None else _key(secret, keys)
        if key is None:
            return problems.refuse(
                Unauthorized("Send an API key of this service as Authorization: Bearer or as X-Api-Key."),
                environ,
                start_response,
                ("WWW-Authenticate", _BEARER if secret is None else f'{_BEARER}, error="invalid_token"'),
                *([("WWW-Authenticate", _BASIC)] if path in PASTE_PAGES else []),
            )
        access_log.record_for(environ).key, environ[SCOPES] = key.name, key.scopes
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
    """The secret that was sent, removed from the environment since no layer behind this one needs it."""
    authorization: str = environ.pop("HTTP_AUTHORIZATION", "")
    api_key: str | None = environ.pop("HTTP_X_API_KEY", None)
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip().encode("latin-1", "replace")
    if scheme.lower() == "basic" and path in PASTE_PAGES:
        try:
            return base64.b64decode(credentials).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return None if api_key is None else api_key.strip().encode("latin-1", "replace")


def _key(secret: bytes, keys: Iterable[ApiKey]) -> ApiKey | None:
    """Compares with every key, each in constant time, so that the time taken reveals nothing."""
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
        private = [
            (name, value.replace("public", "private", 1) if name.lower() == "cache-control" else value)
            for name, value in headers
        ]
        return start_response(status, private, exc_info)

    return start
