"""The meta refresh of link shorteners, which sends readers to another page at once (HTML §4.2.5.3)."""

import re

from embedsvc.read.html.document import Document

MAX_DELAY = 5
"""Seconds: with more time, readers are meant to read the page first."""

_CONTENT = re.compile(
    r"(?P<seconds>\d{1,4})(?:\.\d*+)?\s*+[;,]?+\s*+(?:url\s*+=\s*+)?(?P<quote>['\"]?)(?P<url>.+)",
    re.IGNORECASE,
)
_MAX_CHARACTERS = 5_000


def target(document: Document) -> str | None:
    """The URL of an immediate refresh to another page, None where there is none."""
    for meta in document.all("meta"):
        attributes = meta.attributes
        if (attributes.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        match = _CONTENT.fullmatch((attributes.get("content") or "")[:_MAX_CHARACTERS].strip())
        if not match or int(match["seconds"]) > MAX_DELAY:
            return None
        quote = match["quote"]
        url = document.absolute(match["url"].partition(quote)[0] if quote else match["url"])
        return url if url != document.url else None
    return None
