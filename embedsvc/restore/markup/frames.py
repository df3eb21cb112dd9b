"""Iframes and plug-ins: what they show, or will show once a script replaces their placeholder."""

import re

from embedsvc.restore.markup import addresses
from embedsvc.restore.markup.candidate import Candidate
from embedsvc.restore.markup.elements import Element

_PARAMETER = re.compile(
    r"<param\b[^<>]{0,200}?\bname\s*=\s*[\"']?(?:movie|src)[\"']?[^<>]{0,200}?\bvalue\s*=\s*[\"']?([^\s\"'<>]{4,2000})",
    re.IGNORECASE,
)
_EMBED = re.compile(r"<embed\b[^<>]{0,1000}?\ssrc\s*=\s*[\"']?([^\s\"'<>]{4,2000})", re.IGNORECASE)
_BUTTON = re.compile(
    r"/(?:like|likebox|page|group|comments|share_button|follow|send|save)\.php\b"
    r"|(?:follow|tweet|share|like)_button|/subscribe_embed\b|/intent/|/share/url|/button/",
    re.IGNORECASE,
)
"""Frames that a platform shows in its own name, without a post in them."""


def read(element: Element) -> Candidate | None:
    match element.name:
        case "iframe" | "amp-iframe":
            found = tuple(
                address for address in addresses.in_attributes(element) if not _BUTTON.search(address)
            )
        case "object":
            inside = (*_PARAMETER.findall(element.inner), *_EMBED.findall(element.inner))
            found = tuple(
                address
                for value in (element.attributes.get("data", ""), *inside)
                if (address := addresses.web_address(value.replace("&amp;", "&")))
            )
        case "embed":
            return _candidate(element, tuple(addresses.in_attributes(element)), element.inner_start)
        case _:
            return None
    return _candidate(element, found, element.end or element.inner_start)


def _candidate(element: Element, found: tuple[str, ...], end: int) -> Candidate | None:
    return Candidate(element.start, end, found, "iframe", of_platform=True) if found else None
