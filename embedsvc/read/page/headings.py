"""The first headings of a page: headlines, and the name of the site set as one."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from embedsvc.read.html.document import Document, words
from embedsvc.read.html.tree import Node

_MOST = 40
_NAME = "[-_]?(?:header|name|title)"
_MASTHEAD = re.compile(rf"b(?:log{_NAME}|rand{_NAME}|(?<![a-z]b)rand(?![a-z]))|logo|masthead|site{_NAME}")
_VIEW = re.compile(r"(?:page/|comment-page-)?\d{1,3}|amp|print|feed")
"""What leads from an article to a part or a form of it, not from a home page to an article."""


class Heading(NamedTuple):
    element: Node
    text: str
    is_masthead: bool
    """Whether it is the site's name: its class says so, or it links to the home page."""


def of(document: Document) -> tuple[Heading, ...]:
    """The first 40 `h1` that say anything (HTML §4.3.6), in document order."""
    texts = ((element, words(element)) for element in document.all("h1")[:_MOST])
    return tuple(
        Heading(element, text, _is_masthead(element, text, document)) for element, text in texts if text
    )


def _is_masthead(element: Node, text: str, document: Document) -> bool:
    attributes = element.attributes
    if _MASTHEAD.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()):
        return True
    link = element.css_first("a")
    if link is None or words(link) != text:
        return False
    address = document.absolute(link.attributes.get("href"))
    return address is not None and _is_home(urlsplit(address).path, urlsplit(document.url).path)


def _is_home(path: str, page: str) -> bool:
    """The home page is the folder above the page where a host has many sites."""
    folder = path.strip("/")
    here, _, rest = page.strip("/").partition("/")
    return not folder or (folder == here and bool(rest) and not _VIEW.fullmatch(rest))
