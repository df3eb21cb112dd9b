"""The comments that delimit the blocks of Gutenberg: `<!-- wp:quote {"className":"twitter-tweet"} -->`.

https://developer.wordpress.org/block-editor/getting-started/fundamentals/markup-representation-block/
"""

import json
import re
from collections.abc import Iterator

from embedsvc.restore.markup.candidate import Candidate

_EMBED = re.compile(
    r"<!--\s*wp:(?P<name>(?:core-embed|jetpack)/[\w-]{1,40}|embed)\s+(?P<json>\{[^\n]{1,4000}?\})\s*(?P<void>/)?-->"
)
_BEFORE = re.compile(r"<!--\s*wp:(?P<name>[\w/-]{1,60})(?:\s+\{[^\n]{0,4000}?\})?\s*-->\s*\Z")
_LONGEST = 20_000
_LONGEST_COMMENT = 4_200
_FREE = frozenset({"html", "freeform"})
"""Blocks that may hold any HTML: they stay around a block of ours."""


def find(source: str) -> Iterator[Candidate]:
    """The blocks that embed an address."""
    for match in _EMBED.finditer(source):
        closing = f"<!-- /wp:{match['name']} -->"
        end = match.end() if match["void"] else source.find(closing, match.end(), match.end() + _LONGEST)
        try:
            address = json.loads(match["json"]).get("url")
        except (ValueError, RecursionError, AttributeError):
            continue
        if end >= 0 and isinstance(address, str):
            end += 0 if match["void"] else len(closing)
            yield Candidate(match.start(), end, (address,), "gutenberg")


def around(source: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the comments of the block that holds nothing else: its editor would refuse a paragraph
    or quotation with a figure in it.
    """
    if source[:start].rstrip()[-3:] != "-->":
        return start, end
    first = max(source.rfind("<!--", max(0, start - _LONGEST_COMMENT), start), 0)
    before = _BEFORE.match(source, first, start)
    if before is None or before["name"] in _FREE:
        return start, end
    after = re.compile(rf"\s*<!--\s*/wp:{re.escape(before['name'])}\s*-->").match(source, end)
    return (first, after.end()) if after else (start, end)
