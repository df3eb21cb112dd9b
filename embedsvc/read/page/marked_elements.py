"""Elements that a page marks as bylines, dates or lines about the article.

They are searched only if the head of the page lacks a field, because the search visits the whole tree.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from embedsvc.read.html import tree
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.page.author_pages import is_author_page
from embedsvc.read.word_lists import word_set

_MAX_SHORT_TEXT = 300
"""Characters of a byline, a date line or a label."""
_MAX_SHORT_NODES = 60
_MAX_CLASSES = 300
"""Characters of a class attribute."""
_MAX_PER_KIND = 40

_ABOUT = "[-_]*(?:meta|info|details|footer)"
# Alternatives are grouped by their first letters, which rules out most positions in a class at once.
_CLASSES = {
    "byline": re.compile(
        r"au(?:thor|tor(?!is)|teur)|b(?:yline|y-line)|c(?:ontributor|reated-?by)|f(?:[oöø]rfatt(?:er|are)|"
        r"irma(?:nte)?(?![a-z]))|journalist|kirjoittaja|muhabir|p(?:enulis|erson-?name|ost(?:ed)?-?by)|"
        r"re(?:porter(?![a-z])|(?<![a-z]re)dact(?:or|eur))|s(?:ignature|kribent|zerz[oő])|toimittaja|verfasser|"
        r"writ(?:er|ten-?by)|yazar"
    ),
    "info": re.compile(
        rf"article{_ABOUT}|content{_ABOUT}|dateline|entry{_ABOUT}|m(?:eta[-_]*(?:info|line|data)|"
        rf"(?<![a-z]m)eta(?![a-z]))|news{_ABOUT}|post{_ABOUT}|s(?:tory{_ABOUT}|ubmitted)"
    ),
    "date": re.compile(
        r"byline|d(?:ate(?![a-z])|(?<![a-z]d)at(?:um|a|o)(?![a-z]))|fecha|p(?:osted|ub-?time|ubdate|ublish)|"
        r"t(?:arih|ime-?(?:stamp|data)|(?<![a-z]t)ime(?![a-z]))|veröffentlich"
    ),
}
_ANY_CLASS = re.compile("|".join(pattern.pattern for pattern in _CLASSES.values()))

_AUTHOR = re.compile("author|byline|contributor|writer")
_BESIDE_NAME = re.compile(
    "avatar|blurb|count|desc|image|img|job|occupation|photo|picture|position|role|social|teaser"
)
"""In the class of an author's part: not the name, but what is beside it."""

_TAGS = word_set(
    "a abbr address aside b cite dd div em footer h2 h3 h4 h5 h6 header i li p section small span strong td "
    "time ul"
)
"""Elements that contain names and dates."""

_LOWER, _UPPER = "a-zß-öø-ÿĀ-ɏά-ώа-яё", "A-ZÀ-ÖØ-ÞĀ-ɏΑ-ΩА-ЯЁ"
_UNSPACED_WORDS = re.compile(f"[{_LOWER}][{_UPPER}]")


class MarkedElements:
    """Marked elements below a root, in document order. One walk finds all kinds, and goes only as far as
    somebody iterates.
    """

    def __init__(self, root: Node) -> None:
        self._walk = _marked(root)
        self._found: dict[str, list[Node]] = {kind: [] for kind in _CLASSES}

    @property
    def bylines(self) -> Iterator[Node]:
        """Elements of a byline's class, links with `rel=author`, and links to pages about authors."""
        return self._of_kind("byline")

    @property
    def info_lines(self) -> Iterator[Node]:
        """Lines about an article, which may contain its author, its date, its section."""
        return self._of_kind("info")

    @property
    def dates(self) -> Iterator[Node]:
        return self._of_kind("date")

    def _of_kind(self, kind: str) -> Iterator[Node]:
        found = self._found[kind]
        for index in range(_MAX_PER_KIND):
            while index >= len(found):
                element, kinds = next(self._walk, (None, ()))
                if element is None:
                    return
                for each in kinds:
                    self._found[each].append(element)
            yield found[index]


def _marked(root: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """The marked elements below a root, each with its kinds."""
    for element in root.css("[class], a[rel*='author' i]:not([class]), a[href*='/author']:not([class])"):
        # A link without a class counts as one of the class "author". Reading one attribute is a third of this
        # walk faster than building the dictionary of all.
        kinds = _kinds_of(element.attrs.sget("class", "author"))
        if not kinds and element.tag == "a" and is_author_page(element.attrs.sget("href", "")):
            kinds = ("byline",)
        if kinds and element.tag in _TAGS:
            yield element, kinds


@lru_cache(maxsize=8192)
def _kinds_of(classes: str) -> tuple[str, ...]:
    """Cached, because the pages of a site, and many sites, share their classes. One search rules out most."""
    lowered = classes[:_MAX_CLASSES].lower()
    if not _ANY_CLASS.search(lowered):
        return ()
    words = (word for word in lowered.split() if not (_BESIDE_NAME.search(word) and _AUTHOR.search(word)))
    lowered = " ".join(words)
    return tuple(kind for kind, pattern in _CLASSES.items() if pattern.search(lowered))


def short_text(element: Node) -> str | None:
    """The visible text of an element if it is no longer than a byline; None for a longer one or none."""
    text = visible_text(element) if _has_few_nodes(element) else None
    return _add_spaces(text, element) if text and len(text) <= _MAX_SHORT_TEXT else None


def _add_spaces(text: str, element: Node) -> str:
    """The text with a space where only a style separates a name from what follows: Jane Doe|Reporter."""
    if _UNSPACED_WORDS.search(text):
        for before, after in pairwise(tree.texts(element)):
            if before[-1:].islower() and after[:1].isupper():
                end, start = before.split()[-1], after.split()[0]
                text = text.replace(end + start, f"{end} {start}", 1)
    return text


def _has_few_nodes(element: Node) -> bool:
    return next(islice(element.traverse(), _MAX_SHORT_NODES, None), None) is None
