"""The line that X's, Bluesky's and like widgets put under a post: `— Name (@handle) January 26, 2021`.

The handle in brackets is found first, then the name before it, from a dash on, and the date behind it.
"""

import re
from collections.abc import Iterator

from embedsvc.read.bylines import introductions
from embedsvc.read.dates import dates
from embedsvc.restore.articles.block import View
from embedsvc.restore.grammar import handles, label_dates
from embedsvc.restore.grammar.attribution import (
    DASHES,
    INVISIBLE,
    Attribution,
    is_line_start,
    one_line,
    trimmed,
)

_DASH = re.compile(rf"(?:[—–―‒⸺⸻−]|-{{1,3}}|‐|‑)[ \t\u00a0\u202f{INVISIBLE}]*(?:\n[ \t]*)?")
_LONG_DASHES = frozenset({"—", "―", "⸺", "⸻", "--", "---"})
_LONGEST_PART = 40
_MOST_WORDS_OF_PART = 4
_SENTENCE = re.compile(r"(?<!\b\w)(?<!\b\w\w)[.!?。！？]\s|https?://|pic\.|[,;:]\s|[，、。！？；：]")
_LONGEST_NAME = 80
_LIST_MARK = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s")
_WORD = re.compile(r"[^\W_]{2,}")
_LINK = re.compile(r"(?:https?://|pic\.(?:twitter|x)\.)\S+\s")
_LINK_ALONE = re.compile(r"(?:https?://|pic\.)\S+")
_X_HANDLE = re.compile(r"[A-Za-z0-9_]{1,20}")
_STATUS = re.compile(
    r"https?://(?:www\.|mobile\.|m\.)?(?:twitter\.com|x\.com|bsky\.app|threads\.(?:net|com))/\S+|https?://[^/\s]+/@[^/\s]+/\d+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[(\[（]\s*@|#\d")
_ROLE = re.compile(
    r"[:：]\s?\S|\w\s(?:by|par|por|oleh|door|przez|από|توسط|بواسطة)\s|\starafından$", re.IGNORECASE
)
"""What separates a name from what its owner did for the article."""
_ISO_DATE = re.compile(r"[\s–-]+\d{4}-\d\d-\d\d")
_SET_APART = re.compile(rf"[\s{INVISIBLE}]*[|;{re.escape(DASHES)}]\s")
_WHOLE_DAY = len("2021-01-26")
_YEAR_LABEL = re.compile(r"(?:[^\n.!?;]|(?<=\b\w)\.){0,30}?\b(?:19|20)\d\d\b[^\n]{0,16}$", re.MULTILINE)
"""A date in a language or form that is not understood, up to the end of the line."""


def find(view: View, *, in_item: bool = False) -> Iterator[Attribution]:
    """The signatures of a block in order. `in_item`: whether it is an item of a list."""
    earlier = 0
    for bracket in handles.IN_BRACKETS.finditer(view.text):
        if found := _signature(view, earlier, bracket, in_item=in_item):
            yield found
            earlier = found.end


def _signature(view: View, earlier: int, bracket: re.Match[str], *, in_item: bool) -> Attribution | None:
    text = view.text
    found = _name(text, earlier, bracket.start())
    if found is None:
        return None
    date = label_dates.find(text, bracket.end())
    start, name, dash = found
    if _is_introduced(name, dash) or (in_item and _is_entry(name, dash)):
        return None  # a byline, a credit, an entry of a changelog
    label = None if date or not dash else _unread_date(text, bracket.end())
    if not (date or label or (dash and _ends_line(text, bracket.end()))):
        return None  # an account named in a sentence
    end = date.end if date else (label or bracket).end()
    if date and _is_prose(text, start, bracket.end(), end, dash):
        return None
    return Attribution(
        platform=_platform(bracket["handle"]),
        name=name or None,
        handle=bracket["handle"].rstrip("."),
        published=date.value if date else None,
        url=_url(view, start, end),
        start=start,
        end=end,
        confidence=_confidence(text, start, dash=dash, named=bool(name), dated=bool(date or label)),
        rule="signature",
    )


def _is_introduced(name: str, dash: str) -> bool:
    """Whether what stands before the account is not a name alone: `by Name`, `Photo: Name`, `Fixed (#12)`."""
    if _NO_NAME.search(name):
        return True
    if dash and not name[:1].islower():
        return False
    return bool(_ROLE.search(name)) or introductions.without_introduction(name) != name


def _is_entry(name: str, dash: str) -> bool:
    """Whether the dash is rather the mark of the item, since a name follows another one."""
    return dash == "-" and any(_is_between_spaces(name, match) for match in _DASH.finditer(name))


def _unread_date(text: str, start: int) -> re.Match[str] | None:
    """A date behind the account that is not understood. One that is understood belongs to a sentence, since
    it does not follow at once.
    """
    label = _YEAR_LABEL.match(text, start)
    if label and any(len(each.value) >= _WHOLE_DAY for each in dates.find(label[0])):
        return None
    return label


def _is_prose(text: str, start: int, account_end: int, end: int, dash: str) -> bool:
    """Whether a line with an account and a date is rather of the article: what follows the date goes on, the
    date is set apart as in a heading, or the line is an entry of a list.
    """
    at_line_start = is_line_start(text, start)
    if not dash and at_line_start and not _ends_line(text, end):
        return True
    if dash == "-" and _ISO_DATE.match(text, account_end):
        return True
    return not (dash and at_line_start) and bool(_SET_APART.match(text, account_end))


def _name(text: str, earlier: int, bracket: int) -> tuple[int, str, str] | None:
    """Where the line starts, the name, and its dash ("" without one); None where no name stands before the
    bracket.
    """
    first = max(earlier, bracket - _LONGEST_NAME)
    before = text[first:bracket]
    line = before.rfind("\n", 0, len(before.rstrip())) + 1
    dash = _best_dash(before, line)
    if dash and not _LINK.search(before, dash.end()):
        name = one_line(before[dash.end() :])
        return first + dash.start(), name, dash[0].strip()
    start = _start_without_dash(before, line, cut=first > earlier)
    if start is None:
        return None
    name = one_line(before[start:])
    if not name:
        return None
    return first + start, name, ""


def _best_dash(before: str, line: int) -> re.Match[str] | None:
    """The dash at the start of the line, otherwise the last long one, otherwise the last that may be one. A
    name may have dashes of its own: `Name – Official`.
    """
    found = [match for match in _DASH.finditer(before) if "\n" not in before[match.end() :].strip()]
    long = [match for match in found if trimmed(match[0]) in _LONG_DASHES]
    if found and not trimmed(before[line : found[0].start()]) and (found[0] in long or not long):
        behind = before[found[0].end() : found[1].start()] if len(found) > 1 else ""
        if not trimmed(behind) or found[0] in long or _is_part_of_name(behind):
            return found[0]
    if long:
        return long[-1]
    spaced = [match for match in found if _is_between_spaces(before, match)]
    while len(spaced) > 1 and _is_part_of_name(before[spaced[-2].end() : spaced[-1].start()]):
        spaced.pop()
    if spaced and line <= spaced[0].start() and _is_part_of_name(before[line : spaced[0].start()]):
        return None
    return spaced[-1] if spaced else None


def _is_between_spaces(before: str, dash: re.Match[str]) -> bool:
    return dash.start() > 0 and before[dash.start() - 1].isspace() and dash[0][-1].isspace()


def _is_part_of_name(text: str) -> bool:
    return (
        len(text) <= _LONGEST_PART and len(text.split()) <= _MOST_WORDS_OF_PART and not _SENTENCE.search(text)
    )


def _start_without_dash(before: str, line: int, *, cut: bool) -> int | None:
    """Two spaces in place of a lost dash, the end of the words' last link, or the start of the line."""
    double = before.rstrip().rfind("  ")
    if double > line:
        return double + 2
    if links := list(_LINK.finditer(before, line)):
        return links[-1].end()
    if line or not cut:
        return line
    return None


def _ends_line(text: str, index: int) -> bool:
    rest = text[index : index + 200].partition("\n")[0]
    return not trimmed(rest).strip(".") or bool(_LINK_ALONE.fullmatch(trimmed(rest)))


def _platform(handle: str) -> str:
    if "@" in handle:
        return "mastodon"
    return "x" if _X_HANDLE.fullmatch(handle) else "bluesky"


def _url(view: View, start: int, end: int) -> str | None:
    """The link to the post: in the line, mostly around the date."""
    urls = [link.url for link in view.links if start <= link.start < end]
    return next(
        (url for url in reversed(urls) if (_STATUS.fullmatch(url) and "/status" in url) or "/post/" in url),
        None,
    )


def _confidence(text: str, start: int, *, dash: str, named: bool, dated: bool) -> float:
    at_line_start = is_line_start(text, start)
    if not named:
        return 0.8 if dash and dated else 0.3
    if dated:
        return (0.98 if at_line_start else 0.95) if dash else (0.45 if at_line_start else 0.8)
    return 0.45 if dash and at_line_start else 0.3
