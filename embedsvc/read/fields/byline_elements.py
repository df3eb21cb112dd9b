"""The people that an element names which the page marks as a byline or as a box about an author."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from embedsvc.model import Author
from embedsvc.read.bylines import plain_names
from embedsvc.read.bylines.byline import is_one_word
from embedsvc.read.bylines.introductions import is_credit_label, is_label
from embedsvc.read.bylines.vocabulary import SENTENCE_INTRODUCTION
from embedsvc.read.fields import full_names
from embedsvc.read.fields.authors import Authors
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html import tree
from embedsvc.read.html.tree import Node
from embedsvc.read.page.author_pages import is_author_page
from embedsvc.read.page.lines import is_introduced
from embedsvc.read.page.marked_elements import short_text

MAX_BYLINE = 80
"""Characters: a longer byline contains more than names."""
_MAX_BOX_HEADINGS = 3
_MAX_ITEMS = 30
_LISTS = frozenset({"ul", "ol"})
_MAX_CLASSES = 300
_NAME_CLASS = re.compile(r"(?:author|byline|contributor|person|writer)\S{0,20}name", re.IGNORECASE)
_AUTHOR_CLASS = re.compile(
    r"(?<!\S)(?:[\w-]{0,40}(?:author|contributor|user)(?:[-_]*name)?|fn|nickname)(?!\S)",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"([A-ZÀ-Þ]\S{1,20}(?: [A-ZÀ-Þ]\S{1,20}){1,3}) (?:is|est|ist|es|è|é|är|er) "
    r"(?:an? |the |une? |eine? )?[a-zß-ÿ]"
)
CLAUSE_END = re.compile(r"[,;]|(?<=\w{5})\.")


def people_in(byline: Node, page: PageFacts) -> Authors:
    """The people in a byline; nobody where a label before it credits them with something else."""
    text = short_text(byline)
    if text is None or len(text) > MAX_BYLINE or is_credit_label(tree.nearest_text_before(byline)):
        return ()
    is_name = is_of_name_class(byline)
    named = _first_alone(byline, text, page) or page.people(text)
    people = (each for each in named if each.type != "organization")
    people = (each for each in people if is_name or not _is_tag(each.name))
    evident = (each for each in people if not is_one_word(each.name) or _is_evident(byline, text))
    return tuple(_with_url(person, byline, page) for person in evident)


def _first_alone(byline: Node, text: str, page: PageFacts) -> Authors:
    """The person whom the first part of a byline names, if the whole would be a longer name: a role that no
    punctuation separates.
    """
    whole = page.people(text)
    if len(whole) != 1 or whole[0].name != text:
        return ()
    first = next(filter(None, map(tree.one_line, tree.texts(byline))), "")
    person = plain_names.parse_author(first, frozenset()) if len(first) < len(text) else None
    return (person,) if person is not None and full_names.is_full(person) else ()


def is_of_name_class(element: Node) -> bool:
    """Whether the class of an element marks a name ("author-name"), not a whole byline."""
    return _NAME_CLASS.search(_classes(element)) is not None


def _classes(element: Node) -> str:
    return (element.attributes.get("class") or "")[:_MAX_CLASSES]


def _is_evident(element: Node, text: str) -> bool:
    """Whether an element is marked for nothing but an author, so that a single word in it is a name, not one
    of the interface: by its introduction, its class, or a link to a page about an author.
    """
    if is_introduced(text) or is_label(tree.nearest_text_before(element)):
        return True
    if _AUTHOR_CLASS.search(_classes(element)):
        return True
    link = element if element.tag == "a" else element.css_first("a")
    attributes = link.attributes if link is not None else {}
    return "author" in (attributes.get("rel") or "") or is_author_page(attributes.get("href") or "")


def _is_tag(name: str) -> bool:
    """Whether a name is only words in lower case: a tag or a section of the site."""
    return " " in name and name.islower()


def people_in_box(box: Node, page: PageFacts) -> Authors:
    """The author named in a box about them, apart from the text about them."""
    text = short_text(box)
    if text is None or len(text) <= MAX_BYLINE:
        return ()
    parts = chain(_emphasised(box), start_of_biography(text))
    people = next(filter(None, (full_names.find(part, page) for part in parts)), ())
    return tuple(_with_url(person, box, page) for person in people)


def people_in_list(byline: Node, page: PageFacts) -> Authors:
    """The people in a list of authors, whose items begin with full names; affiliations may follow them."""
    items = byline.css("li")[:_MAX_ITEMS] if byline.tag in _LISTS else ()
    starts = (next(filter(None, map(tree.one_line, tree.texts(item))), "") for item in items)
    found = [full_names.find(start, page) for start in starts]
    return tuple(chain(*found)) if all(found) else ()


def _emphasised(box: Node) -> Iterator[str]:
    """The headings in a box, then its first link."""
    headings = (each for each in box.css("h2, h3, h4, h5, strong, b") if short_text(each))
    for element in chain(islice(headings, _MAX_BOX_HEADINGS), box.css("a")[:1]):
        text = short_text(element)
        if text and not is_credit_label(tree.nearest_text_before(element)):
            yield text


def start_of_biography(text: str) -> Iterator[str]:
    """The start of the text about an author: "This post was written by Jane Doe", "Jane Doe is a writer"."""
    if SENTENCE_INTRODUCTION.match(text):
        yield CLAUSE_END.split(text[:MAX_BYLINE], 1)[0]
    elif biography := _BIOGRAPHY.match(text):
        yield biography[1]


def _with_url(person: Author, byline: Node, page: PageFacts) -> Author:
    """The author with the URL that their name links to."""
    link = byline if byline.tag == "a" else byline.css_first("a")
    if link is None or not person.name or person.url:
        return person
    if person.name.split()[0] not in link.text():
        return person
    return replace(person, url=page.document.absolute(link.attributes.get("href")))
