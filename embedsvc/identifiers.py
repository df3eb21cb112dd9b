"""Identifiers of works in pasted text, and the address at which the resolver of each answers.

DOI (ISO 26324), arXiv (https://info.arxiv.org/help/arxiv_identifier.html), PubMed and PubMed Central
(https://pmc.ncbi.nlm.nih.gov/pmctopmid/), ISBN (ISO 2108), and the at:// address of a post
(https://atproto.com/specs/at-uri-scheme).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from embedsvc.errors import InvalidUrl

_DOI_CHARACTERS = r"(?:[^\s\"<>]|<[\d+]{1,6}:[^\s<>]{1,40}>)"
"""The angle brackets are those of a SICI, which old DOIs contain."""
_END_OF_SENTENCE = ".,;:!?'’”»…—。，、；：！？،؛؟۔।"
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（"}


@dataclass(frozen=True, slots=True)
class _Kind:
    """`pattern` matches an identifier with what introduces it; `resolver` receives its group `id`."""

    pattern: re.Pattern[str]
    resolver: Callable[[str], str | None]


def _doi(number: str) -> str:
    return "https://doi.org/" + quote(_without_end(number), safe="/:;()@!$&*+,='~")


def _without_end(number: str) -> str:
    """Without the punctuation of the sentence, and without a bracket that was opened before the DOI."""
    while number:
        last = number[-1]
        opener = _BRACKETS.get(last)
        if last not in _END_OF_SENTENCE and (opener is None or number.count(opener) >= number.count(last)):
            break
        number = number[:-1]
    return number


def _isbn(written: str) -> str:
    """Raises InvalidUrl if the check digit does not match. Ten digits become thirteen."""
    digits = re.sub(r"[^\dX]", "", written.upper())
    number, is_short = digits[:-1], len(digits) == len("0306406152")
    if digits != (_with_check_digit_10 if is_short else _with_check_digit_13)(number):
        raise InvalidUrl("The last digit of the ISBN does not match the others. Copy the number again.")
    return "https://openlibrary.org/isbn/" + (_with_check_digit_13(f"978{number}") if is_short else digits)


def _bare_isbn(written: str) -> str | None:
    """Thirteen digits that nothing introduces are an ISBN only if the check digit matches."""
    try:
        return _isbn(written)
    except InvalidUrl:
        return None


def _with_check_digit_10(digits: str) -> str:
    total = sum(int(each) * weight for each, weight in zip(digits, range(10, 1, -1), strict=True))
    return digits + "0123456789X"[-total % 11]


def _with_check_digit_13(digits: str) -> str:
    total = sum(int(each) * (3 if index % 2 else 1) for index, each in enumerate(digits))
    return digits + str(-total % 10)


_KINDS = (
    _Kind(
        re.compile(
            r"(?<![^\s(\[{<>\"'“‘«„,;|*`])(?:(?:info:|urn:)?doi[\s:：./=]{0,3})?"
            rf"(?P<id>10\.\d{{4,9}}(?:\.\d{{1,9}}){{0,3}}/{_DOI_CHARACTERS}+)",
            re.IGNORECASE | re.ASCII,
        ),
        _doi,
    ),
    _Kind(
        re.compile(
            r"\barxiv(?:\s{0,2}[:：]\s{0,2}|\s)"
            r"(?P<id>(?:\d{4}\.\d{4,5}|[a-z-]{2,9}(?:\.[a-z]{2})?/\d{7})(?:v\d{1,2})?)\b",
            re.IGNORECASE | re.ASCII,
        ),
        lambda number: f"https://arxiv.org/abs/{number}",
    ),
    _Kind(
        re.compile(
            r"\b(?:PMID|PubMed\s?ID)\s{0,2}[:：]?\s{0,2}(?P<id>[1-9]\d{0,8})\b", re.IGNORECASE | re.ASCII
        ),
        lambda number: f"https://pubmed.ncbi.nlm.nih.gov/{number}/",
    ),
    _Kind(
        re.compile(r"\b(?:PMCID\s{0,2}[:：]?\s{0,2})?(?P<id>PMC[1-9]\d{4,8})\b", re.IGNORECASE | re.ASCII),
        lambda number: f"https://pmc.ncbi.nlm.nih.gov/articles/{number.upper()}/",
    ),
    _Kind(
        re.compile(
            r"\b(?:urn:)?ISBN(?:[ -]?1[03])?\s{0,2}[:：]?\s{0,2}"
            r"(?P<id>97[89](?:[ ‐‑–-]?\d){10}|\d(?:[ ‐‑–-]?\d){8}[ ‐‑–-]?[\dX])\b",
            re.IGNORECASE | re.ASCII,
        ),
        _isbn,
    ),
    _Kind(
        re.compile(
            r"(?<!\S)at://(?P<id>(?:did:[a-z]{2,10}:[\w.:%-]{1,200}|[\w.-]{3,253})/app\.bsky\.feed\.post/[\w.~-]{1,64})"
            r"(?!\S)",
            re.ASCII,
        ),
        lambda post: "https://bsky.app/profile/" + post.replace("app.bsky.feed.post", "post"),
    ),
    _Kind(re.compile(r"(?<!\S)(?P<id>97[89](?:[ ‐‑–-]?\d){10})(?!\S)", re.ASCII), _bare_isbn),
)
"""In the order of precedence: a reference that names a work by several identifiers is about one work."""


def whole(text: str) -> str | None:
    """The resolver's address of a text that is one identifier; None for any other text.

    Raises InvalidUrl for an ISBN that is mistyped.
    """
    for kind in _KINDS:
        if found := kind.pattern.fullmatch(text):
            return kind.resolver(found["id"])
    return None


def within(text: str) -> tuple[str, ...]:
    """The resolver's addresses of the identifiers in a text, each once, all of the first kind that it has.

    Raises InvalidUrl for an ISBN that is mistyped.
    """
    for kind in _KINDS:
        if found := _unique(kind.resolver(each["id"]) for each in kind.pattern.finditer(text)):
            return found
    return ()


def _unique(addresses: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, addresses)))
