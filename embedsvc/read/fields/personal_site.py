"""The owner of a site that is one person's: the author of a page without a byline."""

import re
from dataclasses import replace
from itertools import islice

from embedsvc.model import Author
from embedsvc.read.bylines import plain_names
from embedsvc.read.fields import lone_names
from embedsvc.read.fields.authors import Authors
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.fields.similarity import letters_of
from embedsvc.read.folding import fold
from embedsvc.read.page.marked_elements import short_text

_POSSESSIVE = re.compile(
    r"(.{3,40}?)(?:['’]s?|s['’])\s(?:(?:personal|tech)\s)?(?:blog|home\s?page|journal|notes|site|weblog|website)|"
    r"(?:(?:the\s)?(?:personal\s)?(?:blog|site|website|weblog)\s(?:of|von|de|di)|le\sblog\sde|el\sblog\sde|il\sblog\sdi)\s(.{3,40})",
    re.IGNORECASE,
)
_SIGN = r"(?:©|\(c\)|[Cc]opyright)[\s,]{0,3}"
_YEARS = r"(?:\d{4}(?:\s?[-–—]\s?(?:\d{4}|present))?)?[\s,]{0,3}"
_COPYRIGHT = re.compile(rf"{_SIGN}(?:{_SIGN})?{_YEARS}(?:by )?([^\d\0.,|©]{{5,40}})", re.IGNORECASE)
_FIRST_PERSON = re.compile(
    r"\b(?:I(?:['’](?:m|ve|d|ll))?|[Ii]ch|[Jj]e|j['’]ai|[Mm]ein|[Mm]on|[Yy]o|[Ii]o|[Ee]u)\b(?![^\0]{0,200}\?)"
)
_MIN_FIRST_PERSON = 4
_MIN_SOURCES = 2
_MIN_WORD = 4
_MAX_COPYRIGHTS = 5
_HOME_LINKS = "a[href='/'], a[href='./'], a[href='../'], a[rel~='home']"
_MAX_HOME_LINKS = 5
_MAX_NAME = 40


def owner(page: PageFacts) -> Authors:
    """The person in "Jane Doe's blog", or a full name in two of the site's name, its domain, its masthead and
    its copyright, if the page is written in the first person. Its type is None: it may be a shop's name.
    """
    for text in page.site_names:
        if (match := _POSSESSIVE.fullmatch(text)) and (person := _person(match[1] or match[2])):
            return (person,)
    holders, mastheads = _copyright_holders(page), _mastheads(page)
    for name in dict.fromkeys([*page.site_names, *holders, *mastheads]):
        person = _person(name)
        if person is None or _count_sources(person, page, holders, mastheads) < _MIN_SOURCES:
            continue
        if _is_in_first_person(page) and lone_names.is_only_a_name(person, page):
            return (replace(person, type=None),)
    return ()


def _person(name: str) -> Author | None:
    person = plain_names.parse_author(name.strip(), frozenset())
    return person if person is not None and person.name.count(" ") == 1 else None


def _mastheads(page: PageFacts) -> list[str]:
    """The texts of links to the front page, and each `h1`, which may be in the masthead."""
    links = page.document.root.css(_HOME_LINKS)[:_MAX_HOME_LINKS]
    found = [*filter(None, map(short_text, links)), *page.headings]
    return [text for text in found if len(text) <= _MAX_NAME]


def _copyright_holders(page: PageFacts) -> list[str]:
    # Looking for a part of the sign first takes a tenth of the time.
    texts = (text for text in page.document.texts if "©" in text or "opyright" in text or "(c)" in text)
    found = (match[1].strip() for text in texts for match in _COPYRIGHT.finditer(text))
    return list(islice(found, _MAX_COPYRIGHTS))


def _count_sources(person: Author, page: PageFacts, holders: list[str], mastheads: list[str]) -> int:
    letters = letters_of(person.name)
    domain = {page.site, page.site.partition(".")[0]}
    host = letters_of(page.document.url.partition("//")[2].partition("/")[0])
    is_in_host = any(len(word) >= _MIN_WORD and word in host for word in fold(person.name).split())
    names = [letters_of(name) for name in page.site_names if name not in domain]
    seen = (names, map(letters_of, holders), map(letters_of, mastheads))
    return is_in_host + sum(letters in found for found in seen)


def _is_in_first_person(page: PageFacts) -> bool:
    found = _FIRST_PERSON.finditer(page.document.joined_texts)
    return len(list(zip(found, range(_MIN_FIRST_PERSON), strict=False))) == _MIN_FIRST_PERSON
