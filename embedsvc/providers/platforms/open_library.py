"""Open Library: books by ISBN or by their page, from its Books API
(https://openlibrary.org/dev/docs/api/books, `jscmd=data`).
"""

import re
from typing import Any

from embedsvc.errors import DAY, NotFound, UpstreamError
from embedsvc.model import Author, Finding, Image, Metadata, Provider, Snapshot, Url
from embedsvc.providers.oembed_answer import completed
from embedsvc.providers.site import Site, SiteFlow, ask_api, first_answer
from embedsvc.read.dates import dates
from embedsvc.read.markup import json
from embedsvc.read.markup.json_path import at, items, text
from embedsvc.urls import parse

OPEN_LIBRARY = Provider(name="Open Library", url="https://openlibrary.org/", key="open-library")
API = "https://openlibrary.org/api/books?format=json&jscmd=data&bibkeys="
BOOK = re.compile(
    r"/(?:isbn/(?P<isbn>(?:\d-?){9,12}[\dXx])|(?:books|b)/(?P<edition>OL\d{1,9}M))(?:/[^?]*)?(?:\?.*)?",
    re.ASCII | re.DOTALL,
)


def flow(url: Url, isbn: str | None, edition: str | None) -> SiteFlow:
    """The book by the API; None, which leaves its page, where the API cannot be read."""
    key = f"ISBN:{isbn.replace('-', '').upper()}" if isbn else f"OLID:{edition}"
    ask = ask_api(parse(API + key), lambda response: _book(response, key, url))
    return first_answer(ask, last_word=(NotFound,))


def _book(response: Snapshot, key: str, url: Url) -> Finding:
    match json.loads(response):
        case {**books} if not books:
            raise NotFound("Open Library has no book with this number.")
        case {**books} if text(books, key, "title"):
            known = completed(_metadata(at(books, key)), Metadata(canonical_url=url.text))
            return Finding(kind="article", method="api", provider=OPEN_LIBRARY, metadata=known, ttl=DAY)
    raise UpstreamError("Open Library responded without the book.")


def _metadata(book: Any) -> Metadata:  # noqa: ANN401  (JSON)
    image = text(book, "cover", "large") or text(book, "cover", "medium")
    authors = ((text(author, "name"), text(author, "url")) for author in items(book, "authors"))
    publishers = (text(publisher, "name") for publisher in items(book, "publishers"))
    return Metadata(
        title=": ".join(filter(None, (text(book, "title"), text(book, "subtitle")))),
        authors=tuple(Author(name=name, url=url) for name, url in authors if name),
        publisher=next(filter(None, publishers), None),
        published=_date(text(book, "publish_date") or ""),
        image=Image(url=image) if image else None,
        canonical_url=text(book, "url"),
        type="Book",
    )


def _date(written: str) -> str | None:
    """The date of the edition, otherwise the year in a text such as `c1995`."""
    if stated := dates.parse(written, languages=("en",)):
        return stated
    year = re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", written)
    return year[0] if year else None


SITES = (
    Site(
        provider=OPEN_LIBRARY,
        hosts={"openlibrary.org": BOOK},
        flow=flow,
        gives={"article": "api"},
        aliases={"www.openlibrary.org": "openlibrary.org"},
        retention="full",
        examples=(
            "https://openlibrary.org/isbn/9780306406157",
            "https://openlibrary.org/isbn/0-306-40615-2",
            "https://openlibrary.org/books/OL1234567M/A_sample",
        ),
    ),
)
