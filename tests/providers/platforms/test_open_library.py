"""Books by ISBN. The answers are invented, in the shape of https://openlibrary.org/dev/docs/api/books."""

import json
from typing import Any

import pytest

from embedsvc.errors import UpstreamError
from embedsvc.formats import csl
from tests.support.recorded import JSON, Answer, embed, failed, page

API = "https://openlibrary.org/api/books?format=json&jscmd=data&bibkeys="
BOOK = "https://openlibrary.org/isbn/9780306406157"
FIELDS = {
    "url": "https://openlibrary.org/books/OL1234567M/A_sample",
    "title": "A sample",
    "subtitle": "and its use",
    "authors": [{"url": "https://openlibrary.org/authors/OL1A/Ann_Doe", "name": "Ann Doe"}],
    "publishers": [{"name": "A press"}],
    "publish_date": "October 1, 1988",
    "cover": {"large": "https://covers.openlibrary.org/b/id/1-L.jpg"},
}


def answer(**fields: Any) -> Answer:
    return Answer(json.dumps({"ISBN:9780306406157": FIELDS | fields}), JSON)


@pytest.mark.parametrize(
    "pasted", ["ISBN 978-0-306-40615-7", "ISBN 0-306-40615-2", "978-0-306-40615-7", BOOK]
)
def test_a_book(pasted: str) -> None:
    """Author, publisher, date and cover; the link leads to the book's page."""
    value = embed(pasted, {f"{API}ISBN:9780306406157": answer()})
    found = value.finding.metadata
    assert (found.title, found.publisher, found.published) == (
        "A sample: and its use",
        "A press",
        "1988-10-01",
    )
    assert [(author.name, author.url) for author in found.authors] == [
        ("Ann Doe", "https://openlibrary.org/authors/OL1A/Ann_Doe")
    ]
    assert found.canonical_url == "https://openlibrary.org/books/OL1234567M/A_sample"
    assert found.image is not None
    assert csl.item(value)["type"] == "book"


@pytest.mark.parametrize(
    ("written", "expected"), [("1988", "1988"), ("c1995", "1995"), ("", None), ("n.d.", None)]
)
def test_dates_of_editions(written: str, expected: str | None) -> None:
    """As librarians write them."""
    found = embed(BOOK, {f"{API}ISBN:9780306406157": answer(publish_date=written)}).finding
    assert found.metadata.published == expected


def test_an_unknown_book_is_not_found() -> None:
    """The API answers with an empty object."""
    assert failed(BOOK, {f"{API}ISBN:9780306406157": Answer("{}", JSON)}).code == "not_found"


def test_without_the_api_the_page_is_read() -> None:
    """It has a title."""
    title = page("<title>A sample</title>")
    found = embed(BOOK, {f"{API}ISBN:9780306406157": UpstreamError("No."), BOOK: title}).finding
    assert found.metadata.title == "A sample"
