"""Titles that state one thing, in whatever order of words: "La página que buscas ya no existe"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from embedsvc.read.walls import phrases
from embedsvc.read.word_lists import word_set

_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


class Statement(NamedTuple):
    """A title states it that has a subject and a predicate, and otherwise nothing but words of the table."""

    subjects: frozenset[str]
    predicates: tuple[frozenset[str], ...]
    words: frozenset[str]


def statement(subjects: str, predicates: str, others: str = "") -> Statement:
    """A predicate of several words has them with `+` between."""
    found = tuple(frozenset(each.split("+")) for each in predicates.split())
    return Statement(word_set(subjects), found, word_set(subjects, others).union(*found))


def match(text: str, statements: Sequence[Statement]) -> str | None:
    """The phrase that a title consists of, besides the name of the site and a number."""
    whole, parts, _ = phrases.parse(text)
    return next((phrase for phrase in (whole, *parts) if _states_one(phrase, statements)), None)


def _states_one(phrase: str, statements: Sequence[Statement]) -> bool:
    words = frozenset(_WORD.findall(phrase))
    return len(words) > 1 and any(
        words <= each.words
        and not words.isdisjoint(each.subjects)
        and any(predicate <= words for predicate in each.predicates)
        for each in statements
    )
