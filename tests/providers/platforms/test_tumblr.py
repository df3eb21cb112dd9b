"""Posts of Tumblr. The sample has the shape of Tumblr's API v1."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.support.recorded import JSON, Answer, embed, oembed, page

POST = "https://ann.tumblr.com/post/165326273724/a-title"
API = "https://ann.tumblr.com/api/read/json?id=165326273724&debug=1"


def answer(**fields: Any) -> Answer:
    stated = {
        "id": "165326273724",
        "url-with-slug": POST,
        "unix-timestamp": 1505384435,
        "type": "regular",
    } | fields
    return Answer(json.dumps({"tumblelog": {"name": "ann", "title": "Ann's blog"}, "posts": [stated]}), JSON)


@pytest.mark.parametrize(
    "pasted",
    [
        POST,
        "https://www.tumblr.com/ann/165326273724/a-title",
        "https://www.tumblr.com/blog/view/ann/165326273724",
    ],
)
def test_a_text(pasted: str) -> None:
    """Title and body; the blog as author."""
    body = '<p>See <a href="https://news.example/1">this</a>.</p>'
    finding = embed(pasted, {API: answer(**{"regular-title": "Hello", "regular-body": body})}).finding
    assert finding.quote
    assert finding.quote.text == "Hello\n\nSee this."
    assert finding.quote.runs[-2].url == "https://news.example/1"
    author = finding.metadata.authors[0]
    assert (author.name, author.handle, finding.metadata.canonical_url) == ("Ann's blog", "ann", POST)
    assert finding.metadata.published == "2017-09-14T10:20:35Z"


def test_a_set_of_pictures() -> None:
    """With its caption."""
    photos = [
        {"photo-url-1280": f"https://64.media.tumblr.com/{n}.jpg", "width": 4, "height": 3} for n in (1, 2)
    ]
    finding = embed(POST, {API: answer(**{"photo-caption": "<p>Owls</p>", "photos": photos})}).finding
    assert [medium.url for medium in finding.media] == [
        "https://64.media.tumblr.com/1.jpg",
        "https://64.media.tumblr.com/2.jpg",
    ]


def test_the_page_stands_in() -> None:
    """Where the blog's API does not answer."""
    assert (
        embed(POST, {POST: page('<meta property="og:title" content="Ann">')}).finding.metadata.title == "Ann"
    )


def test_oembed_stands_in_for_the_api() -> None:
    """It has the blog; the rest is the page's."""
    asked = "https://www.tumblr.com/oembed/1.0?" + urlencode({"url": POST, "format": "json"})
    answer = oembed(type="rich", author_name="Ann", html="<div><a>post</a></div>")
    finding = embed(POST, {asked: answer, POST: page('<meta property="og:title" content="Owls">')}).finding
    assert (finding.metadata.authors[0].name, finding.metadata.title) == ("Ann", "Owls")
    assert embed(POST, {asked: answer}).finding.method == "oembed"
