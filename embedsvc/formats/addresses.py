"""Addresses as readers see them. Links are never made of these: they stay exact."""

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import quote

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.readable_host import readable_host

_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_PUNCTUATION = frozenset("–—’‘“”„«»")
_UNREADABLE = re.compile(
    "[\u01c0-\u01c3\u02d0\u02d1\u3033-\u3035\ua4f8-\ua4fd]"  # read as delimiters
    # Default_Ignorable_Code_Point
    "|[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that are never shown."""


class Address(NamedTuple):
    """A URL as readers see it. One without encoded letters, or that is not valid, is all `host`."""

    scheme: str
    """With its colon and slashes."""
    host: str
    rest: str
    """Port, path, query and fragment."""

    def __str__(self) -> str:
        return "".join(self)


def readable(url: str) -> Address:
    """The URL with letters in place of their encoding (punycode, percent-encoded UTF-8), where they are
    visible and cannot be mistaken for a delimiter or for another host.
    """
    if url.isascii() and "%" not in url and "xn--" not in url.lower():
        return Address("", url, "")
    try:
        parsed = urls.parse(url)
    except Failure:
        return Address("", url, "")
    host = f"[{parsed.host}]" if ":" in parsed.host else readable_host(parsed.host)
    port = "" if parsed.port == urls.DEFAULT_PORTS[parsed.scheme] else f":{parsed.port}"
    query = f"?{parsed.query}" if parsed.query else ""
    _, sign, fragment = url.partition("#")
    fragment = sign + quote(fragment, safe="%!$&'()*+,;=:@/?-._~")
    rest = _ENCODED.sub(_decoded, f"{parsed.path}{query}{fragment}")
    return Address(f"{parsed.scheme}://", host, port + rest)


def _decoded(encoded: re.Match[str]) -> str:
    try:
        text = bytes.fromhex(encoded[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return encoded[0]
    shown = []
    before = encoded.string[encoded.start() - 1]
    for character in text:
        is_readable = _is_readable(character, after=before)
        shown.append(character if is_readable else quote(character))
        before = character if is_readable else "%"
    return "".join(shown)


def _is_readable(character: str, *, after: str) -> bool:
    """Whether a character can be shown; a mark only on a letter."""
    category = unicodedata.category(character)
    if _UNREADABLE.match(character):
        return False
    if category[0] == "M":
        return unicodedata.category(after)[0] in "LMN"
    return category[0] in "LN" or character in _PUNCTUATION
