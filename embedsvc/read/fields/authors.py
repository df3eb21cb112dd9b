"""Rules for the authors: structured data, meta tags, then the byline that the reader sees."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, dropwhile, islice

from embedsvc.model import Author
from embedsvc.read.bylines.byline import is_cased, is_unspaced
from embedsvc.read.bylines.names import is_label
from embedsvc.read.bylines.vocabulary import LIST_JOINERS
from embedsvc.read.dates import dates
from embedsvc.read.fields.page import Page
from embedsvc.read.html.tree import Node
from embedsvc.read.page import lines as unmarked
from embedsvc.read.page import marks
from embedsvc.read.page.marks import Marks

_PARTS = re.compile(r"\s+[|•·]\s+")
Authors = tuple[Author, ...]
Rule = Callable[[Page], Authors]

_MOST = 30
_LINE = 120
"""Characters of a line with a name, one or two dates and their words."""
_NEAR = 10
"""Lines with figures around the headline."""
_LONGEST_UNSPACED = 16
_LONG = 80
"""Characters: a byline longer than this says more than names."""


def structured_authors(page: Page) -> Authors:
    """`author` of JSON-LD (https://schema.org/author): the people; organisations wait for the byline."""
    return _people(page.work.authors if page.work else (), page)


def structured_organisations(page: Page) -> Authors:
    """`author` of JSON-LD where it is an organisation: an agency, a desk."""
    return _cleaned(page.work.authors if page.work else (), page)


def item_authors(page: Page) -> Authors:
    """`author` of microdata."""
    return _people(page.item.authors if page.item else (), page)


def meta_authors(*meta_names: str) -> Rule:
    """Meta tags that name people: HTML's standard name `author`, Highwire Press, Dublin Core, Parse.ly."""

    def rule(page: Page) -> Authors:
        return next(filter(None, (_people(_said(page, name), page) for name in meta_names)), ())

    return rule


def meta_organisations(*meta_names: str) -> Rule:
    """Meta tags that name an organisation as author: an agency, a desk."""

    def rule(page: Page) -> Authors:
        return next(filter(None, (_cleaned(_said(page, name), page) for name in meta_names)), ())

    return rule


def labelled_authors(page: Page) -> Authors:
    """The value that a page labels "Written by" for shared links (Twitter Cards' label and data)."""
    pairs = ((page.head.first(f"twitter:label{n}"), page.head.first(f"twitter:data{n}")) for n in (1, 2))
    said = tuple(Author(name=data) for label, data in pairs if label and data and is_label(label))
    return _people(said, page)


def _said(page: Page, name: str) -> tuple[Author, ...]:
    return tuple(Author(name=text) for text in page.head.all(name))


def seen_byline(page: Page) -> Authors:
    """What the page marks as a byline, by class or `rel=author`: the first and those beside it."""
    own = page.article.own
    named = ((each, _named(each, page) or _boxed(each, page)) for each in own(page.marks.bylines))
    first, found = next(((each, people) for each, people in named if people), (None, ()))
    around = first.parent if first is not None else None
    if first is None or around is None:
        return found
    # Authors of one article stand together; the next byline further down is another article's.
    others = dropwhile(lambda each: each.mem_id != first.mem_id, own(Marks(around).bylines))
    return _distinct(chain(found, *(_named(each, page) for each in islice(others, 1, None))))


def seen_line(page: Page) -> Authors:
    """A line about the article that names a person beside its date."""
    for element in page.article.own(page.marks.lines):
        text = marks.short(element)
        if not text or len(text) > _LINE or not dates.find(text, languages=page.languages):
            continue
        user = element.css_first("a[class*='username'], span[class*='username']")
        people = _named(user, page) if user is not None else _full_names(text, page)
        if people:
            return people
    return ()


def byline_in_text(page: Page) -> Authors:
    """A line that begins as bylines begin ("By …", "Von …", "بقلم …"), or that says so behind its date,
    without any mark-up.
    """
    lines = (text for text in unmarked.introduced(page.document, page.article) if len(text) <= _LONG)
    return next(filter(None, (_full_names(text, page) for text in lines)), ()) or _behind_a_date(page)


def _behind_a_date(page: Page) -> Authors:
    """The people of a line near the headline: "Published on 12 September 2021 by Jane Doe"."""
    for line in chain(islice(page.behind_headline, _NEAR), islice(page.before_headline, _NEAR)):
        if len(line.text) > _LONG or not unmarked.has_introduction(line.text):
            continue
        if dates.find(line.text, languages=page.languages) and line.is_of(page.article):
            people = _full_names(line.text, page)
            if people:
                return people
    return ()


def _full_names(text: str | None, page: Page) -> Authors:
    """The people in a line that may as well name something else: believed are names of several words, in
    capitals where the script has them, and none that "and" joins: those two are things.
    Of a line of parts the one that is introduced counts alone: "Posted by … | 3 May | News | 2 comments".
    """
    parts = _PARTS.split(text or "")
    said = next((part for part in parts if unmarked.is_introduced(part)), text)
    found = page.people(said) if said else ()
    people = tuple(person for person in found if person.type != "organization")
    if not all(person.type == "person" and _is_full_name(person.name) for person in people):
        return ()
    return people


def _is_full_name(name: str) -> bool:
    words = name.split()
    if not LIST_JOINERS.isdisjoint(words):
        return False
    if is_unspaced(name):
        return len(words) <= 2 and len(name) <= _LONGEST_UNSPACED
    if not is_cased(name):
        return 2 <= len(words) <= 5
    return 2 <= len(words) <= 4 and not words[0][0].islower() and not words[-1][0].islower()


def _is_tag(name: str) -> bool:
    """Whether words in small letters alone stand in a byline: a tag, a rubric."""
    return " " in name and name.islower()


def seen_organisation(page: Page) -> Authors:
    """An organisation that the page marks as its author: an agency, a desk, a ministry."""
    for element in page.article.own(page.marks.bylines):
        text = marks.short(element)
        found = page.people(text) if text and len(text) <= _LONG else ()
        if offices := tuple(each for each in found if each.type == "organization"):
            return offices
    return ()


def _named(element: Node, page: Page) -> Authors:
    """The people of a byline."""
    text = marks.short(element)
    if text is None or len(text) > _LONG:
        return ()
    people = (each for each in page.people(text) if each.type != "organization" and not _is_tag(each.name))
    return tuple(_with_link(person, element, page) for person in people)


def _boxed(element: Node, page: Page) -> Authors:
    """The people whom a box about the author sets apart from the text about them."""
    text = marks.short(element)
    if text is None or len(text) <= _LONG:
        return ()
    people = next(filter(None, (_full_names(part, page) for part in _set_apart(element))), ())
    return tuple(_with_link(person, element, page) for person in people)


def _set_apart(element: Node) -> Iterator[str]:
    """What a box about the author sets apart: its headings, else its first link."""
    headings = filter(None, map(marks.short, element.css("h2, h3, h4, h5, strong, b")))
    links = filter(None, map(marks.short, element.css("a")[:1]))
    return chain(islice(headings, 3), links)


def _with_link(person: Author, element: Node, page: Page) -> Author:
    """The author with the address that the name links to."""
    link = element if element.tag == "a" else element.css_first("a")
    if link is None or not person.name or person.url:
        return person
    if person.name.split()[0] not in link.text():
        return person
    return replace(person, url=page.document.absolute(link.attributes.get("href")))


def _people(authors: Iterable[Author], page: Page) -> Authors:
    return tuple(author for author in _cleaned(authors, page) if author.type != "organization")


def _cleaned(authors: Iterable[Author], page: Page) -> Authors:
    """Names as people write them, out of what a page put into a name; the site itself is no author."""
    found: list[Author] = []
    for author in authors:
        people = page.people(author.name)
        for person in people:
            alone = len(people) == 1
            found.append(
                Author(
                    name=person.name,
                    handle=person.handle or author.handle,
                    url=page.document.absolute(author.url) if alone else None,
                    avatar=page.document.absolute(author.avatar) if alone else None,
                    type=person.type if person.type == "organization" else author.type or person.type,
                )
            )
    return _distinct(found)


def _distinct(authors: Iterable[Author]) -> Authors:
    return tuple({author.name.casefold(): author for author in reversed(list(authors))}.values())[::-1][
        :_MOST
    ]
