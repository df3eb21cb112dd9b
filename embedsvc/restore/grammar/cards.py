"""The newer card of X, copied as text: the name and `@handle` above the words, the hour and date below them.

Only both together are a card: profiles and lists of accounts have the first, articles the second.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from embedsvc.restore.articles.block import Article, Position
from embedsvc.restore.grammar import debris, label_dates, lengths
from embedsvc.restore.grammar.attribution import trimmed

_ACCOUNT = re.compile(r"(?:(?P<name>[^@\n]{1,60})\s)?[@＠](?P<handle>[A-Za-z0-9_]{1,15})(?:\s?·.{0,30})?")
_NEXT_ACCOUNT = re.compile(r"(?:(?:[^@\s]+\s+){1,4})?[@＠][A-Za-z0-9_]{1,15}(?:\s?·.{0,30})?")
"""In a line of more words it is a mention at the end of the post."""
_HOUR = re.compile(r"\d{1,2}[:.]\d{2}\D")
_BETWEEN = re.compile(r"[·•\s]*|.{0,20}[✔✓].{0,20}")
_ENDS_SENTENCE = re.compile(r"[.:;!?。：؟]\Z")
_MOST_BLOCKS = 16
_MOST_LINES = 40
_LONGEST_NAME = 60
_LONGEST_FOOTER = 100


class Card(NamedTuple):
    name: str
    handle: str
    published: str
    text: str
    start: Position
    end: Position


class _Line(NamedTuple):
    text: str
    start: Position
    end: Position


def find(article: Article, index: int) -> Card | None:
    """The first card whose account is in a block."""
    if not any(_ACCOUNT.fullmatch(trimmed(line)) for line in article.blocks[index].text.split("\n")):
        return None
    lines = list(_lines(article, index))
    for number, line in enumerate(lines):
        account = _ACCOUNT.fullmatch(line.text) if line.start.block == index else None
        if account and (card := _card(lines, number, account)):
            return card
    return None


def _lines(article: Article, index: int) -> Iterator[_Line]:
    """From the block before on, without empty ones, in the same container."""
    container = article.blocks[index].container
    for position in range(max(0, index - 1), min(index + _MOST_BLOCKS, len(article.blocks))):
        block, offset = article.blocks[position], 0
        if block.container is not container:
            continue
        for line in block.text.split("\n"):
            if trimmed(line):
                yield _Line(trimmed(line), Position(position, offset), Position(position, offset + len(line)))
            offset += len(line) + 1


def _card(lines: Sequence[_Line], number: int, account: re.Match[str]) -> Card | None:
    first = number
    name = trimmed(account["name"] or "")
    while not name and first > 0:
        first -= 1
        name = "" if _BETWEEN.fullmatch(lines[first].text) else lines[first].text
    if not name or len(name) > _LONGEST_NAME or "@" in name or _ENDS_SENTENCE.search(name):
        return None
    words: list[str] = []
    for last in range(number + 1, min(number + _MOST_LINES, len(lines))):
        text = lines[last].text
        if _NEXT_ACCOUNT.fullmatch(text):
            return None
        if published := _footer(text):
            whole = "\n".join(words)
            if not words or not lengths.fits(whole, "x", published):
                return None
            end = _end(lines, last)
            return Card(name, account["handle"], published, whole, lines[first].start, end)
        if words or not _is_of_header(text):
            words.append(text)
    return None


def _is_of_header(text: str) -> bool:
    """A dot, the mark of an account that is verified, the button to follow it, the day."""
    if _BETWEEN.fullmatch(text) or debris.is_debris(text):
        return True
    date = label_dates.find(text, 0) if len(text) <= _LONGEST_FOOTER else None
    return date is not None and date.end == len(text)


def _footer(text: str) -> str | None:
    """The moment that a line of nothing else states."""
    if len(text) > _LONGEST_FOOTER or not _HOUR.search(text):
        return None
    date = label_dates.find(text, 0)
    if date is None or len(date.value) < len("2021-01-26"):
        return None
    behind = text[date.end :].strip(" ·|-")
    return date.value if not behind or debris.is_debris(behind) else None


def _end(lines: Sequence[_Line], last: int) -> Position:
    while last + 1 < len(lines) and debris.is_debris(lines[last + 1].text):
        last += 1
    return lines[last].end
