"""A name near the headline that nothing marks as a byline, but that a second place on the page confirms."""

import re
from collections.abc import Iterator

from embedsvc.model import Author
from embedsvc.read.bylines import plain_names, vocabulary
from embedsvc.read.fields.authors import Authors
from embedsvc.read.fields.full_names import is_in_headline
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.folding import fold
from embedsvc.read.html.tree import Node, ancestors, one_line
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.page.article import NEAR

_MAX_NAME = 40
_MAX_BLOCK = 80
"""Characters of the element that contains the name: in a longer one, it is part of a sentence."""
_MAX_BIOGRAPHY = 200
_BLOCKS = frozenset({"p", "div", "li", "td", "section", "header", "span"})
_PROFILE = re.compile(
    r"https?://(?:[\w-]+\.)?(?:bsky\.app/profile|github\.com|linkedin\.com/in|twitter\.com|x\.com)/[\w.-]+/?$|/@[\w.-]+$|^mailto:"
    r"|/(?:bio|member|people|person|profile|staff|team|user)s?/[^/]"
)


def confirmed_name(page: PageFacts) -> Authors:
    """The full name that stands alone among the first texts after the headline, if it links to a profile or
    the text about its author begins with it: "Jane Doe is a freelance writer".
    """
    for node, person in _names_after_headline(page):
        if _links_to_profile(node) or _has_biography(person.name, page):
            return (person,)
    return ()


def _names_after_headline(page: PageFacts) -> Iterator[tuple[Node, Author]]:
    texts, article = page.document.texts, page.article
    first = article.first_text if article.is_titled else len(texts)
    for index in range(first + 1, min(first + NEAR, len(texts))):
        text = one_line(texts[index])
        person = plain_names.parse_author(text, frozenset()) if 0 < len(text) <= _MAX_NAME else None
        if person is None or person.type != "person" or is_in_headline(text, page):
            continue
        node = page.document.text_node(index)
        if _is_alone(node) and not article.is_elsewhere(node):
            yield node, person


def _is_alone(node: Node) -> bool:
    block = next((each for each in ancestors(node) if each.tag in _BLOCKS), None)
    return block is not None and len(visible_text(block)) <= _MAX_BLOCK


def _links_to_profile(node: Node) -> bool:
    link = next((each for each in list(ancestors(node))[:3] if each.tag == "a"), None)
    return link is not None and _PROFILE.search(link.attributes.get("href") or "") is not None


def _has_biography(name: str, page: PageFacts) -> bool:
    """Whether a text begins with the name and a profession of those who write."""
    texts = (text.lstrip() for text in page.document.texts)
    found = (text for text in texts if text.startswith(f"{name} "))
    return any(not vocabulary.ROLES.isdisjoint(_words(text[:_MAX_BIOGRAPHY])) for text in found)


def _words(text: str) -> list[str]:
    return fold(text).replace(",", " ").split()
