"""A full name that stands alone after the headline, where nothing marks it as a byline but the date of the
article beside it.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice, takewhile

from embedsvc.model import Author
from embedsvc.read.bylines import vocabulary
from embedsvc.read.bylines.byline import EDGES, is_cased
from embedsvc.read.bylines.introductions import is_credit_label
from embedsvc.read.fields import full_names
from embedsvc.read.fields.authors import Authors
from embedsvc.read.fields.dates import parse
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.fields.visible_dates import find_days
from embedsvc.read.folding import fold
from embedsvc.read.html.tree import Node, ancestors, one_line
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.page import beside_headline, end_of_article

_Text = tuple[Node, str]

_MAX_TEXTS = 15
"""Texts after the headline that may be about the article."""
_MAX_TEXT = 80
"""Characters of a name, or of a date with its label."""
_MAX_BLOCK = 160
"""Characters of the element that contains the name: in a longer one, it is part of a sentence."""
_BLOCKS = frozenset({"p", "div", "li", "td", "section", "header", "span"})
_MAX_LEVELS = 3
_PART_SEPARATOR = re.compile(r"\s[|•·–—-]\s")
_SECTION = re.compile(r"/(?:categor|ressort|rubri|section|tag|tema|thema|topic)\w{0,6}/", re.IGNORECASE)
_SECTION_LABEL = re.compile(
    r"(?:\b(?:in|under)|categor(?:y|ies)|topics?|tags?|sections?|filed|kategorien?|rubrik|thema)[:\s]*$",
    re.IGNORECASE,
)
_SOMEBODY = re.compile("author|avatar|byline|user|writer", re.IGNORECASE)
_PLAYERS = frozenset({"audio", "object", "video"})
"""Elements whose text is a fallback, shown only by browsers that can't play them."""
_MEDIA = re.compile("audio|caption|credit|gallery|mediaplayer|photo|player|video", re.IGNORECASE)
"""Classes around notices of players and the names of who took pictures."""
_MAX_VALUE, _MAX_IMAGES = 100, 5
_ABBREVIATION = re.compile(r"\b[B-DF-HJ-NP-TV-XZ]{2,}\b")
_WORD_START = re.compile(r"(?<![\w\-/.@_#'’\"])")
_WORD_END = re.compile(r"(?![\w\-/@\"]|\.\w)")
_MIN_SENTENCE = 40
"""Characters by which a sentence with a name is longer than the name."""
_MAX_MENTIONS = 2
"""Sentences with the last word of an author's name: more of them are about that person or thing."""


def lone_name(page: PageFacts) -> Authors:
    """The people whose full names stand alone beside a date, if the page uses their words for nothing but a
    name: those of a section ("Real Estate") are in lower case elsewhere.
    """
    before = (
        (node, text) for node, text in _beside_date(_texts_before(page), page) if _is_marked(node, text)
    )
    for node, text in chain(_beside_date(_texts_after(page), page), before):
        found = full_names.find(text, page)
        people = [each for each in found if is_only_a_name(each, page) and not _is_subject(each, page)]
        if people and _is_line_about_article(node, page):
            return tuple(people)
    return ()


def _texts_after(page: PageFacts) -> Iterator[_Text]:
    """The first texts after the headline."""
    texts = page.document.texts
    for index in range(page.article.first_text + 1, len(texts)):
        if text := one_line(texts[index]):
            node = page.document.text_node(index)
            if end_of_article.is_at(node, text):
                return
            yield node, text


def _texts_before(page: PageFacts) -> Iterator[_Text]:
    """The last texts before the headline in the `article` or `main` that contains both."""
    headline, section = page.article.headline, page.article.section
    found = beside_headline.texts_before(headline) if headline is not None else ()
    own = takewhile(lambda each: not section.isdisjoint(ancestors(each.node)), found)
    yield from reversed([(each.node, each.text) for each in own])


def _beside_date(texts: Iterator[_Text], page: PageFacts) -> Iterator[_Text]:
    """The parts of texts that are beside a date."""
    lines = list(islice((each for each in texts if not _is_label_of_date(each[1])), _MAX_TEXTS))
    dated = [len(text) <= _MAX_TEXT and _is_date(node, text, page) for node, text in lines]
    for at, (node, text) in enumerate(lines):
        is_beside_date = any(dated[max(0, at - 1) : at + 2])
        if is_beside_date and len(text) <= _MAX_TEXT and not (at and _is_label_of_other(lines[at - 1][1])):
            parts = _PART_SEPARATOR.split(text)
            yield from ((node, part) for part in parts if not _is_credit(part))


def _is_date(node: Node, text: str, page: PageFacts) -> bool:
    """Whether a text contains a day, or is one in a `time` element that states it: "Mar 14", "3 days ago"."""
    moment = next((each for each in islice(ancestors(node), 2) if each.tag == "time"), None)
    stated = parse(moment.attributes.get("datetime"), page) if moment is not None else None
    return stated is not None or bool(find_days(text, page))


def _is_label_of_other(text: str) -> bool:
    """Whether a text introduces somebody who is no author, or a section: "Posted in"."""
    is_credit = is_credit_label(text) or fold(text.strip(EDGES)) in vocabulary.CREDITS
    return is_credit or _SECTION_LABEL.search(text) is not None


def _is_marked(node: Node, text: str) -> bool:
    """Whether an attribute around a text marks it as somebody, or there is a portrait of that name. Before a
    headline, unmarked texts mostly are sections.
    """
    above = list(islice(ancestors(node), _MAX_LEVELS))
    values = (value for each in above for value in each.attributes.values() if value)
    if any(_SOMEBODY.search(value[:_MAX_VALUE]) for value in values):
        return True
    return any(image.attributes.get("alt") == text for image in above[-1].css("img")[:_MAX_IMAGES])


def _is_label_of_date(text: str) -> bool:
    """Whether a text is only punctuation and words around a date: "Posted on"."""
    return vocabulary.TIMES.issuperset(fold(word) for word in text.strip(EDGES).split())


def _is_credit(text: str) -> bool:
    return fold(text.partition(" ")[0].strip(EDGES)) in vocabulary.CREDITS


def _is_line_about_article(node: Node, page: PageFacts) -> bool:
    above = list(islice(ancestors(node), _MAX_LEVELS))
    block = next((each for each in above if each.tag in _BLOCKS), above[0])
    if len(visible_text(block)) > _MAX_BLOCK or page.article.is_elsewhere(node):
        return False
    if _is_in_media(node, page):
        return False
    return not any(_SECTION.search(each.attributes.get("href") or "") for each in above)


def _is_in_media(node: Node, page: PageFacts) -> bool:
    """Whether a text is in an element for media that does not contain the headline too."""
    headline = page.article.headline
    shared = frozenset(ancestors(headline)) if headline is not None else frozenset()
    own = takewhile(lambda each: each not in shared, ancestors(node))
    return any(
        each.tag in _PLAYERS or _MEDIA.search((each.attributes.get("class") or "")[:_MAX_VALUE])
        for each in own
    )


def is_only_a_name(person: Author, page: PageFacts) -> bool:
    """Whether the words of a name look like one, and none of them is on the page in lower case."""
    name = person.name
    if not is_cased(name) or _ABBREVIATION.search(name):
        return False
    in_lower_case = {fold(word) for word in name.split() if word[0].islower()}
    if in_lower_case - vocabulary.PARTICLES or vocabulary.COMMON_WORDS.intersection(fold(name).split()):
        return False
    words = (word.lower() for word in name.split() if word[0].isupper())
    return not any(_contains_word(page.document.joined_texts, word) for word in words)


def _contains_word(text: str, word: str) -> bool:
    """Whether a text contains a word, and not only in an address or a quoted value. Finding the letters first
    is much faster than one regular expression.
    """
    at = text.find(word)
    while at >= 0:
        if _WORD_START.match(text, at) and _WORD_END.match(text, at + len(word)):
            return True
        at = text.find(word, at + 1)
    return False


def _is_subject(person: Author, page: PageFacts) -> bool:
    """Whether sentences of the page mention the last word of a name as often as that of its subject."""
    last = person.name.rsplit(maxsplit=1)[-1]
    texts = (text for text in page.document.texts if last in text)
    sentences = (text for text in texts if len(text) >= len(person.name) + _MIN_SENTENCE)
    return len(list(islice(sentences, _MAX_MENTIONS + 1))) > _MAX_MENTIONS
