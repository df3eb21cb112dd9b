"""Rules for the day of publication that the reader sees, passing over the day of a later change."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, pairwise

from embedsvc.read.dates import dates, update_labels
from embedsvc.read.fields.dates import DAY, parse
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html.tree import Node, one_line, text_before
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.page import moments
from embedsvc.read.page.lines import Line
from embedsvc.read.page.marked_elements import short_text

_FIRST = "1990"
"""An older date is what a page is about, not when it was published."""
_MAX_LABEL = 30
MAX_OTHER = 30
"""Characters of a line for each date in it: its label, an hour, a name."""
_MAX_TIMES = 40
_NEIGHBOURING = timedelta(days=1)
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"\d\D*+\d\D*+\d")
"""The fewest that a date has: "3 May '21"."""


def time_element(page: PageFacts) -> str | None:
    """The first `time` element (HTML §4.5.14) of the article that isn't the day of a change."""
    for element in page.article.own(page.document.all("time")[:_MAX_TIMES]):
        if _is_about_change(element):
            continue
        value = parse(element.attributes.get("datetime"), page) or parse(short_text(element), page)
        if value:
            return value
    return None


def moment_in_attribute(page: PageFacts) -> str | None:
    """The first moment in an attribute after the headline that isn't the day of a change."""
    for element in page.article.own(moments.elements(page.document)):
        if page.article.is_before(element) or _is_about_change(element):
            continue
        for text in moments.stated(element):
            value = parse(text, page)
            if value and len(value) >= DAY and value >= _FIRST:
                return value
    return None


def _is_about_change(element: Node) -> bool:
    """Whether an element is the day of a change, also by its own words: "Updated three days ago"."""
    if is_of_change(element):
        return True
    text = short_text(element)
    return bool(text) and update_labels.is_change(_DIGIT.split(text or "", 1)[0])


def marked_date(page: PageFacts) -> str | None:
    """A day in an element that the page marks as a date, a byline or a line about the article."""
    return next(_marked_days(page, before_headline=False), None)


def marked_date_before_headline(page: PageFacts) -> str | None:
    """The same before the headline, where dates usually are today's or a teaser's."""
    return next(_marked_days(page, before_headline=True), None)


def _marked_days(page: PageFacts, *, before_headline: bool) -> Iterator[str]:
    marked = page.marked
    for element in chain(marked.dates, marked.info_lines, marked.bylines):
        if page.article.is_before(element) is not before_headline or page.article.is_elsewhere(element):
            continue
        if not is_of_change(element):
            yield from days_in(_text_without_changes(element), page)


def date_near_headline(page: PageFacts) -> str | None:
    """A day in a line of its own after the headline, otherwise before it, without any mark-up."""
    return _first_in_lines(page, lambda line: _days_alone(line, page))


def _days_alone(line: Line, page: PageFacts) -> Iterable[str]:
    found = find_days(line.text, page)
    return without_changes(found, line.text, line.label) if is_alone(line.text, found) else ()


def is_alone(text: str, days: Sequence[dates.DateMatch], *, most_other: int | None = None) -> bool:
    """Whether a text is little more than these days in it: in a longer one, they are part of a sentence.
    Several days are a period ("3 May 2021 – 9 June 2022") if none of them has the label of a change.
    `most_other` is the limit for the characters beside the days, by default 30 for each.
    """
    starts, ends = [each.start for each in days], [each.end for each in days]
    around = [one_line(text[end:start]) for end, start in zip([0, *ends], [*starts, len(text)], strict=True)]
    most = MAX_OTHER * len(days) if most_other is None else most_other
    has_labels = _number_of_days(days) <= 1 + sum(map(update_labels.is_change, around))
    return bool(days) and has_labels and sum(map(len, around)) <= most


def _number_of_days(days: Sequence[dates.DateMatch]) -> int:
    """How many days differ. Neighbouring days may be the same one in two calendars."""
    values = sorted(date.fromisoformat(each.value[:DAY]) for each in days)
    return 1 + sum(later - earlier > _NEIGHBOURING for earlier, later in pairwise(values))


def date_of_change(page: PageFacts) -> str | None:
    """The day that is labelled as that of the last change: this version was published then."""
    return _first_in_lines(page, lambda line: _days_of_change(line, page))


def _first_in_lines(page: PageFacts, days_of: Callable[[Line], Iterable[str]]) -> str | None:
    lines = chain(page.lines_after_headline, page.lines_before_headline)
    found = ((day, line) for line in lines for day in days_of(line))
    return next((day for day, line in found if line.is_part_of(page.article)), None)


def days_in(text: str | None, page: PageFacts) -> Iterator[str]:
    """The days in a text except those of a change."""
    return without_changes(find_days(text, page), text or "")


def without_changes(found: Iterable[dates.DateMatch], text: str, label: str = "") -> Iterator[str]:
    """These days in a text except those of a change; `label` is the text before it."""
    return (day for day, is_of_change in _labelled(found, text, label) if not is_of_change)


def _days_of_change(line: Line, page: PageFacts) -> Iterator[str]:
    labelled = _labelled(find_days(line.text, page), line.text, line.label)
    return (day for day, is_of_change in labelled if is_of_change)


def _labelled(found: Iterable[dates.DateMatch], text: str, label: str) -> Iterator[tuple[str, bool]]:
    """These days in a text, each with whether its label is that of a change."""
    end = 0
    for each in found:
        before = text[end : each.start]
        label, end = (before if before.strip() else label), each.end
        yield each.value, update_labels.is_change(label)
        label = ""


def find_days(text: str | None, page: PageFacts) -> list[dates.DateMatch]:
    """The days in a text, those of changes too."""
    if not text or not _FIGURES.search(text):
        return []
    found = dates.find(text, languages=page.languages, now=page.document.fetched_at)
    return [each for each in found if len(each.value) >= DAY and each.value >= _FIRST]


def is_of_change(element: Node) -> bool:
    """Whether an element is the day of a change, by its class or by the label before it."""
    return _is_marked_change(element) or update_labels.is_change(_label_of(element))


def _is_marked_change(element: Node) -> bool:
    """Whether its class marks a change. Pages that were never changed have the class "published updated"."""
    attributes = element.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}".lower()
    return ("modif" in names or "update" in names) and "publish" not in names


def _text_without_changes(element: Node) -> str | None:
    """The text of a line without the elements in it, often hidden, that are the day of a change."""
    text = short_text(element)
    for inner in element.css("span, time") if text else ():
        if inner.mem_id != element.mem_id and _is_marked_change(inner):
            text = (text or "").replace(visible_text(inner), " ", 1)
    return text


def _label_of(element: Node) -> str:
    """The text right before an element: "Updated <time>…". A text with digits is a date, not a label."""
    text, sibling = text_before(element)
    if sibling is not None and not text.strip():
        text = short_text(sibling) or ""
    return text if len(text) < _MAX_LABEL and not _DIGIT.search(text) else ""
