"""The plain text of a post as runs, for platforms that return no mark-up: links are part of the text."""

import re

from embedsvc.errors import Failure
from embedsvc.model import Run
from embedsvc.urls import join

_LINK = re.compile(r"https?://[^\s<>\"“”]{1,2000}")
_AFTER_LINK = ".,;:!?…)]}'»"
"""Punctuation that ends a sentence or encloses a link."""


def to_runs(text: str) -> tuple[Run, ...]:
    """The runs of a text: a link for each http(s) URL, a break for each newline."""
    runs: list[Run] = []
    for number, line in enumerate(text.strip().splitlines()):
        if number:
            runs.append(Run(type="break"))
        position = 0
        for match in _LINK.finditer(line):
            link = match[0].rstrip(_AFTER_LINK)
            runs += _text(line[position : match.start()])
            runs += _link(link)
            position = match.start() + len(link)
        runs += _text(line[position:])
    return tuple(runs)


def _text(text: str) -> list[Run]:
    return [Run(type="text", text=text)] if text else []


def _link(text: str) -> list[Run]:
    try:
        return [Run(type="link", text=text, url=join(text, text).text)]
    except Failure:
        return _text(text)
