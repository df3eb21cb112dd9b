"""Rules for the fields that are a plain text, a list of words or a flag."""

import re
from collections.abc import Callable
from typing import Any

from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html.plain_text import clean
from embedsvc.read.markup import doi

_MAX_KEYWORDS = 100
_KEYWORD_SEPARATOR = re.compile("[,،;、]")


def meta_text(*names: str) -> Callable[[PageFacts], str | None]:
    """The first of these meta tags: Open Graph, Twitter Cards, HTML §4.2.5.1, Dublin Core, Highwire."""

    def rule(page: PageFacts) -> str | None:
        return page.head.first(*names)

    return rule


def json_ld(name: str) -> Callable[[PageFacts], Any]:
    """A property of the page's work in JSON-LD (https://schema.org/CreativeWork), by its name in
    `CreativeWork`.
    """

    def rule(page: PageFacts) -> Any:  # noqa: ANN401
        return getattr(page.json_ld_work, name) if page.json_ld_work else None

    return rule


def microdata(name: str) -> Callable[[PageFacts], Any]:
    """A property of the page's work in microdata (HTML §5), by its name in `CreativeWork`."""

    def rule(page: PageFacts) -> Any:  # noqa: ANN401
        return getattr(page.microdata_work, name) if page.microdata_work else None

    return rule


def twitter_site(page: PageFacts) -> str | None:
    """`twitter:site`, the site's account, without its @ (Twitter Cards)."""
    handle = clean((page.head.first("twitter:site") or "").lstrip("@"))
    return handle if handle and "/" not in handle and not handle.isdigit() else None


def keywords(*names: str) -> Callable[[PageFacts], tuple[str, ...]]:
    """Keywords in meta tags, one a tag or a comma list (HTML §4.2.5.1; https://ogp.me `article:tag`)."""

    def rule(page: PageFacts) -> tuple[str, ...]:
        found = list(page.head.all(*names))
        if len(found) == 1:
            found = _KEYWORD_SEPARATOR.split(found[0])
        return tuple(dict.fromkeys(word.strip() for word in found if word.strip()))[:_MAX_KEYWORDS]

    return rule


def content_tier(page: PageFacts) -> bool | None:
    """`article:content_tier` (Facebook's subscription tags): `free`, `metered` or `locked`."""
    match (page.head.first("article:content_tier") or "").lower():
        case "free":
            return True
        case "locked" | "metered":
            return False
    return None


def meta_doi(*names: str) -> Callable[[PageFacts], str | None]:
    """A DOI in meta tags (Highwire Press, PRISM, Dublin Core)."""

    def rule(page: PageFacts) -> str | None:
        return next((found for text in page.head.all(*names) if (found := doi.parse(text))), None)

    return rule
