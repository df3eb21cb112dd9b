"""The first `h1` headings of a page, and which of them is the site's name instead of a headline."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple
from urllib.parse import urlsplit

from embedsvc.read.html.document import Document
from embedsvc.read.html.plain_text import clean
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import is_invisible, visible_text
from embedsvc.read.page import notices

_MAX_HEADINGS = 40
_MAX_LESSER_HEADINGS = 10
_MIN_NAME = 2
_MIN_HEADLINE_WORDS = 5
_SEPARATORS = " \xa0|-–—―·•»«›‹:/~｜"
_NAME = "[-_]?(?:header|name|title)"
_MASTHEAD = re.compile(
    rf"b(?:log[-_]?(?:header|name)|rand{_NAME}|(?<![a-z]b)rand(?![a-z]))|(?<![ab])logo|masthead|site{_NAME}"
)
"""Not `blog-title`, which is the title of a post as often, nor the letters "logo" in "blogoverview"."""
_NAME_FIRST = re.compile(r"\s*[:»>]")
_DECORATION = re.compile(r"material-(?:icons|symbols)|headerlink|(?<![a-z])anchor(?![a-z])|permalink")
_PART_OR_VIEW = re.compile(r"(?:page/|comment-page-)?\d{1,3}|amp|print|feed")
"""The last part of a path below an article: a page or another view of it, not an article below a home page.
"""


class Heading(NamedTuple):
    element: Node
    text: str
    is_masthead: bool
    """Whether it is the site's name: by its class or id, because it links to the home page, or because the
    title element and another heading show that the headline is another text.
    """


def find(document: Document, titles: Sequence[str] = ()) -> tuple[Heading, ...]:
    """The `h1` with text (HTML §4.3.6) among the first 40, in document order. `titles` are those of the
    page's head.
    """
    texts = ((element, _text_of(element)) for element in document.all("h1")[:_MAX_HEADINGS])
    headings = [
        (element, text)
        for element, text in texts
        if text and (text in document.title or not notices.is_notice(element))
    ]
    return tuple(
        Heading(
            element,
            text,
            _is_masthead(element, text, titles, document)
            or _is_name_in_title(index, [text for _, text in headings], titles, document),
        )
        for index, (element, text) in enumerate(headings)
    )


def _is_name_in_title(index: int, texts: Sequence[str], titles: Sequence[str], document: Document) -> bool:
    """Whether the title element is this `h1` and, apart from it, another heading or title of the head, as in
    "Bridge reopens - The River Post". Where the name would come first, only a later `h1` after a colon or a
    similar mark counts, since "Dune - Part Two" may be an `h1` and its subtitle.
    """
    title, name = document.title.casefold(), texts[index].casefold()
    if not _MIN_NAME <= len(name) < len(title) or _contains(titles, name):
        return False
    if title.endswith(name):
        rest = _before_separator(title.removesuffix(name))
        return bool(rest) and _contains(chain(titles, texts, _lesser_headings(document)), rest)
    if title.startswith(name):
        after = title.removeprefix(name)
        rest = _before_separator(after[::-1])[::-1]
        others = chain(titles, texts[index:] if _NAME_FIRST.match(after) else ())
        return bool(rest) and not _names_domain(rest, document) and _contains(others, rest)
    return False


def _names_domain(text: str, document: Document) -> bool:
    """Whether a text is the name of the domain, which some sites state as the `og:title` of all pages."""
    return _letters(text) == _letters(document.site.partition(".")[0])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _before_separator(text: str) -> str:
    """A text without the separator at its end, "" where it has none."""
    rest = text.rstrip(_SEPARATORS)
    return rest if rest and text[len(rest) :].strip() else ""


def _contains(texts: Iterable[str], rest: str) -> bool:
    return any(text.casefold() == rest for text in texts)


def _lesser_headings(document: Document) -> Iterator[str]:
    return map(visible_text, islice(document.root.css("h2, h3"), _MAX_LESSER_HEADINGS))


def _text_of(heading: Node) -> str:
    """The text of a heading without icons that are written as words, links to itself and what is hidden; the
    whole text if nothing remains.
    """
    return clean(visible_text(heading, _is_decoration)) or clean(visible_text(heading))


def _is_decoration(element: Node) -> bool:
    if is_invisible(element) or notices.hides_content(element):
        return True
    return _DECORATION.search(element.attrs.sget("class", "").lower()) is not None


def _is_masthead(element: Node, text: str, titles: Sequence[str], document: Document) -> bool:
    attributes = element.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    if _MASTHEAD.search(names) and not _begins_title(text, titles):
        return True
    link = element.css_first("a")
    if link is None or visible_text(link) != text:
        return False
    url = document.absolute(link.attributes.get("href"))
    return url is not None and _is_home_of(urlsplit(document.url).path, urlsplit(url).path)


def _begins_title(text: str, titles: Sequence[str]) -> bool:
    """Whether a title of the head begins with a text that is longer than the names of sites."""
    is_long = len(text.split()) >= _MIN_HEADLINE_WORDS
    return is_long and any(title.casefold().startswith(text.casefold()) for title in titles)


def _is_home_of(page: str, path: str) -> bool:
    """Whether a path is a page's home page: the root, or the page's first folder on hosts with many sites."""
    home = path.strip("/")
    folder, _, rest = page.strip("/").partition("/")
    return not home or (home == folder and bool(rest) and not _PART_OR_VIEW.fullmatch(rest))
