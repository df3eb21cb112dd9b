"""Where a page sends its reader at once: the meta refresh of link shorteners (HTML §4.2.5.3)."""

import re

from embedsvc.read.html.document import Document

AT_ONCE = 5
"""Seconds: a reader who is given longer is meant to read the page."""

PRAGMA = re.compile(
    r"(?P<seconds>\d{1,4})(?:\.\d*+)?\s*+[;,]?+\s*+(?:url\s*+=\s*+)?(?P<quote>['\"]?)(?P<url>.+)",
    re.IGNORECASE,
)


def target(page: Document) -> str | None:
    """The URL of an immediate refresh to another page, None where there is none."""
    for meta in page.all("meta"):
        said = meta.attributes
        if (said.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        match = PRAGMA.fullmatch((said.get("content") or "")[:5000].strip())
        if not match or int(match["seconds"]) > AT_ONCE:
            return None
        quote = match["quote"]
        url = page.absolute(match["url"].partition(quote)[0] if quote else match["url"])
        return url if url != page.url else None
    return None
