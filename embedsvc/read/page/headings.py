"""The first `h1` headings of a page, and which of them is the site's name instead of a headline."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import visible_text

_MAX_HEADINGS = 40
_NAME = "[-_]?(?:header|name|title)"
_MASTHEAD = re.compile(rf"b(?:log{_NAME}|rand{_NAME}|(?<![a-z]b)rand(?![a-z]))|logo|masthead|site{_NAME}")
_PART_OR_VIEW = re.compile(r"(?:page/|comment-page-)?\d{1,3}|amp|print|feed")
"""The last part of a path below an article: a page or another view of it, not an article below a home page.
"""


class Heading(NamedTuple):
    element: Node
    text: str
    is_masthead: bool
    """Whether it is the site's name: by its class or id, or because it links to the home page."""


def find(document: Document) -> tuple[Heading, ...]:
    """The `h1` with text (HTML §4.3.6) among the first 40, in document order."""
    texts = ((element, visible_text(element)) for element in document.all("h1")[:_MAX_HEADINGS])
    return tuple(
        Heading(element, text, _is_masthead(element, text, document)) for element, text in texts if text
    )


def _is_masthead(element: Node, text: str, document: Document) -> bool:
    attributes = element.attributes
    if _MASTHEAD.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()):
        return True
    link = element.css_first("a")
    if link is None or visible_text(link) != text:
        return False
    url = document.absolute(link.attributes.get("href"))
    return url is not None and _is_home_of(urlsplit(document.url).path, urlsplit(url).path)


def _is_home_of(page: str, path: str) -> bool:
    """Whether a path is a page's home page: the root, or the page's first folder on hosts with many sites."""
    home = path.strip("/")
    folder, _, rest = page.strip("/").partition("/")
    return not home or (home == folder and bool(rest) and not _PART_OR_VIEW.fullmatch(rest))
