"""Where on a page its article is: the headline, and what belongs to something else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice

from embedsvc.read.html.document import Document, words
from embedsvc.read.html.tree import Node, ancestors, before, texts, texts_before
from embedsvc.read.page.headings import Heading

_MOST = 40
"""Headings of a kind that are looked at."""
_SHORTEST = 4
"""Letters of a heading that a title holds by more than chance."""
_CLIMB = 12
"""Levels that are climbed to see whether an element belongs to something other than the article."""
_BLOCK = 2
"""Levels above a headline that hold its block: it is often wrapped in a line of its own."""
_LONGEST = 300

# Alternatives stand by their first letters, so that most places of a class are passed over at once.
_ELSEWHERE = re.compile(
    r"a(?:dvert|lso-?read)|c(?:ard-list|arousel|omment)|disqus|f(?:(?<!\Sf)|(?<=(?:site|page)f)|"
    r"(?<=(?:site|page)-f))ooter|latest|mo(?:re-?(?:articles|from|news|posts|stories)|st-?read)|"
    r"n(?:ewsletter|(?<!\Sn)avigation)|p(?:opular|romo(?![a-z]))|"
    r"re(?:ad-?more|commend|lated|plies|spond(?![a-z])|views?-list)|s(?<!\Ss)idebar|t(?:easer|rending)|"
    r"w(?<!elementor-w)idget"
)
_OUTSIDE = frozenset({"nav", "blockquote", "form"})
_BESIDE = frozenset({"aside", "footer"})
"""Elements that belong to the article they stand in, and to none elsewhere (HTML §4.3.5, §4.3.8)."""
_SECTIONS = frozenset({"article", "main"})
_PAGE = frozenset({"body", "html"})
_WHOLE = _PAGE | _SECTIONS
"""Elements whose classes tell of the page's layout."""


@dataclass(frozen=True, eq=False)
class Article:
    headline: Node | None
    around: dict[Node, Node]
    """What holds the headline, each with its child on the way there, the nearest first: it holds the article
    with it, whatever its tag and its classes say.
    """
    inside: frozenset[Node]
    """Those of them up to the `article` or `main` that the headline stands in."""
    block: frozenset[Node]
    """Those of them that hold little more than the headline and the lines about the article."""

    @cached_property
    def starts_at(self) -> int:
        """Which text of the page is the first of the headline, 0 without one."""
        return texts_before(self.headline) if self.headline is not None and texts(self.headline) else 0

    def own(self, elements: Iterable[Node]) -> Iterator[Node]:
        """Those of the elements that are not elsewhere; before the headline stands what tells of the site or
        of other articles, so that it comes last.
        """
        before = []
        for each in elements:
            if self.is_before(each):
                before.append(each)
            elif not self.is_elsewhere(each):
                yield each
        yield from (each for each in before if not self.is_elsewhere(each))

    def is_before(self, element: Node) -> bool:
        """Whether an element stands before the headline and outside its block: today's date, for one."""
        below = element
        for around in islice(ancestors(element), _CLIMB):
            if around in self.block:
                return False
            if around in self.around:
                return below in self._first(around)
            below = around
        return False

    def _first(self, around: Node) -> set[Node]:
        """What stands in an element before the part of it that holds the headline."""
        if around not in self._firsts:
            self._firsts[around] = set(before(self.around[around]))
        return self._firsts[around]

    @cached_property
    def _firsts(self) -> dict[Node, set[Node]]:
        return {}

    def is_elsewhere(self, element: Node) -> bool:
        """Whether an element belongs to comments, teasers, side bars and the like."""
        beside = False
        for around in islice(ancestors(element), _CLIMB):
            if around in self.around:
                return beside and around not in self.inside
            if around.tag in _OUTSIDE:
                return True
            beside = beside or around.tag in _BESIDE
            if around.tag not in _WHOLE and _is_marked_other(around):
                return True
        return beside


def of(document: Document, headings: Sequence[Heading], titles: Iterable[str]) -> Article:
    """`headings`: the page's `h1`; `titles`: what the head says that the page is called."""
    headline = _headline(document, headings, [title.casefold() for title in titles])
    if headline is None:
        return Article(None, {}, frozenset(), frozenset())
    around = list(ancestors(headline))
    end = next((level for level, each in enumerate(around, 1) if each.tag in _SECTIONS), 0)
    block = frozenset(each for each in around[:_BLOCK] if each.tag not in _PAGE)
    return Article(
        headline, dict(zip(around, [headline, *around], strict=False)), frozenset(around[:end]), block
    )


def _headline(document: Document, headings: Sequence[Heading], titles: list[str]) -> Node | None:
    """The `h1` that stands in the head's title, else another heading that does, else the first `h1`."""
    first = [(each.element, each.text) for each in headings if not each.is_masthead]
    told = (element for element, text in chain(first, _lesser(document)) if _is_told(text.casefold(), titles))
    return next(told, first[0][0] if first else None)


def _lesser(document: Document) -> Iterator[tuple[Node, str]]:
    for each in islice(document.root.css("h2, h3, h4"), _MOST):
        yield each, words(each)


def _is_told(text: str, titles: list[str]) -> bool:
    return len(text) >= _SHORTEST and any(text in title for title in titles)


def _is_marked_other(element: Node) -> bool:
    attributes = element.attributes
    return _is_other(attributes.get("class")) or _is_other(attributes.get("id"))


@lru_cache(maxsize=8192)
def _is_other(names: str | None) -> bool:
    return names is not None and _ELSEWHERE.search(names[:_LONGEST].lower()) is not None
