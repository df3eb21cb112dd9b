"""Rules for the authors that the reader sees in a byline, marked or not."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, dropwhile, islice

from embedsvc.model import Author
from embedsvc.read.bylines.byline import is_cased, is_unspaced
from embedsvc.read.bylines.vocabulary import LIST_JOINERS
from embedsvc.read.dates import dates
from embedsvc.read.fields.authors import Authors, distinct
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html.tree import Node
from embedsvc.read.page import lines
from embedsvc.read.page.marked_elements import MarkedElements, short_text

_PART_SEPARATOR = re.compile(r"\s+[|•·]\s+")
_MAX_BYLINE = 80
"""Characters: a longer byline contains more than names."""
_MAX_INFO_LINE = 120
"""Characters of a line with a name, one or two dates and their labels."""
_MAX_LINES = 10
"""Lines with digits before and after the headline."""
_MAX_UNSPACED_NAME = 16
_MAX_BOX_HEADINGS = 3


def marked_byline(page: PageFacts) -> Authors:
    """The first byline that the page marks, by class or `rel=author`, and those next to it."""
    own = page.article.own
    named = (
        (each, _people_in(each, page) or _people_in_box(each, page)) for each in own(page.marked.bylines)
    )
    first, found = next(((each, people) for each, people in named if people), (None, ()))
    parent = first.parent if first is not None else None
    if first is None or parent is None:
        return found
    # The authors of one article are siblings; a byline further down is another article's.
    siblings = dropwhile(lambda each: each.mem_id != first.mem_id, own(MarkedElements(parent).bylines))
    return distinct(chain(found, *(_people_in(each, page) for each in islice(siblings, 1, None))))


def info_line(page: PageFacts) -> Authors:
    """A marked line about the article with a person next to its date."""
    for element in page.article.own(page.marked.info_lines):
        text = short_text(element)
        if not text or len(text) > _MAX_INFO_LINE or not dates.find(text, languages=page.languages):
            continue
        user = element.css_first("a[class*='username'], span[class*='username']")
        people = _people_in(user, page) if user is not None else _full_names(text, page)
        if people:
            return people
    return ()


def unmarked_byline(page: PageFacts) -> Authors:
    """A line without mark-up that begins as bylines do ("By …", "Von …", "بقلم …"), or that has a byline
    after its date.
    """
    introduced = lines.introduced_lines(page.document, page.article)
    short = (text for text in introduced if len(text) <= _MAX_BYLINE)
    return next(filter(None, (_full_names(text, page) for text in short)), ()) or _after_date(page)


def _after_date(page: PageFacts) -> Authors:
    """The people in a line near the headline: "Published on 12 September 2021 by Jane Doe"."""
    after, before = (
        islice(page.lines_after_headline, _MAX_LINES),
        islice(page.lines_before_headline, _MAX_LINES),
    )
    for line in chain(after, before):
        if len(line.text) > _MAX_BYLINE or not lines.has_introduction(line.text):
            continue
        if dates.find(line.text, languages=page.languages) and line.is_part_of(page.article):
            people = _full_names(line.text, page)
            if people:
                return people
    return ()


def marked_organisation(page: PageFacts) -> Authors:
    """An organisation in a marked byline: an agency, a desk, a ministry."""
    for element in page.article.own(page.marked.bylines):
        text = short_text(element)
        found = page.people(text) if text and len(text) <= _MAX_BYLINE else ()
        if organisations := tuple(each for each in found if each.type == "organization"):
            return organisations
    return ()


def _full_names(text: str | None, page: PageFacts) -> Authors:
    """The people in a line that may as well contain something else, if all are certain to be people: full
    names, in capitals where the script has them, and without "and", which joins two things then. Of a line
    with parts only the introduced one counts: "Posted by … | 3 May | News | 2 comments".
    """
    parts = _PART_SEPARATOR.split(text or "")
    byline = next((part for part in parts if lines.is_introduced(part)), text)
    found = page.people(byline) if byline else ()
    people = tuple(person for person in found if person.type != "organization")
    if not all(person.type == "person" and _is_full_name(person.name) for person in people):
        return ()
    return people


def _is_full_name(name: str) -> bool:
    words = name.split()
    if not LIST_JOINERS.isdisjoint(words):
        return False
    if is_unspaced(name):
        return len(words) <= 2 and len(name) <= _MAX_UNSPACED_NAME
    if not is_cased(name):
        return 2 <= len(words) <= 5
    return 2 <= len(words) <= 4 and not words[0][0].islower() and not words[-1][0].islower()


def _people_in(byline: Node, page: PageFacts) -> Authors:
    text = short_text(byline)
    if text is None or len(text) > _MAX_BYLINE:
        return ()
    people = (each for each in page.people(text) if each.type != "organization" and not _is_tag(each.name))
    return tuple(_with_url(person, byline, page) for person in people)


def _is_tag(name: str) -> bool:
    """Whether a name is only words in lower case: a tag or a section of the site."""
    return " " in name and name.islower()


def _people_in_box(box: Node, page: PageFacts) -> Authors:
    """The author named in a box about them, apart from the text about them."""
    text = short_text(box)
    if text is None or len(text) <= _MAX_BYLINE:
        return ()
    people = next(filter(None, (_full_names(part, page) for part in _emphasised(box))), ())
    return tuple(_with_url(person, box, page) for person in people)


def _emphasised(box: Node) -> Iterator[str]:
    """The headings in a box, then its first link."""
    headings = filter(None, map(short_text, box.css("h2, h3, h4, h5, strong, b")))
    links = filter(None, map(short_text, box.css("a")[:1]))
    return chain(islice(headings, _MAX_BOX_HEADINGS), links)


def _with_url(person: Author, byline: Node, page: PageFacts) -> Author:
    """The author with the URL that their name links to."""
    link = byline if byline.tag == "a" else byline.css_first("a")
    if link is None or not person.name or person.url:
        return person
    if person.name.split()[0] not in link.text():
        return person
    return replace(person, url=page.document.absolute(link.attributes.get("href")))
