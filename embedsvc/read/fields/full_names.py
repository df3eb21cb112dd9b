"""The people that a line of text names for certain, though it may contain something else."""

import re

from embedsvc.model import Author
from embedsvc.read.bylines.byline import is_cased, is_unspaced
from embedsvc.read.bylines.vocabulary import LIST_JOINERS
from embedsvc.read.fields.authors import Authors
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.page.lines import is_introduced

_PART_SEPARATOR = re.compile(r"\s+[|•·]\s+")
_MAX_UNSPACED_NAME = 16


def find(text: str | None, page: PageFacts) -> Authors:
    """The people in a line, if all are certain to be people: their names are full ones, in capitals where the
    script has them, and contain no "and", which joins two things then. Nobody, if the headline names one in
    a line without an introduction. Of a line with parts, only the introduced one counts:
    "Posted by … | 3 May | News | 2 comments".
    """
    introduced = next((part for part in _PART_SEPARATOR.split(text or "") if is_introduced(part)), None)
    byline = introduced or text
    found = page.people(byline) if byline else ()
    people = tuple(person for person in found if person.type != "organization")
    if introduced is None and any(is_in_headline(person.name, page) for person in people):
        return ()
    return people if all(map(is_full, people)) else ()


def is_full(person: Author) -> bool:
    """Whether somebody is a person with a full name."""
    words = person.name.split()
    if person.type != "person" or not LIST_JOINERS.isdisjoint(words):
        return False
    if is_unspaced(person.name):
        return len(words) <= 2 and len(person.name) <= _MAX_UNSPACED_NAME
    if not is_cased(person.name):
        return 2 <= len(words) <= 5
    return 2 <= len(words) <= 4 and not words[0][0].islower() and not words[-1][0].islower()


def is_in_headline(name: str, page: PageFacts) -> bool:
    """Whether the headline contains a name: it is a part of it, or that of somebody the article is about."""
    return any(name in heading for heading in page.headings)
