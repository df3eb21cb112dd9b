"""Rules for the authors: structured data, meta tags, then the byline that the reader sees."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from embedsvc.model import Author
from embedsvc.read import names, visible
from embedsvc.read.document import Element
from embedsvc.read.page import Page

Authors = tuple[Author, ...]
Rule = Callable[[Page], Authors]

_MOST = 30


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
    """Meta tags that name authors: HTML's standard name `author`, Highwire Press, Dublin Core, Parse.ly."""

    def rule(page: Page) -> Authors:
        for name in meta_names:
            found = _cleaned((Author(name=text) for text in page.head.all(name)), page)
            if found:
                return found
        return ()

    return rule


def seen_byline(page: Page) -> Authors:
    """The elements that the page marks as a byline, by class, `rel=author` or `itemprop`."""
    group: Element | None = None
    found: list[Author] = []
    for element in page.marks.bylines:
        text = visible.short(element)
        if not text or visible.is_elsewhere(element):
            continue
        people = [
            person for person in names.people(text, site=page.site_names) if person.type != "organization"
        ]
        if not people:
            continue
        # Authors of one article stand together; the next byline further down is another article's.
        if group is None:
            group = element.getparent()
        elif group is not element.getparent() and group not in element.iterancestors():
            break
        found.extend(_with_link(person, element, page) for person in people)
    return _distinct(found)


def _with_link(person: Author, element: Element, page: Page) -> Author:
    """The author with the address that the name links to."""
    link = element if element.tag == "a" else next(element.iter("a"), None)
    if link is None or not person.name or person.url:
        return person
    if person.name.split()[0] not in "".join(map(str, link.itertext())):
        return person
    return replace(person, url=page.document.absolute(link.get("href")))


def _people(authors: Iterable[Author], page: Page) -> Authors:
    return tuple(author for author in _cleaned(authors, page) if author.type != "organization")


def _cleaned(authors: Iterable[Author], page: Page) -> Authors:
    """Names as people write them, out of what a page put into a name; the site itself is no author."""
    found: list[Author] = []
    for author in authors:
        people = names.people(author.name, site=page.site_names)
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
