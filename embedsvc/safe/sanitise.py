"""Sanitises foreign HTML with nh3 (ammonia) and our allow-list."""

import re

import nh3

from embedsvc.safe.attributes import foreign_value
from embedsvc.safe.rewrite import rewrite
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
        return _clean(_bounded(rewrite(foreign[:MAX_CHARACTERS])))
    except UnicodeEncodeError:  # lone surrogates
        return sanitise(foreign.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _bounded(foreign: str) -> str:
    tags = foreign.count("<")
    if tags > MAX_TAGS:
        foreign = "<".join(foreign.split("<", MAX_TAGS)[:MAX_TAGS])
    if tags > MANY_TAGS:
        last = foreign.rfind(">") + 1  # no tag ends after it, and searching for an end there is slow
        foreign = _FORMATTING.sub(r"<\1>", foreign[:last]) + foreign[last:]
    return foreign


def _clean(foreign: str) -> SafeHTML:
    return SafeHTML(_CLEANER.clean(foreign))


_CLEANER = nh3.Cleaner(
    tags=set(FOREIGN),
    clean_content_tags=set(DROPPED),
    attributes={"*": {"lang"}, **{tag: set(names) for tag, names in FOREIGN.items()}},
    tag_attribute_values={tag: {"dir": set(DIRECTIONS)} for tag in FOREIGN},
    attribute_filter=foreign_value,
    link_rel=FOREIGN_REL,
    url_schemes=set(FOREIGN_SCHEMES),
    url_relative="deny",
)
