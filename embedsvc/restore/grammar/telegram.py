"""The line under a post of Telegram: `t.me/channel/123 35.0K views Jan 26, 2021 at 17:14`."""

import re
from collections.abc import Iterator

from embedsvc.read.dates import dates
from embedsvc.restore.grammar import label_dates
from embedsvc.restore.grammar.attribution import Attribution, is_blank_from, is_line_start

_LINE = re.compile(
    r"(?:https?://)?t\.me/(?P<handle>\w{4,32})/(?P<id>\d{1,9})"
    r"(?:[\s·]+[\d.,]+\s?[KMkmКкМм]?[ \t]+[^\W\d_]{3,16})?(?P<date>[\s·,]+[^\n]{6,60})?"
)
_OPENING = re.compile(r"(?P<name>[^\n]{1,80})\n")


def find(text: str) -> Iterator[Attribution]:
    for match in _LINE.finditer(text):
        found = dates.first(match["date"] or "")
        if not is_line_start(text, match.start()) or (found is None and not is_blank_from(text, match.end())):
            continue
        yield Attribution(
            platform="telegram",
            name=None,
            handle=match["handle"],
            published=found.value if found else None,
            url=f"https://t.me/{match['handle']}/{match['id']}",
            start=match.start(),
            end=label_dates.end_of(text, match.start("date") + found.end) if found else match.end(),
            confidence=0.95,
            rule="caption",
            opening=_OPENING,
        )
