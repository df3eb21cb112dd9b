"""Where on a page the article is: its headline, and which elements belong to something else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from embedsvc.read.html import tree
from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node, ancestors
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.page.headings import Heading
from embedsvc.read.page.teasers import is_in_teaser

_MAX_LESSER_HEADINGS = 40
_MIN_HEADLINE = 4
"""Characters of a heading that a title contains by more than chance."""
_MIN_CONTAINED = 15
"""Characters of a title that a heading contains by more than chance."""
_MAX_TITLE = 1_000
_MIN_WORDS = 4
_LAST_PART = re.compile(r"\s[|–—·»-]\s[^|–—·»]{1,60}$")
NEAR = 15
"""Texts after the headline in which the lines about the article are."""
_MAX_LEVELS = 12
"""Ancestors that are checked to see what an element belongs to."""
_MAX_DEPTH = 40
"""Ancestors up to the one that an element shares with the headline: menus are deep."""
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
    document: Document
    headline: Node | None
    is_titled: bool
    """Whether a title of the head contains the headline."""
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

    def is_near(self, element: Node) -> bool:
        """Whether an element is among the first texts after the headline or the part that contains it."""
        count, child = 0, element
        for ancestor in islice(ancestors(element), _MAX_DEPTH):
            part = self.containers.get(ancestor)
            for sibling in tree.preceding_siblings(child):
                if part is not None and sibling.mem_id == part.mem_id:
                    return True
                count += len(tree.texts(sibling))
                if count > NEAR:
                    return False
            if part is not None:
                return False
            child = ancestor
        return False

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
        for ancestor in islice(ancestors(element), _MAX_DEPTH):
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
        return self._is_marked_elsewhere(element) or self._is_in_teaser(element)

    def _is_in_teaser(self, element: Node) -> bool:
        return bool(self.title_block) and is_in_teaser(element, self.document, self.title_block)

    @cached_property
    def title_block(self) -> frozenset[Node]:
        """The headline and what contains it, if a title of the head contains the headline. A page without
        such a heading may be a list, and any of its articles the one that is meant.
        """
        return (
            frozenset([self.headline, *self.containers]) if self.headline and self.is_titled else frozenset()
        )

    def _is_marked_elsewhere(self, element: Node) -> bool:
        """Whether an element is inside one that its tag, class or id marks as no part of the article."""
        is_aside = False
        for ancestor in islice(ancestors(element), _MAX_LEVELS):
            if ancestor in self.containers:
                return is_aside and ancestor not in self.section
            tag = ancestor.tag
            if tag in _NEVER_PART or (tag not in _LAYOUT and _is_marked(ancestor)):
                return True
            is_aside = is_aside or tag in _ASIDES
        return is_aside


def find(document: Document, headings: Sequence[Heading], titles: Iterable[str]) -> Article:
    """The article of a page with these `h1` headings and these titles in its head."""
    headline, is_titled = _headline(document, headings, [title[:_MAX_TITLE].casefold() for title in titles])
    if headline is None:
        return Article(document, None, False, {}, frozenset(), frozenset())
    containers = list(ancestors(headline))
    levels = next((level for level, each in enumerate(containers, 1) if each.tag in _SECTIONS), 0)
    return Article(
        document=document,
        headline=headline,
        is_titled=is_titled,
        containers=dict(zip(containers, [headline, *containers], strict=False)),
        section=frozenset(containers[:levels]),
        block=frozenset(each for each in containers[:_BLOCK_LEVELS] if each.tag not in _PAGE),
    )


def _headline(document: Document, headings: Sequence[Heading], titles: list[str]) -> tuple[Node | None, bool]:
    """The first `h1` that a title contains, that contains a title, or that resembles one; then the first
    lesser heading that a title contains; then the first `h1`. And whether a title led to it.
    """
    candidates = [(heading.element, heading.text) for heading in headings if not heading.is_masthead]
    rules = (_is_in_title, _has_title, _resembles_title)
    headline = next(
        (node for is_one in rules for node, text in candidates if is_one(text.casefold(), titles)), None
    )
    if headline is None:
        lesser = _lesser_headings(document)
        headline = next((node for node, text in lesser if _is_in_title(text.casefold(), titles)), None)
    if headline is not None:
        return headline, True
    return (candidates[0][0] if candidates else None), False


def _lesser_headings(document: Document) -> Iterator[tuple[Node, str]]:
    for element in islice(document.root.css("h2, h3, h4"), _MAX_LESSER_HEADINGS):
        yield element, visible_text(element)


def _is_in_title(text: str, titles: list[str]) -> bool:
    return len(text) >= _MIN_HEADLINE and any(text in title for title in titles)


def _has_title(text: str, titles: list[str]) -> bool:
    """Whether an `h1` contains a title, perhaps without the site's name, and more: a kicker, a date."""
    starts = (part for title in titles for part in (title, _LAST_PART.sub("", title)))
    return any(len(start) >= _MIN_CONTAINED and start in text for start in starts)


def _resembles_title(text: str, titles: list[str]) -> bool:
    """Whether most words of an `h1` are those of a title."""
    words = set(text.split())
    return len(words) >= _MIN_WORDS and any(
        3 * len(words & set(title.split())) >= 2 * len(words) for title in titles
    )


def _is_marked(element: Node) -> bool:
    return _names_elsewhere(element.attrs.sget("class", "")) or _names_elsewhere(element.id or "")


@lru_cache(maxsize=8192)
def _names_elsewhere(names: str) -> bool:
    return _ELSEWHERE.search(names[:_MAX_CLASSES].lower()) is not None
