"""The line that names where a republished article came from: "Original Article", "المصدر: ...", "Via ...". It
is reported and stays as it is.
"""

import html
import re
from collections.abc import Iterator

from embedsvc.read.page.source_links import labels_source, names_source
from embedsvc.restore.articles.block import Article, Block
from embedsvc.restore.find import Find
from embedsvc.restore.grammar.attribution import trimmed

_LONGEST = 300
"""Characters of a line."""
_LONGEST_LABEL = 100
"""Characters before its link, some of them escaped."""
_LINK_START = re.compile(r"<[aA]\s|\]\(|[hH](?i:ttps?):")
_TAG = re.compile(r"<[^<>]*>")
_URL = re.compile(r"https?://[^\s<>\"')\]]{4,2000}")
_SHORT_LABEL = re.compile(
    r"\W*(?:source|sources|via|h/t|hat tip|quelle|quellen|fuente|fuentes|fonte|sumber|bron|через|منابع)\b\W*",
    re.IGNORECASE,
)


def find(article: Article) -> Iterator[Find]:
    short = (
        index
        for index, block in enumerate(article.blocks)
        if block.inner_end - block.inner_start <= _LONGEST_LABEL
    )
    for index in sorted({*short, *article.with_address}):
        if _may_be_one(article.source, article.blocks[index]):
            yield from _source(article.blocks[index])


def _may_be_one(source: str, block: Block) -> bool:
    """By the source of a block, since few blocks have a label: the text of others need not be read."""
    if block.inner_end - block.inner_start > _LONGEST * 4:
        return False
    link = _LINK_START.search(source, block.inner_start, block.inner_end)
    label = _plain(source[block.inner_start : link.start() if link else block.inner_end])
    if len(label) > _LONGEST_LABEL:
        return False
    return _is_label(label) or names_source(_plain(source[block.inner_start : block.inner_end]))


def _plain(markup: str) -> str:
    return trimmed(html.unescape(_TAG.sub("", markup) if "<" in markup else markup))


def _is_label(text: str) -> bool:
    return names_source(text) or labels_source(text) or _SHORT_LABEL.fullmatch(text) is not None


def _source(block: Block) -> Iterator[Find]:
    text = block.text
    if len(text) > _LONGEST:
        return
    links = [(link.start, link.url) for link in block.view.links if link.url.startswith("http")]
    links += [(match.start(), match[0]) for match in _URL.finditer(text)]
    first, url = min(links, default=(len(text), None))
    label = trimmed(text[:first])
    if names_source(trimmed(text)) or (url and _is_label(label)):
        yield Find(
            kind="source",
            platform=None,
            url=url,
            start=block.start,
            end=block.end,
            confidence=0.9 if url else 0.7,
            rule="source line",
        )
