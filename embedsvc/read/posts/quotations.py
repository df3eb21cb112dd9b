"""The quotations in a page that state their source: our own blocks, and X's embed code.

<figure class="embed"><blockquote cite="..."><p>Text</p></blockquote>
<figcaption>— <cite>Name</cite> (<bdi>@handle</bdi>), <time datetime="2021-01-26">...</time></figcaption>
    </figure>
"""

from collections.abc import Iterator
from dataclasses import dataclass

from embedsvc.model import Run
from embedsvc.read.dates import dates
from embedsvc.read.html import tree
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.posts import blockquote, plain, runs

_BLOCK = "figure.embed"
_WIDGET = "blockquote.twitter-tweet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Somebody's words, and what is claimed about them."""

    text: str
    url: str | None = None
    author: str | None = None
    handle: str | None = None
    """Without the leading @."""
    published: str | None = None
    """RFC 3339, or a day alone."""
    links: tuple[str, ...] = ()
    """In the words."""


def links_in(text: str) -> tuple[str, ...]:
    """The links in plain text."""
    return _links(plain.to_runs(text))


def find(markup: str) -> Iterator[Quotation]:
    """The quotations in document order."""
    blocks: set[int] = set()
    for element in tree.parse(markup.encode("utf-8", "replace")).css(f"{_BLOCK}, {_WIDGET}"):
        if not any(ancestor.mem_id in blocks for ancestor in tree.ancestors(element)):
            blocks.add(element.mem_id)
            found = _from_block(element) if element.tag == "figure" else _from_widget(element)
            if found:
                yield found


def _from_block(figure: Node) -> Quotation | None:
    quoted = next((child for child in figure.iter() if child.tag == "blockquote"), None)
    caption = next((child for child in figure.iter() if child.tag == "figcaption"), None)
    if quoted is None or caption is None:
        return None
    words = runs.from_html(quoted.inner_html or "")
    name, day = caption.css_first("cite"), caption.css_first("time[datetime]")
    author = visible_text(name) if name else None
    handles = [visible_text(child) for child in caption.iter() if child.tag == "bdi"]
    handle = next((each for each in (*handles, author or "") if each.startswith("@")), None)
    return Quotation(
        text=_text(words),
        url=quoted.attributes.get("cite") or None,
        author=None if author == handle else author,
        handle=handle.removeprefix("@") if handle else None,
        published=day.attributes.get("datetime") if day else None,
        links=_links(words),
    )


def _from_widget(element: Node) -> Quotation | None:
    post = blockquote.parse(element.html or "")
    if post is None:
        return None
    addresses = [
        link.attributes.get("href") or ""
        for link in element.css("a")
        if "/status/" in (link.attributes.get("href") or "")
    ]
    languages = ("en", post.language) if post.language else ("en",)
    return Quotation(
        text=_text(post.runs),
        url=addresses[-1] if addresses else None,
        author=post.name,
        handle=post.handle,
        published=dates.parse(post.day, languages=languages) if post.day else None,
        links=_links(post.runs),
    )


def _text(words: tuple[Run, ...]) -> str:
    return "".join("\n" if run.type == "break" else run.text for run in words)


def _links(words: tuple[Run, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(run.url for run in words if run.type == "link" and run.url))
