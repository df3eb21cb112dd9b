"""A work as CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html), as registration agencies
of DOIs and libraries really send it: Crossref's own type names, lists for single values, JATS in the texts.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any

from embedsvc.model import Author, Metadata
from embedsvc.read.language import tag_of
from embedsvc.read.markup import doi

TYPES = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "book-chapter": "Chapter",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "dissertation": "Thesis",
    "edited-book": "Book",
    "journal-article": "ScholarlyArticle",
    "monograph": "Book",
    "paper-conference": "ScholarlyArticle",
    "peer-review": "Review",
    "posted-content": "ScholarlyArticle",
    "post-weblog": "BlogPosting",
    "proceedings-article": "ScholarlyArticle",
    "reference-book": "Book",
    "report": "Report",
    "software": "SoftwareSourceCode",
    "thesis": "Thesis",
}
"""CSL's and Crossref's types of works to those of schema.org."""

_MAX_AUTHORS = 500
_MAX_TEXT = 20_000
_DATES = ("issued", "published", "published-print", "published-online", "posted")
_DATE = re.compile(r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?(?![0-9])", re.ASCII)
_MARKUP = re.compile(
    r"</?(?:jats:|mml:)?(?:[biupa]|em|strong|su[bp]|scp?|span|br|sec|italic|bold|math|m[inos]|mrow|msu[bp])\b[^<>]*>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"<(?:jats:)?title>[^<>]*</(?:jats:)?title>", re.IGNORECASE)


def parse(item: object) -> Metadata | None:
    """What an item states about the work; None for a value that is no item with a title.

    `publisher` is the journal or book that contains the work, otherwise its publisher.
    """
    if not isinstance(item, Mapping) or (title := _title(item)) is None:
        return None
    return Metadata(
        title=title,
        authors=tuple(islice(_authors(item.get("author")), _MAX_AUTHORS)),
        publisher=_text(item.get("container-title")) or _text(item.get("publisher")),
        published=next(filter(None, (_date(item.get(name)) for name in _DATES)), None),
        description=_text(item.get("abstract")),
        language=tag_of(_text(item.get("language"))),
        type=TYPES.get(_text(item.get("type")) or ""),
        doi=doi.parse(_text(item.get("DOI"))),
        license=_license(item.get("license")),
    )


def _title(item: Mapping[str, Any]) -> str | None:
    title, subtitle = _text(item.get("title")), _text(item.get("subtitle"))
    if title and subtitle and subtitle.casefold() not in title.casefold():
        return f"{title.removesuffix(':')}: {subtitle}"
    return title


def _text(value: object) -> str | None:
    """A text, or the first of several, without markup."""
    if isinstance(value, list):
        value = next(iter(value), None)
    if not isinstance(value, str):
        return None
    text = _MARKUP.sub("", _HEADING.sub("", unescape(value[:_MAX_TEXT])))
    return " ".join(text.split()) or None


def _authors(people: object) -> Iterator[Author]:
    for person in people if isinstance(people, list) else ():
        if not isinstance(person, Mapping):
            continue
        organization = _text(person.get("literal")) or _text(person.get("name"))
        name = _name(person)
        if name or organization:
            orcid = _text(person.get("ORCID"))
            yield Author(
                name=name or organization or "",
                url=orcid if orcid and orcid.startswith("https://orcid.org/") else None,
                type="person" if name else "organization",
            )


def _name(person: Mapping[str, Any]) -> str | None:
    """The name in the order in which it is read aloud: given name, particles, family name, suffix."""
    names = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    parts = [part for part in (_text(person.get(name)) for name in names) if part]
    return " ".join(parts) or None


def _date(value: object) -> str | None:
    """A date with the precision that it has, from its parts or from its text."""
    if not isinstance(value, Mapping):
        return None
    match value.get("date-parts"):
        case [[*parts], *_]:
            written = "-".join(f"{part:0>2}" for part in parts[:3] if isinstance(part, int | str))
        case _:
            written = _text(value.get("raw")) or ""
    date = _DATE.match(written)
    return date[0] if date else None


def _license(value: object) -> str | None:
    match value:
        case [{"URL": str(url)}, *_]:
            return url
    return None
