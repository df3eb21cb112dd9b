"""What an attribution states, wherever the words are."""

import re
from dataclasses import dataclass, replace

INVISIBLE = "".join(
    chr(code)
    for code in (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
)
"""Marks of direction, joiners, soft hyphens."""
FULL_STOPS = ".…。｡؟۔।։።။។"
DASHES = "—–―‒⸺⸻−‐‑-"
SPACES = " \t\n\u00a0\u202f\u3000"
_BLANK = re.compile(f"[{SPACES}{INVISIBLE}]*+")
_BEFORE_NAME = re.compile(
    rf"\n|(?:https?://|pic\.|[#@＠])\S+\s+(?=\S)|(?<=\w\w\w)[!?{FULL_STOPS}]\s+(?=\S)|[。！？]"
)
_MOST_MARKS = 64
"""Spaces and marks of direction before a label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A line that names the author of a post, at `text[start:end]` of its block, behind the words."""

    platform: str
    name: str | None
    handle: str | None
    """Without the leading @."""
    published: str | None
    url: str | None
    start: int
    end: int
    confidence: float
    """For the line alone."""
    rule: str
    opening: re.Pattern[str] | None = None
    """What such a post begins with before its words: groups `name` or `handle`."""

    def moved(self, by: int) -> "Attribution":
        """The same in a text that has `by` more characters before it."""
        return replace(self, start=self.start + by, end=self.end + by)


def trimmed(text: str) -> str:
    """Without spaces and invisible marks at its edges."""
    return text.strip(SPACES + INVISIBLE)


def one_line(text: str) -> str:
    return trimmed(" ".join(text.split()))


def name_start(text: str, first: int, end: int) -> int:
    """Where a name that ends at an index begins, at `first` at the earliest: behind a line break, a link, a
    tag, the end of a sentence.
    """
    return max((match.end() for match in _BEFORE_NAME.finditer(text, first, end)), default=first)


def is_line_start(text: str, index: int) -> bool:
    """Whether only spaces and invisible marks stand between the start of the line and this index."""
    first = max(0, index - _MOST_MARKS)
    _, line_break, before = text[first:index].rpartition("\n")
    return not trimmed(before) and (bool(line_break) or first == 0)


_GOES_ON = re.compile(r"[,;]? (\w)")


def is_in_sentence(text: str, end: int) -> bool:
    """Whether a sentence goes on behind a label that ends there, in a script that has lower case."""
    following = _GOES_ON.match(text, end)
    return following is not None and following[1].islower()


def is_blank_from(text: str, index: int) -> bool:
    """Whether only spaces and invisible marks stand from this index on."""
    return _BLANK.fullmatch(text, index) is not None


def is_blank_until(text: str, index: int) -> bool:
    """Whether only spaces and invisible marks stand before this index."""
    blank = _BLANK.match(text)
    return blank is not None and blank.end() >= index
