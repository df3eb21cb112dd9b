"""Sanitises foreign HTML with nh3 (ammonia) and our allow-list."""

import re
from collections.abc import Callable

import nh3

from embedsvc.safe.safe_html import SafeHTML
from embedsvc.safe.tables import DIRECTIONS, DROPPED, FOREIGN, FOREIGN_REL, FOREIGN_SCHEMES

# The parser's time grows with the square of the number of attributes of a tag and of the nesting depth. The
# longest of 72 recorded pieces of provider HTML has 1,993 characters and 18 "<".
MAX_CHARACTERS = 65_536
MAX_TAGS = 2_000
MANY_TAGS = 100

# An unclosed formatting element is reopened in every following paragraph, and only identical ones are limited
# (HTML Living Standard §13.2.4.3): a thousand different ones before a thousand paragraphs make a million
# elements. Without attributes at most three per name are reopened.
_FORMATTING = re.compile(r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/][^>]*>", re.IGNORECASE)


def sanitise(foreign: str) -> SafeHTML:
    """The allowed part of foreign HTML, truncated at MAX_CHARACTERS and MAX_TAGS. Never raises."""
    try:
        return _clean(_bounded(foreign))
    except UnicodeEncodeError:  # lone surrogates
        return _clean(_bounded(foreign.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))


def _bounded(foreign: str) -> str:
    foreign = foreign[:MAX_CHARACTERS]
    tags = foreign.count("<")
    if tags > MAX_TAGS:
        foreign = "<".join(foreign.split("<", MAX_TAGS)[:MAX_TAGS])
    if tags > MANY_TAGS:
        last = foreign.rfind(">") + 1  # no tag ends after it, and searching for an end there is slow
        foreign = _FORMATTING.sub(r"<\1>", foreign[:last]) + foreign[last:]
    return foreign


def _clean(foreign: str) -> SafeHTML:
    cleaner = _WITH_CITE if "cite" in foreign else _WITHOUT_CITE
    return SafeHTML(cleaner.clean(foreign))


def _check_cite(_tag: str, attribute: str, value: str) -> str | None:
    """Removes a `cite` that is not an http(s) URL; ammonia does not treat `cite` as a URL."""
    return None if attribute == "cite" and not value.lower().startswith(("https://", "http://")) else value


def _cleaner(
    excluded: frozenset[str], attribute_filter: Callable[[str, str, str], str | None] | None
) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(FOREIGN),
        clean_content_tags=set(DROPPED),
        attributes={"*": {"lang"}, **{tag: set(names - excluded) for tag, names in FOREIGN.items()}},
        tag_attribute_values={tag: {"dir": set(DIRECTIONS)} for tag in FOREIGN},
        attribute_filter=attribute_filter,
        link_rel=FOREIGN_REL,
        url_schemes=set(FOREIGN_SCHEMES),
        url_relative="deny",
    )


# A filter written in Python adds a fifth to the time, so it only runs where there may be a `cite`.
_WITHOUT_CITE = _cleaner(frozenset({"cite"}), None)
_WITH_CITE = _cleaner(frozenset(), _check_cite)
