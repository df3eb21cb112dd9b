"""Phrases of widgets, to regular expressions: `{}` is where the name stands."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from embedsvc.restore.grammar.attribution import INVISIBLE

_GROUP = re.compile(r"\((?:[^()\\]|\\.)*\)[?*+]?")
_VARIABLE = re.compile(r"\0|\{\}|\[[^\]]*\][?*+]?|.[?*+]|\\.")
_SHORTEST_CUE = 1
_SPACE = rf"[\s{INVISIBLE}:：]"


class Phrases(NamedTuple):
    """The parts of the phrases of all languages, before and behind the name."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    pairs: tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None], ...]
    """The parts of each phrase."""
    cues: tuple[str, ...]
    """Each phrase has one of these in it as it is: a quick test before the expressions."""

    def may_be_in(self, lower: str) -> bool:
        return any(map(lower.__contains__, self.cues))

    def completes(self, before: str, behind: str) -> bool:
        """Whether the parts found on both sides of a name are those of one phrase."""
        return any(
            (first is None or first.fullmatch(before) is not None)
            and (second is None or second.fullmatch(behind) is not None)
            for first, second in self.pairs
        )


def compile_phrases(languages: Mapping[str, Iterable[str]]) -> Phrases:
    """Of lists of phrases, by language. They are matched in lower case."""
    pairs = [phrase.split("{}") for phrases in languages.values() for phrase in phrases]
    befores = sorted({before.strip() for before, _ in pairs if before}, key=len, reverse=True)
    behinds = sorted({behind.strip() for _, behind in pairs if behind}, key=len, reverse=True)
    return Phrases(
        re.compile(
            rf"(?:{'|'.join(befores)})(?!\w){_SPACE}+(?=\S)"
            rf"|(?:{'|'.join(filter(_is_unspaced, befores))}){_SPACE}*(?=\S)"
        ),
        re.compile(rf"{_SPACE}*(?:{'|'.join(behinds)})"),
        tuple((_part(before), _part(behind)) for before, behind in pairs),
        tuple(sorted({_cue(phrase) for phrases in languages.values() for phrase in phrases})),
    )


def _cue(phrase: str) -> str:
    """The longest part of a phrase that is no expression. Raises ValueError for a phrase without one."""
    while _GROUP.search(phrase):
        phrase = _GROUP.sub("\0", phrase)
    cue = max(_VARIABLE.split(phrase), key=len)
    if len(cue.strip()) < _SHORTEST_CUE:
        raise ValueError(f"no fixed part: {phrase}")
    return cue.strip()


def _is_unspaced(phrase: str) -> bool:
    """Whether it is in a script without spaces between words."""
    return any(char >= "\u2e80" for char in phrase)


def _part(phrase: str) -> re.Pattern[str] | None:
    phrase = phrase.strip()
    return re.compile(rf"{_SPACE}*(?:{phrase}){_SPACE}*") if phrase else None


def lowered(text: str) -> str:
    """In lower case, with each character where it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text
