"""Foreign HTML made fit to leave, by nh3 (ammonia) and our table."""

import re
from collections.abc import Callable

import nh3

from embedsvc.safe.allowed import DIRECTIONS, FOREIGN, FOREIGN_REL, FOREIGN_SCHEMES, SILENCED
from embedsvc.safe.safe_html import SafeHTML

# The parser's time grows with the square of the attributes of one tag and of the depth of tags. Of 72
# recorded pieces of provider HTML the longest has 1,993 characters and 18 "<".
MOST_CHARACTERS = 65_536
MOST_TAGS = 2_000
MANY_TAGS = 100

# A formatting element left open is opened again in every paragraph that follows, and only equal ones are
# taken together (HTML Living Standard §13.2.4.3): a thousand that differ, then a thousand paragraphs, are a
# million elements. Without attributes there are at most three of a name.
_FORMATTING = re.compile(r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/][^>]*>", re.IGNORECASE)


def sanitise(foreign: str) -> SafeHTML:
    """What our table allows of foreign HTML; markup beyond the bounds is cut off. Never raises."""
    try:
        return _clean(_bounded(foreign))
    except UnicodeEncodeError:  # lone surrogates
        return _clean(_bounded(foreign.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))


def _bounded(foreign: str) -> str:
    foreign = foreign[:MOST_CHARACTERS]
    tags = foreign.count("<")
    if tags > MOST_TAGS:
        foreign = "<".join(foreign.split("<", MOST_TAGS)[:MOST_TAGS])
    if tags > MANY_TAGS:
        last = foreign.rfind(">") + 1  # no tag ends behind it, and looking for its end would take long
        foreign = _FORMATTING.sub(r"<\1>", foreign[:last]) + foreign[last:]
    return foreign


def _clean(foreign: str) -> SafeHTML:
    cleaner = _CITING if "cite" in foreign else _PLAIN
    return SafeHTML(cleaner.clean(foreign))


def _web_address(_tag: str, attribute: str, value: str) -> str | None:
    """Drops a `cite` that is no web address, which ammonia does not count among the URLs."""
    return None if attribute == "cite" and not value.lower().startswith(("https://", "http://")) else value


def _cleaner(
    left_out: frozenset[str], attribute_filter: Callable[[str, str, str], str | None] | None
) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(FOREIGN),
        clean_content_tags=set(SILENCED),
        attributes={"*": {"lang"}, **{tag: set(names - left_out) for tag, names in FOREIGN.items()}},
        tag_attribute_values={tag: {"dir": set(DIRECTIONS)} for tag in FOREIGN},
        attribute_filter=attribute_filter,
        link_rel=FOREIGN_REL,
        url_schemes=set(FOREIGN_SCHEMES),
        url_relative="deny",
    )


# A filter in Python costs a fifth of the whole, so only markup that may have a `cite` pays for it.
_PLAIN = _cleaner(frozenset({"cite"}), None)
_CITING = _cleaner(frozenset(), _web_address)
