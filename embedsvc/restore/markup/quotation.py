"""The words of a post in its old embed: the quotation that platforms give as embed code."""

from typing import NamedTuple

from embedsvc.model import Quote
from embedsvc.read.dates import dates
from embedsvc.read.posts import blockquote
from embedsvc.restore.articles import reading
from embedsvc.restore.grammar import posts


class Words(NamedTuple):
    text: str | None = None
    author: str | None = None
    handle: str | None = None
    published: str | None = None


def parse(markup: str) -> Words:
    """Empty where the words cannot be separated from their attribution.

    An editor may have moved the attribution to a paragraph of its own: then it is found as in any article.
    """
    post = blockquote.parse(markup)
    if post and post.handle:
        day = dates.parse(post.day) if post.day else None
        return Words(Quote(runs=post.runs).text, post.name, post.handle, day)
    found = [find for find in posts.find(reading.parse(markup, "html")) if find.text]
    if len(found) != 1:
        return Words()
    return Words(found[0].text, found[0].author, found[0].handle, found[0].published)
