"""The date in a label, with the hour and the words that widgets put around it."""

import re
from typing import NamedTuple

from embedsvc.read.dates import dates, weekdays
from embedsvc.read.folding import fold
from embedsvc.restore.grammar.attribution import DASHES, INVISIBLE

_WINDOW = 64
"""Characters behind the name."""
_SEPARATORS = rf"[\s{INVISIBLE},،、.·•|:;>{re.escape(DASHES)}\[(]"
_DAY_PERIOD = r"[^\W\d_][^\s\d·]{0,14}"
"""AM, PM and their like: p. m., μ.μ., 午後, ب.ظ."""
_HOUR = (
    rf"(?:{_DAY_PERIOD}\s?){{0,2}}\d{{1,2}}[:.]\d{{2}}(?:[\s{INVISIBLE}]?{_DAY_PERIOD}){{0,2}}"
    rf"{_SEPARATORS}{{1,5}}"
)
_BEFORE = re.compile(
    rf"{_SEPARATORS}{{0,12}}(?:{_HOUR})?(?:[^\W\d]{{1,4}}\.?\s+){{0,2}}"
    r"(?P<weekday>[^\W\d_][^\s\d,،]{0,14}(?:\s[^\W\d_][^\s\d,،]{0,9})?[,،]?\s+(?:[^\W\d]{1,4}\s+)?)?"
)
_BEFORE_IN_CAPTION = re.compile(rf"{_SEPARATORS}{{0,4}}(?:[^\s\d]{{1,12}}\s{{1,3}}){{0,3}}")
_TIME_AFTER = re.compile(
    rf"(?:\s?[гжр]\.)?[,\s\u00a0\u202f{INVISIBLE}]{{0,3}}(?:[^\W\d][^\s\d]{{0,5}}\s){{0,2}}(?:[^\W\d_]{{1,3}}\s?)?"
    r"\d{1,2}\s?[:.時시h]\s?\d{2}(?:[:.]\d{2}|[分분])?"
    r"(?:[\s\u00a0\u202f]?(?:[AaPp]\.?[\s\u00a0]?[Mm]\b\.?|[^\W\d_]\.[\s\u00a0]?[^\W\d_]\."
    r"|[صم](?!\w)|午前|午後|오전|오후))?"
    r"(?:\s?\(?(?:UTC|GMT|[PECM][SD]T)\b\)?)?"
)
_AFTER = re.compile(
    rf"(?:\s?[гжр]\.(?!\w)|\s(?:d|м)\.(?!\w)|\s?\(?(?:UTC|GMT|[PECM][SD]T)\b\)?|\s?[\[(][a-z]{{2}}[\])])?"
    rf"(?:[\s{INVISIBLE}.…]*(?=\n|\Z))?[{INVISIBLE}]*"
)
"""The word for a year, a time zone, the language of the page that is linked, the end of the sentence."""
_LIST_ITEM = re.compile(r"\n[ \t]*[-*+•][ \t]")
"""What follows is no label any more."""
_GLUED_YEAR = re.compile(r"\D(?:19|20)\d\d(?=\d)")
"""Extraction may lose the space behind a date."""


class LabelDate(NamedTuple):
    value: str
    end: int


def find(text: str, start: int, *, in_caption: bool = False) -> LabelDate | None:
    """The date that follows at once, with its time. In a caption, whose kind is certain, more words may stand
    before it.
    """
    before_account = text[start : start + _WINDOW].partition("@")[0]
    window = _LIST_ITEM.split(before_account, maxsplit=1)[0]
    found = dates.first(window)
    if found is None and (year := _GLUED_YEAR.search(window)):
        found = dates.first(window[: year.end()])
    if found is None:
        return None
    gap = _BEFORE.fullmatch(window, 0, found.start)
    in_caption = in_caption and bool(_BEFORE_IN_CAPTION.fullmatch(window, 0, found.start))
    if not in_caption and (gap is None or not _is_weekday(gap["weekday"])):
        return None
    return LabelDate(found.value, end_of(text, start + found.end))


def end_of(text: str, end: int) -> int:
    """Where a label ends whose date ends at an index: behind its time and what belongs to the date."""
    if time := _TIME_AFTER.match(text, end):
        end = time.end()
    tail = _AFTER.match(text, end)
    return tail.end() if tail else end


def _is_weekday(text: str | None) -> bool:
    """Whether a word before a date can stand there: a weekday, or none at all."""
    words = fold(text or "").replace(",", " ").replace("،", " ").split()
    return not words or any(weekdays.is_any(word) for word in (" ".join(words[:2]), words[0]))
