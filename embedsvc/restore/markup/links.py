"""A link alone in its paragraph, of any site: what WordPress and its like turn to an embed. For the
links of known platforms a line counts as a paragraph in text and Markdown, in HTML one between empty lines,
and in Markdown also an image that is one.
"""

import html
import re
from collections.abc import Iterator

from embedsvc.restore.articles.block import Article, Block
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.grammar.attribution import INVISIBLE, trimmed
from embedsvc.restore.markup import video_captions
from embedsvc.restore.markup.candidate import Candidate

_ALONE = re.compile(r"<?(?P<url>https?://[^\s<>\"']{4,2000})>?")
_LINE = re.compile(
    r"^[ \t]*+(?P<link><?(?P<url>https?://[^\s<>\"'()\[\]]{4,2000})>?)[ \t]*\\?(?=\r?$)", re.MULTILINE
)
_OF_POST = re.compile(r"(?:https?://)?(?:t\.co|pic\.(?:twitter|x)\.com)/")
"""The last line or paragraph of a post may be a short link: it is no address of a post."""
_EMPTY_LINE = re.compile(r"<(?i:br)\b[^<>]{0,40}>\s*(?:<(?i:br)\b[^<>]{0,40}>\s*)+")
_HTML_LINE = re.compile(
    r"\s*(?P<link>(?:<a\s[^<>]{0,2000}>)?(?P<url>https?://[^\s<>\"']{4,2000})(?:</a\s*>)?)\s*", re.IGNORECASE
)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\((?P<url>https?://[^\s()]{4,2000})\)")
"""https://help.obsidian.md/embed-web-pages"""
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)(?:[?#]|$)", re.IGNORECASE)
_STARTS_WITH_URL = re.compile(
    rf"(?:[\s{INVISIBLE}]|&nbsp;|<[^<>]*>|[\[<*_])*(?:https?://|(?<=>)(?:www\.)?[\w-]+\.[\w.-]+/)",
    re.IGNORECASE,
)
"""What the source of a paragraph is like whose text begins with one: the text of others need not be read."""
_URL_START = re.compile(r"https?://(?:www\.)?|www\.", re.IGNORECASE)
_VIDEO_SITE = re.compile(r"youtu|vimeo|dailymotion", re.IGNORECASE)
_PARAGRAPHS = frozenset({"p", "div", ""})


def find(article: Article, markup: Markup) -> Iterator[Candidate]:
    source = article.source
    for block in map(article.blocks.__getitem__, article.with_address):
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
        elif markup == "html":
            yield from _html_lines(source, block)
        else:
            yield from _lines(source, block)


def _paragraph(block: Block) -> Candidate | None:
    text = trimmed(block.text)
    links = [link.url.strip() for link in block.view.links]
    match = _ALONE.fullmatch(text)
    if match is None and (len(links) != 1 or " " in text or _OF_POST.match(text)):
        return None
    if any(link != (match and match["url"]) and not _is_shown_as(link, text) for link in links):
        return None
    address = next(iter(links), match["url"] if match else "")
    return Candidate(block.start, block.end, (address,), "link", 0.9)


def _is_shown_as(url: str, text: str) -> bool:
    """A link may be shown without its scheme, and without its end if it is long."""
    return _URL_START.sub("", url, count=1).startswith(_URL_START.sub("", text, count=1).rstrip("…./"))


def _lines(source: str, block: Block) -> Iterator[Candidate]:
    image = _IMAGE.fullmatch(source, block.inner_start, block.inner_end)
    if image and not _PICTURE.search(image["url"]):
        yield Candidate(block.start, block.end, (image["url"],), "link", 0.8, of_platform=True)
    first = source.rfind("\n", 0, block.inner_start) + 1
    for line in _LINE.finditer(source, first, block.inner_end):
        if not _OF_POST.match(line["url"]):
            yield Candidate(line.start("link"), line.end(), (line["url"],), "link", 0.7, of_platform=True)


def _html_lines(source: str, block: Block) -> Iterator[Candidate]:
    start = block.inner_start
    breaks = [match.span() for match in _EMPTY_LINE.finditer(source, start, block.inner_end)]
    for end, following in [*breaks, (block.inner_end, 0)] if breaks else ():
        line = _HTML_LINE.fullmatch(source, start, end)
        if line and not _OF_POST.match(line["url"]):
            url = html.unescape(line["url"])
            yield Candidate(*line.span("link"), (url,), "link", 0.7, of_platform=True)
        start = following
