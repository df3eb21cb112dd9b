"""Small pages written for the tests: their snapshots, and the metadata that is read from them."""

import json
from typing import Any

from embedsvc.model import Headers, Metadata, Snapshot
from embedsvc.read import fields
from embedsvc.read.html import document

NOW = 1_795_000_000.0
URL = "https://news.example/politics/story"
TITLE = "<title>The ferry sails again | The Example</title>"
HEADLINE = "<h1>The ferry sails again</h1>"
BYLINE_AND_DATE = "<p class='byline'>By Jane Doe</p><p class='date'>3 May 2021</p>"
JSON_LD_ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Talks resume in Vienna",
    "author": [
        {"@type": "Person", "name": "Jane Doe", "url": "/jane"},
        {"@type": "Person", "name": "John Roe"},
    ],
    "publisher": {"@type": "Organization", "name": "The Example"},
    "datePublished": "2021-01-26T10:00:00+02:00",
    "dateModified": "2021-01-27",
    "image": {"@type": "ImageObject", "url": "/a.jpg", "width": "600", "height": 400},
    "inLanguage": "en-GB",
    "isAccessibleForFree": "False",
    "isBasedOn": "https://agency.example/1",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "keywords": "vienna, talks",
    "identifier": "doi:10.1000/ABC",
    "description": "What was said.",
}


def snapshot(
    body: bytes | str,
    *,
    url: str = URL,
    asked: str | None = None,
    charset: str | None = None,
    media_type: str | None = "text/html",
    headers: Headers = (),
) -> Snapshot:
    return Snapshot(
        asked=asked or url,
        url=url,
        status=200,
        media_type=media_type,
        charset=charset,
        headers=headers,
        body=body.encode() if isinstance(body, str) else body,
        fetched_at=NOW,
    )


def page(head: str = "", body: str = "", *, attributes: str = "") -> str:
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"


def read_page(
    head: str = "", body: str = "", *, attributes: str = "", url: str = URL, headers: Headers = ()
) -> Metadata:
    """The metadata of a page; `attributes` are those of its `html` element."""
    markup = page(head, body, attributes=attributes)
    return fields.metadata(document.parse(snapshot(markup, url=url, headers=headers)))


def read_article(body: str, *, head: str = TITLE, attributes: str = "", url: str = URL) -> Metadata:
    """The metadata of a page with TITLE in its head."""
    return read_page(head, body, attributes=attributes, url=url)


def author_names(found: Metadata) -> list[str]:
    return [author.name for author in found.authors]


def json_ld(value: Any) -> str:
    """A script of JSON-LD, out of a value or its text."""
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'
