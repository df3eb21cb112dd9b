"""Which hosts and addresses a fetch may connect to: globally routable unicast only.

`ipaddress.is_global` is not enough: it passes multicast, NAT64 and other forms of private IPv4 addresses.
The tables follow the IANA special-purpose address registries
(https://www.iana.org/assignments/iana-ipv4-special-registry/, .../iana-ipv6-special-registry/).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Literal

from embedsvc import urls
from embedsvc.errors import BlockedAddress, Failure, UpstreamUnreachable
from embedsvc.model import Url
from embedsvc.settings import Network
from embedsvc.urls import Normalise

Address = IPv4Address | IPv6Address
Lookup = Callable[[str, int], Sequence[str]]
"""Resolves a host name to addresses as text, or raises OSError. The port is a hint for getaddrinfo."""

PORTS = frozenset({80, 443, 8080, 8443})

# Names of this machine and its local network, with all names under them.
LOCAL_NAMES = (
    "localhost",  # RFC 6761 §6.3
    "local",  # RFC 6762
    "home.arpa",  # RFC 8375
    "internal",  # reserved by ICANN resolution 2024.07.29.06; the metadata services of clouds
    "localdomain", "intranet", "private", "corp", "home", "lan",  # RFC 6762 appendix G
    "svc",  # services of a Kubernetes cluster
)  # fmt: skip

REFUSED_IPV4 = {
    IPv4Network("0.0.0.0/8"): "an address of no network",  # RFC 791 §3.2
    IPv4Network("10.0.0.0/8"): "a private network",  # RFC 1918
    IPv4Network("100.64.0.0/10"): "an internal network of a provider",  # RFC 6598
    IPv4Network("127.0.0.0/8"): "this machine",  # RFC 1122 §3.2.1.3
    IPv4Network(
        "168.63.129.16/32"
    ): "an internal service of a cloud",  # Azure's WireServer, public by its number only
    IPv4Network("169.254.0.0/16"): "the local network",  # RFC 3927; the metadata services of clouds
    IPv4Network("172.16.0.0/12"): "a private network",  # RFC 1918
    IPv4Network("192.0.0.0/24"): "an address reserved for protocols",  # RFC 6890 §2.1
    IPv4Network("192.0.2.0/24"): "an address for examples",  # RFC 5737
    IPv4Network("192.31.196.0/24"): "a sink for queries about private addresses",  # AS112, RFC 7535
    IPv4Network("192.52.193.0/24"): "a relay for multicast",  # AMT, RFC 7450
    IPv4Network("192.88.99.0/24"): "an address of a retired relay",  # RFC 7526
    IPv4Network("192.168.0.0/16"): "a private network",  # RFC 1918
    IPv4Network("192.175.48.0/24"): "a sink for queries about private addresses",  # AS112, RFC 7534
    IPv4Network("198.18.0.0/15"): "a test network",  # RFC 2544
    IPv4Network("198.51.100.0/24"): "an address for examples",  # RFC 5737
    IPv4Network("203.0.113.0/24"): "an address for examples",  # RFC 5737
    IPv4Network("224.0.0.0/4"): "a multicast address",  # RFC 5771
    IPv4Network("240.0.0.0/4"): "a reserved address",  # RFC 1112 §4; holds the broadcast address, RFC 919
}

# All of global unicast (RFC 4291 §2.4); loopback, link-local, unique local, site-local, discard and multicast
# are outside.
GLOBAL_IPV6 = (
    IPv6Network("2000::/3"),
    IPv6Network(
        "64:ff9b::/96"
    ),  # RFC 6052: IPv4 as reached from IPv6; decided by the IPv4 address that it embeds
)

REFUSED_IPV6 = {
    IPv6Network("2001::/23"): "an address reserved for protocols",  # RFC 2928: Teredo, ORCHID, AMT, AS112
    IPv6Network("2001:db8::/32"): "an address for examples",  # RFC 3849
    IPv6Network("2002::/16"): "an address of a retired relay",  # RFC 7526
    IPv6Network("2620:4f:8000::/48"): "a sink for queries about private addresses",  # AS112, RFC 7534
    IPv6Network("3fff::/20"): "an address for examples",  # RFC 9637
}

# IPv6 networks that embed an IPv4 address, and how many bits follow it.
EMBEDDED_IPV4 = {
    IPv6Network("::ffff:0:0/96"): 0,  # mapped, RFC 4291 §2.5.5.2
    IPv6Network("::/96"): 0,  # compatible, RFC 4291 §2.5.5.1
    IPv6Network("::ffff:0:0:0/96"): 0,  # translated, RFC 2765 §2.1
    IPv6Network("64:ff9b::/96"): 0,  # NAT64, RFC 6052 §2.1
    IPv6Network("2002::/16"): 80,  # 6to4, RFC 3056 §2
}
_NOT_EMBEDDED = frozenset({IPv6Address("::"), IPv6Address("::1")})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of `check-url` for one URL; `code` is None where it may be fetched."""

    url: str
    verdict: Literal["allow", "block"]
    code: str | None
    why: str


class Guard:
    """The policy for connections. `networks` are exempt addresses, `ports` further ports.

    A network exempts addresses of its own family only, never IPv4 embedded in IPv6. Names of this machine are
    refused whatever is exempt.
    """

    def __init__(self, *, networks: Iterable[Network] = (), ports: Iterable[int] = ()) -> None:
        self._networks = tuple(networks)
        self._ports = PORTS.union(ports)

    def check(self, host: str, port: int) -> None:
        """Checks what needs no look-up: port, name, literal address. Raises BlockedAddress."""
        if port not in self._ports:
            raise BlockedAddress(f"Port {port} is never fetched.")
        if is_literal(host):
            self.address(host)
        elif "." not in host or any(f".{host}".endswith(f".{name}") for name in LOCAL_NAMES):
            raise BlockedAddress("The link names a computer of a local network.")

    def address(self, text: str) -> Address:
        """The address to connect to, IPv4 for an IPv4-mapped one. Raises BlockedAddress."""
        try:
            address = ip_address(text)
        except ValueError:
            raise BlockedAddress("The host has an address that cannot be read.") from None
        inner = _embedded(address)
        if inner is None and any(address in network for network in self._networks):
            return address
        reason = _refusal(address)
        if reason:
            raise BlockedAddress(
                f"The link leads to an address that is not on the public internet: {reason}."
            )
        return inner if inner is not None and _is_mapped(address) else address

    def addresses(self, texts: Sequence[str]) -> tuple[Address, ...]:
        """All addresses of a host. One refused address refuses the host, so that the result does not depend
        on which is tried. Raises BlockedAddress, and UpstreamUnreachable for none.
        """
        if not texts:
            raise UpstreamUnreachable("The host of the link has no known address.")
        return tuple(self.address(text) for text in texts)

    def verdict(
        self,
        url: str,
        resolves_to: Sequence[str] | None,
        redirects_to: str | None = None,
        *,
        normalise: Normalise,
        lookup: Lookup | None = None,
    ) -> Verdict:
        """Whether a URL, and the URL that it redirects to, may be fetched. Nothing is fetched.

        `resolves_to` are the addresses of every name. With None, names are resolved by `lookup`; without
        that, a name has no address and is refused.
        """

        def resolve(host: str, port: int) -> Sequence[str]:
            if resolves_to is None and lookup is not None:
                return lookup(host, port)
            return resolves_to or ()

        try:
            target = normalise(url)
            self._check_addresses(target, resolve)
            if redirects_to is not None:
                self._check_addresses(urls.join(redirects_to, target.text), resolve)
        except Failure as failure:
            return Verdict(url, "block", failure.code, failure.detail)
        return Verdict(url, "allow", None, "The link leads to the public internet.")

    def _check_addresses(self, url: Url, resolve: Lookup) -> None:
        self.check(url.host, url.port)
        if not is_literal(url.host):
            try:
                found = resolve(url.host, url.port)
            except OSError:
                found = ()
            self.addresses(found)


def is_literal(host: str) -> bool:
    """Whether the host of a URL is an address."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _embedded(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address) or address in _NOT_EMBEDDED:
        return None
    for network, shift in EMBEDDED_IPV4.items():
        if address in network:
            return IPv4Address(int(address) >> shift & 0xFFFFFFFF)
    return None


def _is_mapped(address: Address) -> bool:
    return isinstance(address, IPv6Address) and address.ipv4_mapped is not None


def _refusal(address: Address) -> str | None:
    """Why connecting to an address is refused, None if it is allowed."""
    if isinstance(address, IPv4Address):
        return next((why for network, why in REFUSED_IPV4.items() if address in network), None)
    inner = _embedded(address)
    if inner is not None and (why := _refusal(inner)):
        return why
    if _is_mapped(address):
        return None
    if address.scope_id or not any(address in network for network in GLOBAL_IPV6):
        return "a special or local address"
    return next((why for network, why in REFUSED_IPV6.items() if address in network), None)
