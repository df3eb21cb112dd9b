"""The day of publication where the page shows an earlier one than it states for machines: systems state the
day when they imported or rewrote a text.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from embedsvc.read.dates import update_labels
from embedsvc.read.fields.dates import DAY, parse
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.fields.visible_dates import find_days
from embedsvc.read.html import tree
from embedsvc.read.html.tree import Node

_MAX_TEXTS = 15
"""Texts after the headline among which the date of the article is."""
_MAX_LINE = 60
_MAX_OTHER = 30
"""Characters of a line with a date that aren't the date: in a longer one, it is part of a sentence."""
_MIN_DIFFERENCE = timedelta(days=2)
"""Neighbouring days differ by time zone alone."""


def earlier_day(page: PageFacts) -> str | None:
    """The first day alone after the headline, if it is no day of a change and earlier than the stated day."""
    stated = (page.json_ld_work.published if page.json_ld_work else None) or page.head.first(
        "article:published_time"
    )
    day = (parse(stated, page) or "")[:DAY]
    if len(day) < DAY or page.article.headline is None:
        return None
    shown, node = next(_lone_days(page.article.headline, page), ("", None))
    if node is None or page.article.is_elsewhere(node):
        return None
    return shown if date.fromisoformat(shown) <= date.fromisoformat(day) - _MIN_DIFFERENCE else None


def _lone_days(headline: Node, page: PageFacts) -> Iterator[tuple[str, Node]]:
    """The first day after the headline, unless it is in a sentence or labelled as that of a change."""
    label = ""
    for node, text in islice(tree.texts_after(headline), _MAX_TEXTS):
        found = find_days(text, page) if len(text) <= _MAX_LINE else []
        if found:
            before, others = text[: found[0].start].strip(), len(text) - (found[0].end - found[0].start)
            if others <= _MAX_OTHER and not update_labels.is_change(before or label):
                yield found[0].value[:DAY], node
            return
        label = text
