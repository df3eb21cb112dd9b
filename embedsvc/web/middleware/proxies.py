"""The client's address, scheme and host, where trusted proxies stand in front.

`X-Forwarded-For`, `-Proto` and `-Host` count only from a trusted peer. The client is the right-most address
that is not a trusted proxy itself: what is left of it may be forged. `Forwarded` (RFC 7239) is not read: a
proxy sets one of the two and passes the other on as the client sent it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from embedsvc.settings import Network

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Address = IPv4Address | IPv6Address

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_MAX_HOPS = 32


def layer(app: "WSGIApplication", trusted: Sequence[Network]) -> "WSGIApplication":
    """Sets the WSGI variables (PEP 3333) from the headers of trusted proxies."""

    @lru_cache(maxsize=1024)
    def parse(text: str) -> tuple[str, bool]:
        """The address, empty if it is not valid, and whether it is a trusted proxy's."""
        address = _address(text)
        return (str(address), any(address in network for network in trusted)) if address else ("", False)

    def client(peer: str, hops: list[str]) -> str:
        for hop in reversed(hops):
            address, is_proxy = parse(hop)
            peer = address or peer
            if not is_proxy:
                break
        return peer

    def layered(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        peer = environ.get("REMOTE_ADDR", "")
        if parse(peer)[1]:
            hops = _list(environ.get("HTTP_X_FORWARDED_FOR"))
            environ["REMOTE_ADDR"] = client(peer, hops)
            proto = _last(environ.get("HTTP_X_FORWARDED_PROTO")).lower()
            if proto in {"http", "https"}:
                environ["wsgi.url_scheme"] = proto
            host = _last(environ.get("HTTP_X_FORWARDED_HOST"))
            if _HOST.fullmatch(host):
                environ["HTTP_HOST"] = host
        return app(environ, start_response)

    return layered


def _list(value: str | None) -> list[str]:
    return [item.strip() for item in value.split(",")[-_MAX_HOPS:]] if value else []


def _last(value: str | None) -> str:
    return (_list(value) or [""])[-1]


def _address(text: str) -> Address | None:
    """An address as proxies write it, with or without a port; IPv4 inside IPv6 becomes IPv4."""
    host = text
    if text.startswith("["):
        host = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        host = text.partition(":")[0]
    try:
        address = ip_address(host)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
