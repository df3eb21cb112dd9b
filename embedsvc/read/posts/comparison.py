"""Compares a quotation with its source: what a copy changes by itself is folded, all other changes count."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from embedsvc.read.posts.word_diff import UNSPACED, Piece, word_diff, words

Verdict = Literal["exact", "elided", "edited", "unrelated"]

LEAST_SHARE = 0.5
"""Of the quotation's characters that a source must have in the same order; below, it is another text."""
LONGEST = 30_000
"""Characters of a text that is compared; what follows is left out."""
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08ca-\u08e1\u08e3-\u08ff]")
"""Diacritics and tatweel."""
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʹʻʼʽˈ′‹›＇", "'"),
        **dict.fromkeys("“”„‟«»″「」『』〝〞〟＂", '"'),
        **dict.fromkeys("‐‑‒–—―−⸺⸻﹘﹣－", "-"),
        "٫": ".",
        "٬": ",",
        "٪": "%",
    }
)
"""Applied before NFKC, which takes some of them apart."""
_SPACED_GUILLEMETS = re.compile(r"«\s([^«»]{1,2000}?)\s»")
"""As French is typeset."""
_SLICES = re.compile(r"\s+|\S{1,200}")
"""Normalised one by one: sorting the marks of one letter (UAX 15) takes quadratic time."""
_DASHES = re.compile("-{2,}")
_LINK_BODY = r"[^\s\"<>\u3000-\u30ff]*[^\s\"<>\u3000-\u30ff.,;:!?')\]}]"
_LINK = re.compile(
    r"(?:(?:https?://(?:www\.|mobile\.)?|(?<![\w@./-]))(?:t\.co|pic\.(?:twitter|x)\.com)/[A-Za-z0-9]+"
    rf"|https?://{_LINK_BODY}"
    rf"|(?<![\w@./-])(?:www\.{_LINK_BODY}|(?:[a-z0-9-]+\.)+[a-z]{{2,24}}/(?:{_LINK_BODY})?))"
    r"(?:\.\.\.)?",
    re.IGNORECASE,
)
_UNSPACED_SPACE = re.compile(r"(?<=[\u2e80-\u9fff\uf900-\ufaff]) | (?=[\u2e80-\u9fff\uf900-\ufaff])")
"""Beside a Chinese or Japanese character, where a space is the trace of a line that was wrapped."""
_ELLIPSIS = re.compile(r"[\[(]?\s*\.(?:\s?\.){2,}\s*[\])]?")


@dataclass(frozen=True, slots=True)
class Comparison:
    """`pieces` merge the source and the quotation, both folded: "removed" is of the source alone."""

    verdict: Verdict
    pieces: tuple[Piece, ...]


def fold(text: str) -> str:
    """The text without what a copy changes: NFKC, white space, quotation marks and dashes, Arabic diacritics
    and tatweel, forms of digits, marks of direction, and links, which are shortened or shown short.
    """
    plain = _INVISIBLE.sub("", _SPACED_GUILLEMETS.sub(r"«\1»", text).translate(_SIGNS))
    plain = "".join(unicodedata.normalize("NFKC", part) for part in _SLICES.findall(plain))
    plain = _ARABIC_MARKS.sub("", plain)
    plain = _DASHES.sub("-", _LINK.sub(" ", plain))
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    return _UNSPACED_SPACE.sub("", " ".join(digits.split()))


def compare(quotation: str, source: str) -> Comparison:
    """What became of the words of a post in a quotation."""
    quoted, original = fold(quotation[:LONGEST]), fold(source[:LONGEST])
    pieces = word_diff(original, quoted)
    if quoted == original:
        return Comparison("exact", pieces)
    if _is_elided(quoted, original):
        return Comparison("elided", pieces)
    return Comparison("edited" if _are_related(quoted, original, pieces) else "unrelated", pieces)


def _are_related(quoted: str, original: str, pieces: tuple[Piece, ...]) -> bool:
    """Whatever the case of their letters. `pieces` are those of both texts."""
    if not words(quoted):
        return False
    return _share(pieces, quoted) >= LEAST_SHARE or (
        _share(word_diff(original.casefold(), quoted.casefold()), quoted.casefold()) >= LEAST_SHARE
    )


def _share(pieces: tuple[Piece, ...], quoted: str) -> float:
    """How much of the quotation is the same in its source."""
    same = sum(len(piece.text) for piece in pieces if piece.op == "same" and not piece.text.isspace())
    return same / len(quoted)


def compare_with_article(quotation: str, paragraphs: Sequence[str]) -> Comparison:
    """What became of the words of an article in a quotation of a part of it, which is exact if the article
    has it as it is. What comes before and behind that part is no part of the difference.
    """
    quoted, article = fold(quotation[:LONGEST]), fold("\n".join(paragraphs))
    if quoted and _find_words(article, quoted, 0) is not None:
        return Comparison("exact", (Piece("same", quoted),))
    compared = compare(quotation, passage(quotation, paragraphs))
    verdict = "elided" if _is_elided(quoted, article) else compared.verdict
    return replace(compared, verdict=verdict, pieces=_without_context(compared.pieces))


def passage(quotation: str, paragraphs: Sequence[str]) -> str:
    """The paragraphs of a long source that have the most words of a quotation: what it is compared with."""
    wanted = set(words(fold(quotation).casefold()))
    if not wanted or not paragraphs:
        return ""
    had = [wanted.intersection(words(fold(paragraph).casefold())) for paragraph in paragraphs]
    first = last = max(range(len(had)), key=lambda position: len(had[position]))
    found = set(had[first])
    for step in (-1, 1):
        position = first + step if step < 0 else last + step
        while 0 <= position < len(had) and len(had[position] - found) * 5 >= len(wanted):
            found |= had[position]
            first, last = min(first, position), max(last, position)
            position += step
    return "\n".join(paragraphs[first : last + 1])


def _without_context(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    first = 1 if len(pieces) > 1 and pieces[0].op == "removed" and pieces[1].op == "same" else 0
    last = len(pieces) - 1 if first < len(pieces) - 1 and pieces[-1].op == "removed" else len(pieces)
    return pieces[first:last]


def _is_elided(quoted: str, original: str) -> bool:
    """Whether the quotation is the source with parts left out: at its ends, or where it has an ellipsis. A
    part that is left out without a mark may be a "not".
    """
    parts = [part.strip() for part in _ELLIPSIS.split(quoted)]
    position = 0
    for part in filter(None, parts):
        found = _find_words(original, part, position)
        if found is None:
            return False
        position = found
    return any(parts)


def _find_words(text: str, part: str, position: int) -> int | None:
    """Where the words end in the text, from a position on, None where they are not whole words of it."""
    before = r"(?<!\w)" if _is_spaced(part[0]) else ""
    behind = r"(?!\w)" if _is_spaced(part[-1]) else ""
    match = re.compile(before + re.escape(part) + behind).search(text, position)
    return match.end() if match else None


def _is_spaced(character: str) -> bool:
    """Whether it is a letter or digit of a script with spaces between words."""
    return character.isalnum() and not UNSPACED.match(character)
