"""Rules for the authors that the reader sees in a byline, marked or not."""

import re
from collections.abc import Iterator
from itertools import chain, dropwhile, islice, takewhile

from embedsvc.model import Author
from embedsvc.read.bylines.byline import is_agency, is_cased
from embedsvc.read.bylines.vocabulary import LIST_JOINERS, OPENING_WORDS, PREPOSITIONS
from embedsvc.read.dates import dates
from embedsvc.read.fields import full_names, lone_names
from embedsvc.read.fields.authors import Authors, distinct
from embedsvc.read.fields.byline_elements import (
    MAX_BYLINE,
    is_of_name_class,
    people_in,
    people_in_box,
    people_in_list,
)
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.folding import fold
from embedsvc.read.html.tree import Node, ancestors
from embedsvc.read.page import lines
from embedsvc.read.page.article import NEAR
from embedsvc.read.page.marked_elements import MarkedElements, short_text

_MAX_INFO_LINE = 120
"""Characters of a line with a name, one or two dates and their labels."""
_MAX_NEAR_BYLINES = 5
_MIN_LIST = 3
"""People whom bylines of one class name in a list."""
_MAX_LEVELS = 12
_MAX_CLASSES = 300
_OTHER_TEXT = re.compile(
    r"\bperson|(?<!author-)(?<!author_)\bcard|carousel|comment|featured|latest|more|navigation|popular|post-list|quote|"
    "recent|recommend|related|repl|review|slide|teaser|testimon",
    re.IGNORECASE,
)
"""Classes of other texts and of what readers write."""
_LAST_YEAR = re.compile(r"(?<!\d)\d{4}\)?\.?$")


def marked_byline(page: PageFacts) -> Authors:
    """The first byline that the page marks, by class or `rel=author`, and those next to it."""
    named = ((each, _people_marked(each, page)) for each in page.bylines)
    candidates = ((each, people) for each, people in named if people and not _is_in_list(each, page))
    first, found = next(candidates, (None, ()))
    parent = first.parent if first is not None else None
    if first is None or parent is None:
        return found
    if organisation := _organisation_before(first, found, page):
        return organisation
    # The authors of one article are siblings; a byline further down is another article's.
    own = page.article.own(MarkedElements(parent).bylines)
    siblings = dropwhile(lambda each: each.mem_id != first.mem_id, own)
    group = [(first, found), *((each, people_in(each, page)) for each in islice(siblings, 1, None))]
    # Where classes tell names from what is beside them, other elements may contain roles.
    names = distinct(chain(*(people for each, people in group if is_of_name_class(each))))
    return names or _without_roles(distinct(chain(*(people for _, people in group))))


def _people_marked(byline: Node, page: PageFacts) -> Authors:
    return people_in_list(byline, page) or people_in(byline, page) or people_in_box(byline, page)


def _without_roles(people: Authors) -> Authors:
    """Without a name that is another full name and more, since the element contains more than that name."""
    words = [frozenset(person.name.split()) for person in people]
    full = [each for each in words if len(each) > 1]
    return tuple(
        person for person, own in zip(people, words, strict=True) if not any(each < own for each in full)
    )


def _is_in_list(byline: Node, page: PageFacts) -> bool:
    """Whether a byline far from the headline is one of a list of articles or comments: others of its class
    name other people.
    """
    classes = byline.attributes.get("class")
    if not classes or page.article.is_near(byline):
        return False
    same = (each for each in page.bylines if each.attributes.get("class") == classes)
    names = {people[0].name for each in same if (people := people_in(each, page))}
    return len(names) >= _MIN_LIST


def _organisation_before(byline: Node, people: Authors, page: PageFacts) -> Authors:
    """An organisation alone in a byline with an introduction near the headline ("By the editors"), before the
    first byline of people: those checked the text, or wrote other texts.
    """
    for element in islice(page.bylines, _MAX_NEAR_BYLINES):
        if element.mem_id == byline.mem_id:
            break
        text = short_text(element) or ""
        if len(text) <= MAX_BYLINE and lines.is_introduced(text):
            found = page.people(text)
            is_alone = all(each.type == "organization" for each in found)
            is_of_people = any(person.name in text for person in people)
            return found if is_alone and not is_of_people and page.article.is_near(element) else ()
    return ()


def byline_after_headline(page: PageFacts) -> Authors:
    """The full names in the first byline, marked or not, among the first texts after the headline."""
    if not page.article.is_titled:
        return ()
    for element in islice(page.bylines, _MAX_NEAR_BYLINES):
        people = tuple(filter(full_names.is_full, people_in(element, page)))
        if people and page.article.is_near(element):
            return people
    return next(filter(None, (full_names.find(text, page) for text in _near_lines(page))), ())


def info_line(page: PageFacts) -> Authors:
    """A marked line about the article with a person next to its date."""
    for element in page.article.own(page.marked.info_lines):
        text = short_text(element)
        if not text or len(text) > _MAX_INFO_LINE or not dates.find(text, languages=page.languages):
            continue
        user = element.css_first("a[class*='username'], span[class*='username']")
        if user is not None and (people := people_in(user, page)):
            return people
        people = full_names.find(text, page) if user is None else ()
        if people and all(
            lone_names.is_only_a_name(person, page) or not is_cased(person.name) for person in people
        ):
            return people
    return ()


def author_beside_article(page: PageFacts) -> Authors:
    """The person whose name the page marks as an author's beside the article, as themes for the site of one
    person do; nobody where several are marked: they wrote other texts.
    """
    named = (each for each in page.marked.bylines if is_of_name_class(each))
    marked = (each for each in named if not _is_of_other_text(each) and not _is_below_heading(each))
    people = distinct(chain(*(full_names.find(short_text(each), page) for each in marked)))
    return people if len(people) == 1 and not page.is_home else ()


def _is_below_heading(element: Node) -> bool:
    """Whether an element shares its parent with a heading without its name, as in a teaser or a directory."""
    headings = element.parent.css("h2, h3, h4, h5, h6")[:_MIN_LIST] if element.parent is not None else ()
    name = short_text(element) or ""
    return any(name not in heading.text() for heading in headings)


def _is_of_other_text(element: Node) -> bool:
    around = islice(chain([element], ancestors(element)), _MAX_LEVELS)
    names = (f"{each.attrs.sget('class', '')} {each.id or ''}"[:_MAX_CLASSES] for each in around)
    return any(map(_OTHER_TEXT.search, names))


def unmarked_byline(page: PageFacts) -> Authors:
    """A line without mark-up that begins as bylines do ("By …", "Von …", "بقلم …")."""
    introduced = (line.text for line in _introduced_lines(page) if not _is_reference(line.text, page))
    found = (people for text in introduced if (people := full_names.find(text, page)))
    return next((people for people in found if not _is_label(people[0])), ())


def _introduced_lines(page: PageFacts) -> Iterator[lines.IntroducedLine]:
    return (line for line in page.introduced_lines if len(line.text) <= MAX_BYLINE)


def _near_lines(page: PageFacts) -> Iterator[str]:
    """The introduced lines among the first texts after the headline."""
    nearer = takewhile(lambda line: line.distance <= NEAR, _introduced_lines(page))
    return (line.text for line in nearer if line.distance >= 0)


def _is_reference(text: str, page: PageFacts) -> bool:
    """Whether a line ends in a year alone, as that of a work does: "by Jane Doe, 1721"."""
    return _LAST_YEAR.search(text) is not None and not dates.find(text, languages=page.languages)


def marked_organisation(page: PageFacts) -> Authors:
    """An organisation in a marked byline: an agency, a desk, a ministry."""
    for element in page.bylines:
        text = short_text(element)
        found = page.people(text) if text and len(text) <= MAX_BYLINE else ()
        if organisations := tuple(each for each in found if each.type == "organization"):
            return organisations
    return ()


def unmarked_organisation(page: PageFacts) -> Authors:
    """An organisation in a line without mark-up that begins as bylines do, near the headline."""
    for text in _near_lines(page):
        found = page.people(text)
        organisations = tuple(each for each in found if each.type == "organization" and not _is_phrase(each))
        if organisations and all(LIST_JOINERS.isdisjoint(each.name.split()) for each in organisations):
            return organisations
    return ()


def _is_phrase(organisation: Author) -> bool:
    """Whether it starts in lower case, as no name but that of an agency does: "in News", "our team"."""
    return organisation.name[0].islower() and not is_agency(organisation.name)


def _is_label(person: Author) -> bool:
    """Whether a name begins with a word that introduces names, so that the line is something else: "Text
    Marketing".
    """
    return fold(person.name.split()[0]) in OPENING_WORDS - PREPOSITIONS
