"""The day that a reader sees beside the headline, in a line that is little more than this day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from embedsvc.read.fields.dates import DAY, stated
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.fields.visible_dates import MAX_OTHER, find_days, is_alone, is_of_change, without_changes
from embedsvc.read.html.tree import Node, ancestors
from embedsvc.read.page import beside_headline
from embedsvc.read.page.beside_headline import Text

_MAX_LINE = 150
_MIN_DIFFERENCE = timedelta(days=2)
"""Neighbouring days differ by time zone alone."""


class _Shown(NamedTuple):
    value: str
    is_of_change: bool


def earlier_than_stated(page: PageFacts) -> str | None:
    """The first day after the headline, if it is earlier than the stated one and no day of a change: systems
    state the day when they imported or rewrote a text.
    """
    day = (stated(page) or "")[:DAY]
    if len(day) < DAY or page.article.headline is None:
        return None
    shown = next(_days(beside_headline.texts_after(page.article.headline), page, most_other=MAX_OTHER), None)
    if shown is None or shown.is_of_change:
        return None
    value = shown.value[:DAY]
    return value if date.fromisoformat(value) <= date.fromisoformat(day) - _MIN_DIFFERENCE else None


def nearest(page: PageFacts) -> str | None:
    """The day right before the headline in its block, otherwise the first after it, otherwise the last before
    it. The day of a change counts if there is no other: a day further away is that of another text.
    """
    headline = page.article.headline
    if headline is None:
        return None
    before = list(beside_headline.texts_before(headline))
    in_block = [each for each in before if not page.article.is_before(each.node)]
    others = [each for each in before[len(in_block) :] if not _is_in_site_header(each.node, page)]
    changed = None
    for texts in (in_block, beside_headline.texts_after(headline), others):
        for shown in _days(texts, page):
            if not shown.is_of_change:
                return shown.value
            changed = changed or shown.value
    return changed


def _is_in_site_header(node: Node, page: PageFacts) -> bool:
    """Whether a text is in a `header` without the headline, which may show today's date."""
    return any(each.tag == "header" and each not in page.article.containers for each in ancestors(node))


def _days(texts: Iterable[Text], page: PageFacts, most_other: int | None = None) -> Iterator[_Shown]:
    """A day of each text that is little more than a date, up to the first sentence with a date."""
    for each in texts:
        found = find_days(each.text, page) if len(each.text) <= _MAX_LINE else []
        parent = each.node.parent
        if not found or parent is None or page.article.is_elsewhere(each.node):
            continue
        if not is_alone(each.text, found, most_other=most_other):
            return
        published = (
            None if is_of_change(parent) else next(without_changes(found, each.text, each.label), None)
        )
        yield _Shown(published or found[0].value, published is None)
