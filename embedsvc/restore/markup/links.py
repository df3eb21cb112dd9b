"""A link alone in its paragraph, of any site: what WordPress and its like turn to an embed. In Markdown and
plain text a line counts as a paragraph for the links of known platforms, and an image that is one.
"""

import re
from collections.abc import Iterator

from embedsvc.restore.articles.block import Article, Block
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.markup import video_captions
from embedsvc.restore.markup.candidate import Candidate

_ALONE = re.compile(r"<?(?P<url>https?://[^\s<>\"']{4,2000})>?")
_LINE = re.compile(
    r"^[ \t]*+(?P<link><?(?P<url>https?://[^\s<>\"'()\[\]]{4,2000})>?)[ \t]*\\?(?=\r?$)", re.MULTILINE
)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\((?P<url>https?://[^\s()]{4,2000})\)")
"""https://help.obsidian.md/embed-web-pages"""
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)(?:[?#]|$)", re.IGNORECASE)
_STARTS_WITH_URL = re.compile(r"(?:\s|&nbsp;|<[^<>]*>|[\[<*_])*https?://", re.IGNORECASE)
"""What the source of a paragraph is like whose text begins with one: the text of others need not be read."""
_VIDEO_SITE = re.compile(r"youtu|vimeo|dailymotion", re.IGNORECASE)
_PARAGRAPHS = frozenset({"p", "div", ""})


def find(article: Article, markup: Markup) -> Iterator[Candidate]:
    source = article.source
    for block in map(article.blocks.__getitem__, article.with_mark("://")):
        if block.tag not in _PARAGRAPHS or (block.container and block.container.kind != "rest"):
            continue
        if (
            _STARTS_WITH_URL.match(source, block.inner_start, block.inner_end)
            and (found := _paragraph(block))
        ) or (
            _VIDEO_SITE.search(source, block.inner_start, block.inner_end)
            and (found := video_captions.read(block))
        ):
            yield found
        elif markup != "html":
            yield from _lines(source, block)


def _paragraph(block: Block) -> Candidate | None:
    text = block.text
    match = _ALONE.fullmatch(text)
    if match is None or any(
        link.url.strip() != match["url"] and not _shortened(link.url, text) for link in block.view.links
    ):
        return None
    address = next((link.url.strip() for link in block.view.links), match["url"])
    return Candidate(block.start, block.end, (address,), "link", 0.9)


def _shortened(url: str, text: str) -> bool:
    """The link's own text may lack the end of a long address."""
    return url.startswith(text.rstrip("…."))


def _lines(source: str, block: Block) -> Iterator[Candidate]:
    image = _IMAGE.fullmatch(source, block.inner_start, block.inner_end)
    if image and not _PICTURE.search(image["url"]):
        yield Candidate(block.start, block.end, (image["url"],), "link", 0.8, of_platform=True)
    first = source.rfind("\n", 0, block.inner_start) + 1
    for line in _LINE.finditer(source, first, block.inner_end):
        yield Candidate(line.start("link"), line.end(), (line["url"],), "link", 0.7, of_platform=True)
