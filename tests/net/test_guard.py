import json
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.errors import BlockedAddress, UpstreamUnreachable
from embedsvc.net.guard import Guard
from tests.support.corpus import corpus
from tests.support.sites import normalise

INSIDE_IPV4 = [
    "0.0.0.0", "0.1.1.1", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.255.255",
    "192.175.48.6", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.255", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
]  # fmt: skip
OUTSIDE_IPV4 = [
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.0.0.1",
    "128.0.0.1",
    "172.15.0.1",
    "172.32.0.0",
    "192.31.195.255",
    "192.31.197.0",
    "192.52.192.255",
    "192.52.194.0",
    "192.175.47.255",
    "192.175.49.0",
    "223.255.255.255",
]
INSIDE_IPV6 = [
    "::", "::1", "::2", "100::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1", "5f00::1",
    "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:3::1", "2001:4:112::1", "2001:20::1", "2001:30::1", "2001:1ff::1", "2620:4f:8000::1", "100:0:0:1::1", "2001:db8::1", "2002:c0a8:101::1", "2002:101:101::1", "3fff::1", "64:ff9b:1::1",
]  # fmt: skip
OUTSIDE_IPV6 = [
    "2001:200::1",
    "2620:4f:7fff::1",
    "2620:4f:8001::1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "3ffe::1",
]
FORMS = ["::ffff:{0}", "::{0}", "::ffff:0:{0}", "64:ff9b::{0}"]


@pytest.mark.parametrize("text", [*INSIDE_IPV4, *INSIDE_IPV6])
def test_inside(text: str) -> None:
    """Addresses that are not globally routable unicast are refused."""
    with pytest.raises(BlockedAddress, match="not on the public internet"):
        Guard().address(text)


@pytest.mark.parametrize("text", [*OUTSIDE_IPV4, *OUTSIDE_IPV6])
def test_outside(text: str) -> None:
    """Addresses next to the refused ranges are allowed."""
    assert Guard().address(text) == ip_address(text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", INSIDE_IPV4[1:])
def test_inside_an_ipv6_form(text: str, form: str) -> None:
    """A private IPv4 address is refused in every IPv6 form, whatever is exempt."""
    everything = Guard(networks=[ip_network("0.0.0.0/0"), ip_network("::/0")])
    with pytest.raises(BlockedAddress):
        everything.address(form.format(text))


def test_mapped_becomes_ipv4() -> None:
    """A mapped public address becomes its IPv4 address; NAT64 stays as it is."""
    assert str(Guard().address("::ffff:1.1.1.1")) == "1.1.1.1"
    assert Guard().address("64:ff9b::1.1.1.1") == ip_address("64:ff9b::101:101")


def test_exempt_networks() -> None:
    """An exempt network exempts its own address family only."""
    guard = Guard(networks=[ip_network("127.0.0.0/8"), ip_network("::1/128")])
    assert guard.addresses(["127.0.0.1", "127.9.9.9", "::1"])
    for text in ("10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "::2"):
        with pytest.raises(BlockedAddress):
            guard.address(text)


@pytest.mark.parametrize("text", ["", "example.com", "127.1", "0x7f.0.0.1", "1.1.1.1/8", "1.1.1.1 "])
def test_fails_closed(text: str) -> None:
    """Text that is not an address is refused."""
    with pytest.raises(BlockedAddress):
        Guard().address(text)


def test_one_bad_address_refuses_the_host() -> None:
    """One private address refuses a host whatever its other addresses are; a host without any is unreachable."""
    with pytest.raises(BlockedAddress):
        Guard().addresses(["1.1.1.1", "127.0.0.1"])
    with pytest.raises(UpstreamUnreachable):
        Guard().addresses([])


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "a.localhost",
        "printer.local",
        "x.ec2.internal",
        "router.home.arpa",
        "wiki.intranet",
        "wiki",
        "a.b.svc",
        "127.0.0.1",
        "::1",
    ],
)
def test_local_names(host: str) -> None:
    """Names of this machine and its local network are refused before any look-up."""
    with pytest.raises(BlockedAddress):
        Guard().check(host, 443)


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "notlocal.example",
        "local.example.com",
        "xlocalhost.example",
        "1.1.1.1",
        "2606:4700::1111",
    ],
)
def test_public_names(host: str) -> None:
    """All other names are decided by their addresses."""
    Guard().check(host, 443)


def test_ports() -> None:
    """Only web ports and those of the settings are allowed."""
    for port in (80, 443, 8080, 8443):
        Guard().check("example.com", port)
    with pytest.raises(BlockedAddress, match="Port 22"):
        Guard().check("example.com", 22)
    Guard(ports=[22]).check("example.com", 22)


def test_verdict() -> None:
    """A verdict has the caller's URL, a code and a sentence that does not contain the address."""
    refused = Guard().verdict("HTTP://evil.example", ["10.11.12.13"], normalise=normalise)
    assert (refused.url, refused.verdict, refused.code) == ("HTTP://evil.example", "block", "blocked_address")
    assert "10.11" not in refused.why
    allowed = Guard().verdict("example.com", ["1.1.1.1"], "//example.com/x", normalise=normalise)
    assert (allowed.verdict, allowed.code) == ("allow", None)
    assert (
        Guard().verdict("example.com", ["1.1.1.1"], "http://[::1]/", normalise=normalise).code
        == "blocked_address"
    )
    assert (
        Guard().verdict("example.com", ["1.1.1.1"], "file:///etc/passwd", normalise=normalise).code
        == "unsupported_scheme"
    )
    assert Guard().verdict("example.com", None, normalise=normalise).verdict == "block"


def test_verdict_with_a_look_up() -> None:
    """Without given addresses names are looked up, and an unknown name is refused."""

    def lookup(host: str, port: int) -> Sequence[str]:
        if host == "example.com" and port == 443:
            return ["1.1.1.1"]
        raise OSError

    assert Guard().verdict("example.com", None, lookup=lookup, normalise=normalise).verdict == "allow"
    assert (
        Guard().verdict("example.org", None, lookup=lookup, normalise=normalise).code
        == "upstream_unreachable"
    )


@given(st.ip_addresses(v=6), st.ip_addresses(v=4))
def test_never_more_than_global_unicast(six: object, four: object) -> None:
    """Every allowed address is global by the standard library's tables too, in all forms."""
    for text in (str(six), str(four), *(form.format(four) for form in FORMS)):
        try:
            address = Guard().address(text)
        except BlockedAddress:
            continue
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.corpus
def test_all_recorded_cases() -> None:
    """Every case gets the expected verdict, and the expected code where there is one."""
    rows = [json.loads(line) for line in corpus("security", "ssrf.jsonl").read_text().splitlines()]
    wrong = []
    for row in rows:
        verdict = Guard().verdict(row["url"], row["resolves_to"], row["redirects_to"], normalise=normalise)
        if verdict.verdict != row["verdict"] or row["code"] not in {None, verdict.code}:
            wrong.append((row["url"], verdict))
    assert rows
    assert wrong == []
