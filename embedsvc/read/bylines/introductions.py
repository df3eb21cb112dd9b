"""What introduces the names in a byline: "By", "Text:", "بقلم"."""

import re

from embedsvc.read.bylines import byline, vocabulary
from embedsvc.read.bylines.byline import EDGES
from embedsvc.read.folding import fold

OUTER_EDGES = "".join(set(EDGES) - set("()[]【】（）［］"))
"""Punctuation around a whole byline. Brackets may enclose a part of it."""
MAX_PLAIN = 60
"""Characters of a text that is just a name or just a label."""
_MAX_WORDS = 3
_MARKED_WORD = re.compile(r"([^\W\d_]{1,24})\s*([:：/／=])\s*")


def without_introduction(text: str) -> str:
    """A text without its introduction; some have several."""
    while (rest := _after_introduction(text)) is not None:
        text = rest
    return text


def is_label(text: str) -> bool:
    """Whether a text is an introduction without a name: "By", "Autor:", "Written by"."""
    label = text.strip(OUTER_EDGES)
    if len(label) > MAX_PLAIN:
        return False
    rest = fold(without_introduction(label))
    return not rest or rest in vocabulary.LABELS or rest in vocabulary.OPENING_WORDS


def is_credit_label(text: str) -> bool:
    """Whether a text introduces somebody who is no author: "Reviewed by", "Photo:"."""
    words = text.strip().split(" ")
    is_short = 0 < len(words) <= _MAX_WORDS + 1
    ends = words[-1].endswith((":", "：")) or words[-1].lower() in vocabulary.CREDIT_ENDS
    return is_short and ends and fold(words[0].strip(EDGES)) in vocabulary.CREDITS


def _after_introduction(text: str) -> str | None:
    """The rest of a text after one introduction, None where it has none."""
    if joined := _joined_introduction(text):
        return text[joined.end() :].strip(OUTER_EDGES)
    marked_text = _MARKED_WORD.sub(r"\1\2 ", text, count=1) if _MARKED_WORD.match(text) else text
    parts = marked_text.split(" ", _MAX_WORDS)
    if fold(parts[0].strip(EDGES)) not in vocabulary.FIRST_WORDS:
        return None
    for count in range(min(_MAX_WORDS, len(parts)), 0, -1):
        head, rest = " ".join(parts[:count]), " ".join(parts[count:]).strip()
        phrase = fold(head.strip(EDGES))
        is_marked = head[-1:] in set(":：/／=՝") or rest[:1] in set(":：-–")
        if phrase in vocabulary.INTRODUCTIONS or (is_marked and phrase in vocabulary.LABELS):
            return rest.strip(OUTER_EDGES)
        is_certain = is_marked or head.islower() or " " in rest or not byline.is_cased(head)
        if rest and is_certain and phrase in vocabulary.PREPOSITIONS:
            return rest.strip(OUTER_EDGES)
    return None


def _joined_introduction(text: str) -> re.Match[str] | None:
    """An introduction that isn't made of the first words of a text."""
    if not text.isascii() and (found := vocabulary.CJK_INTRODUCTION.match(text)):
        return found
    if found := vocabulary.UNSPACED_INTRODUCTION.match(text):
        return found
    return vocabulary.SENTENCE_INTRODUCTION.match(text) if " by" in text.lower() else None
