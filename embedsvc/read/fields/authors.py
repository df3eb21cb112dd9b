"""Rules for the authors where they are stated for machines: structured data and meta tags."""

import re
from collections.abc import Callable, Iterable, Iterator

from embedsvc.model import Author
from embedsvc.read.bylines.introductions import is_label
from embedsvc.read.fields.page_facts import PageFacts

Authors = tuple[Author, ...]
Rule = Callable[[PageFacts], Authors]

_MAX_AUTHORS = 30
_DATA_NAME = b"pagePostAuthor"
_VALUE = re.compile(rb"""["']%b["']\s{0,3}:\s{0,3}["']([^"'\\]{3,60})["']""" % _DATA_NAME)


def json_ld_people(page: PageFacts) -> Authors:
    """`author` in JSON-LD (https://schema.org/author), people only: a byline precedes organisations."""
    return _people(page.json_ld_work.authors if page.json_ld_work else (), page)


def json_ld_organisations(page: PageFacts) -> Authors:
    """`author` in JSON-LD that is an organisation: an agency, a desk."""
    return _normalise(page.json_ld_work.authors if page.json_ld_work else (), page)


def microdata_people(page: PageFacts) -> Authors:
    """`author` in microdata."""
    return _people(page.microdata_work.authors if page.microdata_work else (), page)


def meta_people(*names: str) -> Rule:
    """People in meta tags: HTML's standard name `author`, Highwire Press, Dublin Core, Parse.ly."""

    def rule(page: PageFacts) -> Authors:
        return next(filter(None, (_people(stated, page) for stated in _in_meta(page, names))), ())

    return rule


def meta_organisations(*names: str) -> Rule:
    """Organisations in meta tags for authors: an agency, a desk."""

    def rule(page: PageFacts) -> Authors:
        return next(filter(None, (_normalise(stated, page) for stated in _in_meta(page, names))), ())

    return rule


parsely_people = meta_people("parsely-author", "sailthru.author")
"""Parse.ly and Sailthru."""
citation_people = meta_people("citation_author", "citation_authors", "eprints.creators_name")
"""Highwire Press and EPrints. `citation_authors` is a list with semicolons."""
meta_author = meta_people(
    "author", "authors", "byl", "byline", "author_name", "cxenseparse:author",
    "schema:author", "shareaholic:article_author_name", "mediator_author", "dable:author",
)  # fmt: skip
"""HTML's standard name, then those of The New York Times, Cxense, Shareaholic, Mediator and Dable."""
article_author = meta_people(
    "article:author", "article:author:name", "og:author", "og:article:author", "book:author"
)
"""Open Graph (https://ogp.me/#type_article), which asks for a profile's URL and mostly gets a name."""
dublin_core_people = meta_people(
    "dc.creator", "dc.creator.personalname", "dcterms.creator", "dc.contributor.author"
)


def labelled_people(page: PageFacts) -> Authors:
    """The value labelled "Written by" for previews of shared links (Twitter Cards' label and data)."""
    pairs = ((page.head.first(f"twitter:label{n}"), page.head.first(f"twitter:data{n}")) for n in (1, 2))
    stated = tuple(Author(name=data) for label, data in pairs if label and data and is_label(label))
    return _people(stated, page)


def people_in_data(page: PageFacts) -> Authors:
    """The author in the data layer for statistics, as plug-ins of WordPress for Google Tag Manager write it
    (`"pagePostAuthor":"Jane Doe"`); nobody where several differ. General names (`postAuthor`) are in data
    about other articles and in the texts of interfaces too.
    """
    markup = page.document.markup
    found = {value[1] for value in _VALUE.finditer(markup)} if _DATA_NAME in markup else ()
    stated = tuple(Author(name=value.decode(errors="replace")) for value in found)
    return _people(stated, page) if len(stated) == 1 else ()


def _in_meta(page: PageFacts, names: Iterable[str]) -> Iterator[Authors]:
    """The authors in the meta tags of each name that the page has."""
    return (tuple(Author(name=text) for text in page.head.all(name)) for name in names)


def _people(authors: Authors, page: PageFacts) -> Authors:
    return tuple(author for author in _normalise(authors, page) if author.type != "organization")


def _normalise(authors: Authors, page: PageFacts) -> Authors:
    """The authors with names as people write them: pages put bylines into the name of an author."""
    if not authors:
        return ()
    if authors not in page.normalised_authors:
        page.normalised_authors[authors] = distinct(_normalised(authors, page))
    return page.normalised_authors[authors]


def _normalised(authors: Authors, page: PageFacts) -> Iterator[Author]:
    for author in authors:
        people = page.people(author.name)
        is_single = len(people) == 1
        for person in people:
            yield Author(
                name=person.name,
                handle=person.handle or author.handle,
                url=page.document.absolute(author.url) if is_single else None,
                avatar=page.document.absolute(author.avatar) if is_single else None,
                type=person.type if person.type == "organization" else author.type or person.type,
            )


def distinct(authors: Iterable[Author]) -> Authors:
    """Each name once, at its first mention, at most 30."""
    by_name: dict[str, Author] = {}
    for author in authors:
        by_name.setdefault(author.name.casefold(), author)
    return tuple(by_name.values())[:_MAX_AUTHORS]
