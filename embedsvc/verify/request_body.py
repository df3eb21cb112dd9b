"""The quotations of a request, in a JSON object or in the blocks of a page."""

from collections.abc import Iterator, Mapping
from typing import Any

from embedsvc.errors import InvalidRequest, RequestTooLarge
from embedsvc.read.posts import comparison, quotations
from embedsvc.read.posts.quotations import Quotation
from embedsvc.verify.days import whole_day

MAX_BYTES = 2 * 1024 * 1024
"""Of a page with blocks, in UTF-8."""
MAX_QUOTATIONS = 100
"""Of one page."""

_MEMBERS = ("url", "author", "handle", "published")


def parse(body: Mapping[str, Any]) -> list[Quotation]:
    """The quotations of `{"text","url","author","handle","published"}`, or of the blocks in `{"html"}`.

    Raises InvalidRequest and RequestTooLarge.
    """
    match body:
        case {"html": str(markup)} if not body.get("text"):
            quoted = list(_from_page(markup))
        case {"text": str(text)} if text.strip():
            url, author, handle, published = (_text(body, name) for name in _MEMBERS)
            if published and not whole_day(published):
                raise InvalidRequest("The member published is a date with its day, such as 2021-01-26.")
            quoted = [
                Quotation(
                    text=text,
                    url=url,
                    author=author,
                    handle=handle.removeprefix("@") if handle else None,
                    published=published,
                    links=quotations.links_in(text),
                )
            ]
        case _:
            raise InvalidRequest(
                'Send {"text": "...", "url": "...", "author": ..., "handle": ..., "published": ...} or '
                '{"html": "..."} with blocks.'
            )
    if any(len(quotation.text) > comparison.LONGEST for quotation in quoted):
        raise RequestTooLarge(f"A quotation has at most {comparison.LONGEST} characters.")
    return quoted


def _text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidRequest(f"The member {name} is a text.")
    return (value or "").strip() or None


def _from_page(markup: str) -> Iterator[Quotation]:
    if not markup.strip():
        raise InvalidRequest("The page is empty.")
    if len(markup.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise RequestTooLarge("The page is longer than 2 MiB.")
    for number, quotation in enumerate(quotations.find(markup)):
        if number == MAX_QUOTATIONS:
            raise RequestTooLarge(f"A page may have at most {MAX_QUOTATIONS} blocks.")
        yield quotation
