"""Lines of a page without any mark-up for bylines or dates: the last resort for both."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise, takewhile
from typing import NamedTuple

from embedsvc.read.bylines.introductions import is_label
from embedsvc.read.bylines.vocabulary import LIST_JOINERS, OPENERS, OPENING_WORDS, PREPOSITIONS, WORKS
from embedsvc.read.folding import fold
from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import SEPARATOR, Node, one_line
from embedsvc.read.page import end_of_article
from embedsvc.read.page.article import Article
from embedsvc.read.page.marked_elements import short_text

_MAX_LINE = 150
_MIN_LINE = 5
_MAX_BYLINE = 80
_MAX_LINES = 400
_MAX_DISTANCE = 40
"""Texts between a headline and a byline that begins with a preposition ("de", "di"), as other texts do too.
"""
_LABEL_DISTANCE = 3
"""Texts after a label that may be its value."""
_MAX_LIST = 16
"""Texts after a label that may be a list of names, with what joins them."""
_EDGES = " \t\r\n\xa0-–—|•("
_HIDDEN = frozenset({"script", "style", "title", "option", "noscript"})
_NO_DATES = _HIDDEN | {"footer"}
_NO_BYLINES = _HIDDEN | {"a"}
"""A whole link is the title of a teaser, or leads to a list of authors."""
_INLINE = frozenset({"a", "b", "em", "i", "small", "span", "strong"})
_DIGIT = re.compile(r"\d")
_LIST_JOINER = re.compile(rf"[,;、،&]|[,;]?\s?(?:{'|'.join(map(re.escape, sorted(LIST_JOINERS)))})")
_WORD_END = re.compile("[ \xa0:：՝]")
_FIRST_LETTERS = "".join(
    sorted({form(word[0]) for word in OPENERS | WORKS for form in (str.lower, str.upper)})
)
_FIRST_WORD = re.compile(
    rf"\0[{re.escape(_EDGES)}]*+(?=[{_FIRST_LETTERS}])([^ \xa0:：՝\0]{{1,32}})(?=[ \xa0:：՝\0])"
)
"""The first word of a text where it may be an opening word or that of a work ("Words by"), for one search
through all texts of a page.
"""
_BY = re.compile(" by ", re.IGNORECASE)


def is_introduced(text: str) -> bool:
    """Whether a text begins with a word that begins bylines ("By", "Von", "Autor")."""
    return fold(_WORD_END.split(text, 1)[0]) in OPENING_WORDS


class IntroducedLine(NamedTuple):
    text: str
    distance: int
    """Texts between the headline and this one; negative before the headline."""


def introduced_lines(document: Document, article: Article) -> Iterator[IntroducedLine]:
    """The lines that begin as bylines do ("By", "Von", "Autor:", "بقلم"), in document order."""
    for index, first_word in _introduced_texts(document):
        distance = index - article.first_text
        if first_word in PREPOSITIONS and abs(distance) > _MAX_DISTANCE:
            continue
        node = document.text_node(index)
        parent = node.parent
        if parent is None or parent.tag in _NO_BYLINES or article.is_elsewhere(parent):
            continue
        if _is_in_sentence(node):
            continue
        line = one_line(document.texts[index])
        whole = short_text(parent) if node.prev is None else None
        if whole and not _starts_sentence(line, whole):
            line = whole
        text = f"{line} {_value_of_label(document.texts, index)}" if is_label(line) else line
        yield IntroducedLine(text, distance)


def _starts_sentence(label: str, line: str) -> bool:
    """Whether a line goes on after the name: "Written by Jane Doe, who lives …". After "By" alone, which may
    begin a sentence about somebody, the whole counts.
    """
    return len(line) > _MAX_BYLINE and " " in label and is_label(label)


def _is_in_sentence(node: Node) -> bool:
    """Whether a text is in the middle of an element so long that it is part of a sentence."""
    parent = node.parent
    while node.prev is None and parent is not None and parent.tag in _INLINE:
        node, parent = parent, parent.parent
    if node.prev is None or parent is None:
        return False
    text = short_text(parent)
    return text is None or len(text) > _MAX_LINE


def _introduced_texts(document: Document) -> Iterator[tuple[int, str]]:
    """The indexes of the texts that begin as bylines do, each with its first word, folded."""
    joined = document.joined_texts
    index, counted = 0, 1
    for found in _FIRST_WORD.finditer(joined):
        first_word = fold(found[1])
        if first_word in WORKS and _BY.match(joined, found.end()):
            first_word = "by"
        if first_word in OPENING_WORDS:
            index += joined.count(SEPARATOR, counted, found.start(1))
            counted = found.start(1)
            if len(document.texts[index]) <= _MAX_LINE:
                yield index, first_word


def _value_of_label(texts: list[str], index: int) -> str:
    """The text that follows a label in an element of its own, with the rest of the list that it begins ("Jane
    Doe", ", and", "John Roe"), "" without one.
    """
    following = [one_line(text).strip(_EDGES + ":") for text in texts[index + 1 : index + _MAX_LIST]]
    if not any(following[:_LABEL_DISTANCE]):
        return ""
    shown = list(filter(None, following))
    end = 1
    while end + 1 < len(shown) and _LIST_JOINER.fullmatch(shown[end]):
        end += 2
    return " ".join(shown[:end])


class Line(NamedTuple):
    """A short text with a digit, so that it may contain a date. `label` is the text before it."""

    text: str
    label: str
    document: Document
    text_index: int
    """Among the document's texts."""

    def is_part_of(self, article: Article) -> bool:
        """Whether the line is neither beside nor below the article. Walks the tree, so ask this last."""
        node = self.document.text_node(self.text_index)
        parent = node.parent
        return parent is not None and parent.tag not in _NO_DATES and not article.is_elsewhere(node)


def lines_after_headline(document: Document, article: Article) -> Iterator[Line]:
    """The lines with digits among the first 400 short texts after the headline, or of a page without one, up
    to the end of the article.
    """
    texts = document.texts
    short = _short_texts(texts, range(article.first_text, len(texts)))
    after = takewhile(lambda index: not _ends_article(document, index), short)
    return _with_digits(document, pairwise(chain([None], after)))


def _ends_article(document: Document, index: int) -> bool:
    text = document.texts[index]
    return end_of_article.may_be_at(text) and end_of_article.is_at(document.text_node(index), text)


def lines_before_headline(document: Document, article: Article) -> Iterator[Line]:
    """The lines with digits among the last 400 short texts before the headline, the nearest first."""
    texts = document.texts
    before = _short_texts(texts, range(article.first_text - 1, -1, -1))
    return _with_digits(document, ((label, index) for index, label in pairwise(chain(before, [None]))))


def _short_texts(texts: Sequence[str], indexes: Iterable[int]) -> Iterator[int]:
    short = (
        index for index in indexes if _MIN_LINE < len(text := texts[index]) < _MAX_LINE and not text.isspace()
    )
    return islice(short, _MAX_LINES)


def _with_digits(document: Document, pairs: Iterable[tuple[int | None, int | None]]) -> Iterator[Line]:
    """`pairs`: the index of a text, after that of the text before it."""
    texts = document.texts
    for before, index in pairs:
        if index is not None and _DIGIT.search(texts[index]):
            label = "" if before is None or _DIGIT.search(texts[before]) else texts[before]
            yield Line(texts[index], label, document, index)
