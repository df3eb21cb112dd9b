"""Splits the parts of a text that are near figures into tokens: figures, words and signs."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from embedsvc.read.folding import fold

_FIGURE = re.compile(r"\d+")
_CONTEXT = 40
"""Characters before and after a figure."""
# Marks (General_Category M) and joiners are parts of words, but not letters to `re`.
_MARKS = "".join(chr(c) for c in range(0x300, 0x2000) if unicodedata.category(chr(c)) in {"Mn", "Mc"})
_INVISIBLE = r"\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_TOKEN = re.compile(rf"(?P<figure>\d+)|(?P<word>(?:[^\W\d_]|[{_MARKS}\u200c\u200d])+)|[^\w\s{_INVISIBLE}]")
_SIGNS = str.maketrans("‐‑‒–—−؍،、’‘׳", "------/,,'''")
_LONGEST_FIGURE = 9


class Token(NamedTuple):
    """A figure, a word or a sign, folded, at `text[start:end]`. `number` is -1 in words and signs."""

    text: str
    number: int
    start: int
    end: int

    @property
    def digits(self) -> int:
        return self.end - self.start if self.number >= 0 else 0


_NOTHING = Token("", -1, 0, 0)


class Tokens:
    """The tokens of a stretch. An index before the first or after the last gives an empty token."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, index: int) -> Token:
        return self._tokens[index] if 0 <= index < len(self._tokens) else _NOTHING

    def skip(self, index: int, words: frozenset[str]) -> int:
        """The index after the tokens that are among `words`, at most four."""
        for _ in range(4):
            if self[index].text not in words:
                break
            index += 1
        return index


def words(text: str) -> frozenset[str]:
    """Words to skip, folded as the texts of tokens are."""
    return frozenset(map(fold, text.split()))


def stretches(text: str) -> Iterator[Tokens]:
    """The tokens around figures, where dates can be."""
    start = end = 0
    for figure in _FIGURE.finditer(text):
        if figure.start() - _CONTEXT > end:
            if end:
                yield _tokens(text, start, end)
            start = figure.start() - _CONTEXT
        end = figure.end() + _CONTEXT
    if end:
        yield _tokens(text, start, end)


def _tokens(text: str, start: int, end: int) -> Tokens:
    tokens = []
    for match in _TOKEN.finditer(text, start, end):
        raw, kind = match[0], match.lastgroup
        if kind == "figure":
            number = int(raw) if len(raw) <= _LONGEST_FIGURE else -1
            tokens.append(Token(raw, number, match.start(), match.end()))
        else:
            word = fold(raw) if kind else fold(raw).translate(_SIGNS)
            tokens.append(Token(word, -1, match.start(), match.end()))
    return Tokens(tokens)
