"""What a reader sees of an article besides its text: what is marked up as byline and date.

Marks are read only where the head is silent, since they cost a walk over the whole page.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from embedsvc.read import word_lists
from embedsvc.read.html.document import words
from embedsvc.read.html.tree import Node, texts

_LONGEST = 300
"""Characters of a byline, a date line or a label: more is a text."""
_MOST = 40
"""Marked elements of a kind that are looked at."""

_ABOUT = "[-_]*(?:meta|info|details|footer)"
# Alternatives stand by their first letters, so that most places of a class are passed over at once.
_CLASSES = {
    "byline": re.compile(
        r"au(?:thor|tor(?!is)|teur)|b(?:yline|y-line)|c(?:ontributor|reated-?by)|f(?:[oöø]rfatt(?:er|are)|"
        r"irma(?:nte)?(?![a-z]))|journalist|kirjoittaja|muhabir|p(?:enulis|erson-?name|ost(?:ed)?-?by)|"
        r"re(?:porter(?![a-z])|(?<![a-z]re)dact(?:or|eur))|s(?:ignature|kribent|zerz[oő])|toimittaja|verfasser|"
        r"writ(?:er|ten-?by)|yazar"
    ),
    "line": re.compile(
        rf"article{_ABOUT}|content{_ABOUT}|dateline|entry{_ABOUT}|m(?:eta[-_]*(?:info|line|data)|"
        rf"(?<![a-z]m)eta(?![a-z]))|news{_ABOUT}|post{_ABOUT}|s(?:tory{_ABOUT}|ubmitted)"
    ),
    "date": re.compile(
        r"byline|d(?:ate(?![a-z])|(?<![a-z]d)at(?:um|a|o)(?![a-z]))|fecha|p(?:osted|ub-?time|ubdate|ublish)|"
        r"t(?:arih|ime-?(?:stamp|data)|(?<![a-z]t)ime(?![a-z]))|veröffentlich"
    ),
}

_SMALL, _LARGE = "a-zß-öø-ÿĀ-ɏά-ώа-яё", "A-ZÀ-ÖØ-ÞĀ-ɏΑ-ΩА-ЯЁ"
_GLUED = re.compile(f"[{_SMALL}][{_LARGE}]")


class Marks:
    """Elements that a page marks up as what they are, by class or `rel`, in document order: found in one walk
    that goes as far as somebody asks.
    """

    def __init__(self, root: Node) -> None:
        self._walk = _marked(root)
        self._found: dict[str, list[Node]] = {kind: [] for kind in _CLASSES}

    @property
    def bylines(self) -> Iterator[Node]:
        return self._of("byline")

    @property
    def lines(self) -> Iterator[Node]:
        """Lines about an article, which may hold its author, its date, its section."""
        return self._of("line")

    @property
    def dates(self) -> Iterator[Node]:
        return self._of("date")

    def _of(self, kind: str) -> Iterator[Node]:
        found = self._found[kind]
        for at in range(_MOST):
            while at >= len(found):
                element, kinds = next(self._walk, (None, ()))
                if element is None:
                    return
                for each in kinds:
                    self._found[each].append(element)
            yield found[at]


def _marked(root: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """The marked elements below one, each with the kinds that it is of."""
    for element in root.css("[class], a[rel*='author' i]:not([class])"):
        # A link with `rel=author` and no class is as good as one of the class. One attribute alone is asked
        # for, since a dictionary of all would take a third of this walk.
        kinds = _kinds(element.attrs.sget("class", "author"))
        if kinds and element.tag in _BEARERS:
            yield element, kinds


_BEARERS = word_lists.words(
    "a abbr address aside b cite dd div em footer h2 h3 h4 h5 h6 header i li p section small span strong td "
    "time ul"
)
"""Elements that bear names and dates."""


@lru_cache(maxsize=8192)
def _kinds(names: str) -> tuple[str, ...]:
    """What a class says of its element. Themes share most classes, so that a process learns them."""
    lowered = names[:_LONGEST].lower()
    return tuple(kind for kind, pattern in _CLASSES.items() if pattern.search(lowered))


def short(element: Node) -> str | None:
    """The text of an element if it is as short as a byline; None for a long one or none."""
    text = words(element) if _is_small(element) else None
    return _apart(text, element) if text and len(text) <= _LONGEST else None


def _apart(text: str, element: Node) -> str:
    """The text with a space where a style alone parts a name from what follows: Jane Doe|Reporter."""
    if _GLUED.search(text):
        for before, behind in pairwise(texts(element)):
            if before[-1:].islower() and behind[:1].isupper():
                end, start = before.split()[-1], behind.split()[0]
                text = text.replace(end + start, f"{end} {start}", 1)
    return text


def _is_small(element: Node) -> bool:
    return all(count < 60 for count, _ in enumerate(element.traverse()))
