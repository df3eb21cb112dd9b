"""The transport adapter of requests that all threads of a worker share.

It is used without a session, so nothing comes from the environment (proxies, netrc, certificates), no cookie
is stored, and no redirect is followed or prepared.
"""

import logging
import ssl
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager, ProxyManager

from embedsvc.net.connection import Connect, PlainPool, SecurePool
from embedsvc.net.connector import Connector

MAX_HOSTS = 64
"""Origins to which idle connections are pooled; the least recently used one is evicted."""

MAX_IDLE = 4
"""Idle connections to one origin."""

# A full pool closes what comes back, and logs a warning that no operator can act on.
logging.getLogger("urllib3").setLevel(logging.ERROR)


class GuardedAdapter(HTTPAdapter):
    """Pools connections that are opened by our connector, with our TLS context."""

    def __init__(self, connector: Connector, tls: ssl.SSLContext, monotonic: Callable[[], float]) -> None:
        self._connector = connector
        self._tls = tls
        self._monotonic = monotonic
        super().__init__(pool_connections=MAX_HOSTS, pool_maxsize=MAX_IDLE)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  (requests' own)
        super().init_poolmanager(*args, ssl_context=self._tls, **options)
        self._guard(self.poolmanager, self._connector.connect)

    def proxy_manager_for(self, proxy: str, **options: Any) -> ProxyManager:  # noqa: ANN401
        manager: ProxyManager = super().proxy_manager_for(proxy, ssl_context=self._tls, **options)
        self._guard(manager, self._connector.connect_to_proxy)
        return manager

    def proxy_headers(self, proxy: str) -> dict[str, str]:
        """The credentials in the proxy's URL (RFC 7617), in UTF-8; requests writes Latin-1."""
        parts = urlsplit(proxy)
        if parts.username is None:
            return {}
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        return {"proxy-authorization": "Basic " + b64encode(pair.encode()).decode("ascii")}

    def cert_verify(self, *_: Any) -> None:  # noqa: ANN401
        """Our context verifies; requests would load all authorities into it again for each connection."""

    def build_response(self, req: PreparedRequest, resp: Any) -> Response:  # noqa: ANN401, ARG002
        """Without what requests does here: it parses cookies and the character set, which nobody reads."""
        response = Response()
        response.raw = resp
        return response

    def _guard(self, manager: PoolManager, connect: Connect) -> None:
        options: Any = {"connect": connect, "monotonic": self._monotonic}
        manager.pool_classes_by_scheme = {
            "http": partial(PlainPool, **options),  # type: ignore[dict-item]
            "https": partial(SecurePool, **options),  # type: ignore[dict-item]
        }
