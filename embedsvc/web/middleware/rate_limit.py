"""How much one client may ask: fixed windows of requests, told in `RateLimit` and `RateLimit-Policy`
(draft-ietf-httpapi-ratelimit-headers-11).

The client is its API key, else its address; of an IPv6 address the first 64 bits, since a subscriber has that
many to choose from. What needs no key is not counted either: health checks must never be refused.
"""

from __future__ import annotations  # else those of inner functions are evaluated by each request

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

MOST_CLIENTS = 50_000
"""Windows that one worker remembers, about 300 bytes each."""


class Windows(Protocol):
    def hit(self, client: str) -> tuple[int, float]:
        """Counts a request: how many there are now in the client's window, and seconds until its end."""
        ...


@dataclass(slots=True)
class _Window:
    used: int
    end: float


class Alone:
    """The windows of one worker. Short of room it forgets those of who asked longest ago.

    The library's own memory has no bound and looks at every client a hundred times a second: with 100,000
    clients a request cost 2.4 ms of CPU time. `ticks` are seconds of a clock that nobody sets.
    """

    def __init__(self, window: int, ticks: Callable[[], float]) -> None:
        self._window = window
        self._ticks = ticks
        self._lock = threading.Lock()
        self._windows: LRUCache[str, _Window] = LRUCache(MOST_CLIENTS)

    def hit(self, client: str) -> tuple[int, float]:
        now = self._ticks()
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
        if api_keys.needed(environ.get("PATH_INFO", "")) is None:
            return app(environ, start_response)
        used, left = windows.hit(_client(environ))
        seconds = max(1, math.ceil(left))
        told = [
            ("RateLimit-Policy", policy),
            ("RateLimit", f'"default";r={max(0, rate.quota - used)};t={seconds}'),
        ]
        if used > rate.quota:
            failure = TooManyRequests(
                f"{rate.quota} requests in {rate.window} seconds are allowed; ask again in {seconds} s.",
                retry_after=seconds,
            )
            return problems.refuse(failure, environ, start_response, *told)

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: OptExcInfo | None = None
        ) -> Callable[[bytes], object]:
            return start_response(status, headers + told, exc_info)

        return app(environ, start)

    return layered


def _client(environ: WSGIEnvironment) -> str:
    key = access_log.of(environ).key
    return f"key:{key}" if key else _site(environ.get("REMOTE_ADDR", ""))


@lru_cache(maxsize=1024)
def _site(address: str) -> str:
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False).network_address)
    return address
