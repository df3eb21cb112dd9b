"""The line of the sound under a post of TikTok: `♬ original sound - Name`."""

import re
from collections.abc import Iterator

from embedsvc.restore.grammar.attribution import Attribution, one_line

_SOUND = re.compile(r"♬(?:[^\n♬@]|@(?!\w)){1,160}+(?!♬)(?<!\w\w[.!?])")
_NAME = re.compile(r"♬[^\n]*?\s[-–—]\s*(?P<name>[^\n]+)")
_OPENING = re.compile(r"\s*@(?P<handle>[\w.]{2,24})(?:[\s:]+|\Z)")


def find(text: str) -> Iterator[Attribution]:
    for match in _SOUND.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if "♬" in before and "@" not in before.rpartition("♬")[2]:
            continue  # the second of a pair around the title of a song
        name = _NAME.match(match[0])
        yield Attribution(
            platform="tiktok",
            name=one_line(name["name"]) if name else None,
            handle=None,
            published=None,
            url=None,
            start=match.start(),
            end=match.start() + len(match[0].rstrip()),
            confidence=0.95,
            rule="caption",
            opening=_OPENING,
        )
