"""How many requests one client may make: fixed windows, stated in `RateLimit` and `RateLimit-Policy`
(draft-ietf-httpapi-ratelimit-headers-11).

A client is an API key, or without one an address; of an IPv6 address only the first 64 bits, since a
subscriber may choose the rest. Paths that need no key are not counted: health checks must never be refused.
"""

from __future__ import annotations  # or Python evaluates the annotations of inner functions for each request

import math
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Protocol

from cachetools import LRUCache

from embedsvc.errors import TooManyRequests
from embedsvc.settings import Rate
from embedsvc.web import problems
from embedsvc.web.middleware import access_log, api_keys

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_CLIENTS = 50_000
"""Windows that one worker has in memory, about 300 bytes each."""


class Windows(Protocol):
    def count(self, client: str) -> tuple[int, float]:
        """Counts a request: how many the client has made in its window, and seconds until that ends."""
        ...


@dataclass(slots=True)
class _Window:
    used: int
    end: float


class WorkerWindows:
    """Windows of one worker. Beyond MAX_CLIENTS those of the least recent clients are evicted.

    The memory storage of `limits` has no bound and scans all clients a hundred times a second: with 100,000
    clients a request cost 2.4 ms of CPU time.
    """

    def __init__(self, window: int, monotonic: Callable[[], float]) -> None:
        self._window = window
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._windows: LRUCache[str, _Window] = LRUCache(MAX_CLIENTS)

    def count(self, client: str) -> tuple[int, float]:
        now = self._monotonic()
        with self._lock:
            window = self._windows.get(client)
            if window is None or window.end <= now:
                window = self._windows[client] = _Window(0, now + self._window)
            window.used += 1
            return window.used, window.end - now


def layer(app: WSGIApplication, rate: Rate, windows: Windows) -> WSGIApplication:
    """Counts each request and refuses those over the quota."""
    policy = f'"default";q={rate.quota};w={rate.window}'

    def layered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if api_keys.required_scope(environ.get("PATH_INFO", "")) is None:
            return app(environ, start_response)
        used, remaining = windows.count(_client(environ))
        seconds = max(1, math.ceil(remaining))
        limits = [
            ("RateLimit-Policy", policy),
            ("RateLimit", f'"default";r={max(0, rate.quota - used)};t={seconds}'),
        ]
        if used > rate.quota:
            failure = TooManyRequests(
                f"{rate.quota} requests in {rate.window} seconds are allowed; retry in {seconds} s.",
                retry_after=seconds,
            )
            return problems.refuse(failure, environ, start_response, *limits)

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: OptExcInfo | None = None
        ) -> Callable[[bytes], object]:
            return start_response(status, headers + limits, exc_info)

        return app(environ, start)

    return layered


def _client(environ: WSGIEnvironment) -> str:
    key = access_log.record_for(environ).key
    return f"key:{key}" if key else _network(environ.get("REMOTE_ADDR", ""))


@lru_cache(maxsize=1024)
def _network(address: str) -> str:
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False).network_address)
    return address
