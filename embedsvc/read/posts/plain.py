"""Plain text as runs: where platforms give a post's words without markup, its links stand in the text."""

import re

from embedsvc.errors import Failure
from embedsvc.model import Run
from embedsvc.urls import join

LINK = re.compile(r"https?://[^\s<>\"“”]{1,2000}")
TRAILING = ".,;:!?…)]}'»"
"""What ends a sentence, or brackets a link, is not of the link."""


def runs_of(text: str) -> tuple[Run, ...]:
    """The runs of a text: a link for each http(s) URL, a break for each newline."""
    runs: list[Run] = []
    for number, line in enumerate(text.strip().splitlines()):
        if number:
            runs.append(Run(type="break"))
        position = 0
        for match in LINK.finditer(line):
            shown = match[0].rstrip(TRAILING)
            runs += _words(line[position : match.start()])
            runs += _link(shown)
            position = match.start() + len(shown)
        runs += _words(line[position:])
    return tuple(runs)


def _words(text: str) -> list[Run]:
    return [Run(type="text", text=text)] if text else []


def _link(shown: str) -> list[Run]:
    try:
        return [Run(type="link", text=shown, url=join(shown, shown).text)]
    except Failure:
        return _words(shown)
