"""The host of a URL is the one that a browser would contact (WHATWG URL §3.5, UTS 46)."""

import re
import unicodedata

import idna
import pytest

from embedsvc import urls
from embedsvc.errors import Failure


def parsed(label: str) -> str | None:
    """The first labels of the host, None if the URL is refused."""
    try:
        return urls.parse(f"https://{label}.example/").host.removesuffix(".example")
    except Failure:
        return None


def expected(label: str) -> str | None:
    """The same by the tables of the package `idna`."""
    try:
        mapped = idna.uts46_remap(label, std3_rules=False, transitional=False)
    except idna.IDNAError:
        return None
    labels = [
        part if part.isascii() else "xn--" + part.encode("punycode").decode() for part in mapped.split(".")
    ]
    joiner = re.search("[\u200c\u200d]", mapped)  # nothing here needs one (RFC 5892 appendix A)
    return None if joiner or not all(map(re.compile("[a-z0-9_-]+").fullmatch, labels)) else ".".join(labels)


@pytest.mark.parametrize(
    ("label", "host"),
    [
        ("faß", "xn--fa-hia"),
        ("FAẞ", "xn--fa-hia"),
        ("ΣΊΣΥΦΟΣ", "xn--kxa6akbbkh"),
        ("Ⅷ．ａ", "viii.a"),
        ("☃", "xn--n3h"),
        ("xn--a", "xn--a"),
        ("XN--FA-HIA", "xn--fa-hia"),
        ("a\u200db", None),
        ("a\u00adb", "ab"),
        ("a／b", None),
        ("aא", None),
    ],
)
def test_a_host_is_what_a_browser_makes_of_it(label: str, host: str | None) -> None:
    """Today's tables, without the exceptions of 2003."""
    assert parsed(label) == host


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_code_point() -> None:
    """Each has the host that UTS 46 gives it. One that this Python does not know yet may be refused."""
    wrong = []
    for code in range(0x80, 0x110000):
        character = chr(code)
        labels = (f"a{character}b", f"א{character}א")  # RFC 5893 allows a letter in one of them
        found = [parsed(label) for label in labels]
        if found == [None, None] and unicodedata.category(character) in {"Cn", "Cs"}:
            continue
        hosts = list(zip(found, map(expected, labels), strict=True))
        if any(host not in {None, wanted} for host, wanted in hosts) or not any(
            host == wanted for host, wanted in hosts
        ):
            wrong.append((hex(code), hosts))
    assert wrong == []
