"""Refreshes: the meta tag (HTML §4.2.5.3) and the header of the same name, which link shorteners use."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node, ancestors

_CONTENT = re.compile(
    r"(?P<seconds>\d{1,4})(?:\.\d*+)?\s*+[;,]?+\s*+(?:url\s*+=\s*+)?(?P<quote>['\"]?)(?P<url>.+)",
    re.IGNORECASE,
)
_MAX_CHARACTERS = 5_000
_MAX_LEVELS = 12


class Refresh(NamedTuple):
    """`reference` is as written, `delay` in seconds."""

    reference: str
    delay: int
    is_for_noscript: bool
    """Only browsers without scripts follow it; what they are shown may be less than the page itself."""


def find(document: Document) -> Iterator[Refresh]:
    """The refreshes of a page that name a URL: that of the header, then those of the meta tags."""
    for name, value in document.headers:
        if name == "refresh" and (refresh := _parse(value, is_for_noscript=False)):
            yield refresh
    for meta in document.all("meta"):
        attributes = meta.attributes
        if (attributes.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        if refresh := _parse(attributes.get("content") or "", is_for_noscript=_is_in_noscript(meta)):
            yield refresh


def _parse(content: str, *, is_for_noscript: bool) -> Refresh | None:
    match = _CONTENT.fullmatch(content[:_MAX_CHARACTERS].strip())
    if not match:
        return None
    quote = match["quote"]
    reference = match["url"].partition(quote)[0] if quote else match["url"]
    return Refresh(reference, int(match["seconds"]), is_for_noscript)


def _is_in_noscript(meta: Node) -> bool:
    return any(each.tag == "noscript" for each in islice(ancestors(meta), _MAX_LEVELS))
