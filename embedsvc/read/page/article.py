"""Where on a page the article is: its headline, and which elements belong to something else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice

from embedsvc.read.html import tree
from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node, ancestors
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.page.headings import Heading

_MAX_LESSER_HEADINGS = 40
_MIN_HEADLINE = 4
"""Characters of a heading that a title contains by more than chance."""
_MAX_LEVELS = 12
"""Ancestors that are checked to see what an element belongs to."""
_BLOCK_LEVELS = 2
"""Ancestors of a headline that make up its block: it is often alone in an element of its own."""
_MAX_CLASSES = 300
"""Characters of a class or id attribute."""

# Alternatives are grouped by their first letters, which rules out most positions in a class at once.
_ELSEWHERE = re.compile(
    r"a(?:dvert|lso-?read)|c(?:ard-list|arousel|omment)|disqus|f(?:(?<!\Sf)|(?<=(?:site|page)f)|"
    r"(?<=(?:site|page)-f))ooter|latest|mo(?:re-?(?:articles|from|news|posts|stories)|st-?read)|"
    r"n(?:ewsletter|(?<!\Sn)avigation)|p(?:opular|romo(?![a-z]))|"
    r"re(?:ad-?more|commend|lated|plies|spond(?![a-z])|views?-list)|s(?<!\Ss)idebar|t(?:easer|rending)|"
    r"w(?<!elementor-w)idget"
)
"""Classes and ids of elements that aren't part of an article."""
_NEVER_PART = frozenset({"nav", "blockquote", "form"})
_ASIDES = frozenset({"aside", "footer"})
"""Part of the article that contains them, otherwise of no article (HTML §4.3.5, §4.3.8)."""
_SECTIONS = frozenset({"article", "main"})
_PAGE = frozenset({"body", "html"})
_LAYOUT = _PAGE | _SECTIONS
"""Elements whose classes describe the layout of the page, not their own content."""


@dataclass(frozen=True, eq=False)
class Article:
    headline: Node | None
    containers: dict[Node, Node]
    """The ancestors of the headline, the innermost first, each with its child that contains the headline.
    They contain the article too, whatever their tags and classes are.
    """
    section: frozenset[Node]
    """The ancestors up to the `article` or `main` that the headline is in."""
    block: frozenset[Node]
    """The ancestors that contain little more than the headline and the lines about the article."""

    @cached_property
    def first_text(self) -> int:
        """The index of the headline among the texts of the page, 0 without a headline."""
        if self.headline is None or not tree.texts(self.headline):
            return 0
        return tree.count_texts_before(self.headline)

    def own(self, elements: Iterable[Node]) -> Iterator[Node]:
        """The elements that belong to the article. Those before the headline come last, since most of them
        are about the site or about other articles.
        """
        before = []
        for element in elements:
            if self.is_before(element):
                before.append(element)
            elif not self.is_elsewhere(element):
                yield element
        yield from (element for element in before if not self.is_elsewhere(element))

    def is_before(self, element: Node) -> bool:
        """Whether an element comes before the headline and outside its block, as today's date does."""
        child = element
        for ancestor in islice(ancestors(element), _MAX_LEVELS):
            if ancestor in self.block:
                return False
            if ancestor in self.containers:
                return child in self._children_before_headline(ancestor)
            child = ancestor
        return False

    def _children_before_headline(self, ancestor: Node) -> set[Node]:
        if ancestor not in self._before_headline:
            self._before_headline[ancestor] = set(tree.preceding_siblings(self.containers[ancestor]))
        return self._before_headline[ancestor]

    @cached_property
    def _before_headline(self) -> dict[Node, set[Node]]:
        return {}

    def is_elsewhere(self, element: Node) -> bool:
        """Whether an element belongs to comments, teasers, side bars and the like."""
        is_aside = False
        for ancestor in islice(ancestors(element), _MAX_LEVELS):
            if ancestor in self.containers:
                return is_aside and ancestor not in self.section
            if ancestor.tag in _NEVER_PART:
                return True
            is_aside = is_aside or ancestor.tag in _ASIDES
            if ancestor.tag not in _LAYOUT and _is_marked_elsewhere(ancestor):
                return True
        return is_aside


def find(document: Document, headings: Sequence[Heading], titles: Iterable[str]) -> Article:
    """The article of a page with these `h1` headings and these titles in its head."""
    headline = _headline(document, headings, [title.casefold() for title in titles])
    if headline is None:
        return Article(None, {}, frozenset(), frozenset())
    containers = list(ancestors(headline))
    levels = next((level for level, each in enumerate(containers, 1) if each.tag in _SECTIONS), 0)
    return Article(
        headline=headline,
        containers=dict(zip(containers, [headline, *containers], strict=False)),
        section=frozenset(containers[:levels]),
        block=frozenset(each for each in containers[:_BLOCK_LEVELS] if each.tag not in _PAGE),
    )


def _headline(document: Document, headings: Sequence[Heading], titles: list[str]) -> Node | None:
    """The first `h1` that a title contains, then the first lesser heading that one contains, then the first
    `h1`.
    """
    candidates = [(heading.element, heading.text) for heading in headings if not heading.is_masthead]
    in_title = (
        element
        for element, text in chain(candidates, _lesser_headings(document))
        if _is_in_title(text.casefold(), titles)
    )
    return next(in_title, candidates[0][0] if candidates else None)


def _lesser_headings(document: Document) -> Iterator[tuple[Node, str]]:
    for element in islice(document.root.css("h2, h3, h4"), _MAX_LESSER_HEADINGS):
        yield element, visible_text(element)


def _is_in_title(text: str, titles: list[str]) -> bool:
    return len(text) >= _MIN_HEADLINE and any(text in title for title in titles)


def _is_marked_elsewhere(element: Node) -> bool:
    attributes = element.attributes
    return _names_elsewhere(attributes.get("class")) or _names_elsewhere(attributes.get("id"))


@lru_cache(maxsize=8192)
def _names_elsewhere(names: str | None) -> bool:
    return names is not None and _ELSEWHERE.search(names[:_MAX_CLASSES].lower()) is not None
