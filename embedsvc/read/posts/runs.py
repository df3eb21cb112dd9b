"""The content of a post out of foreign HTML, as data: text, links, mentions, hashtags and breaks."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.model import Run, RunType
from embedsvc.read.html import tree
from embedsvc.read.html.tree import Node
from embedsvc.read.word_lists import word_set

Runs = tuple[Run, ...]

_MAX_RUNS = 5_000
_HIDDEN = word_set("script style noscript template iframe object embed head title svg math select textarea")
_PARAGRAPHS = word_set("p div li ul ol blockquote section article h1 h2 h3 h4 h5 h6 pre table tr")


def from_html(fragment: str, base: str | None = None) -> Runs:
    """The runs of an HTML fragment: white space collapsed, breaks for `<br>` and between paragraphs.

    Links that aren't http(s) become text. A link is a mention or a tag by its text: `@name`, `#word`.
    Takes linear time, and returns at most 5,000 runs.
    """
    return _normalise(_raw_runs(tree.parse(fragment.encode("utf-8", "replace")), base))


def _raw_runs(root: Node, base: str | None) -> Iterator[Run]:
    """Runs with their white space. The content of a link is one run; the break between paragraphs has a
    newline as its text.
    """
    link: Node | None = None
    link_text: list[str] = []
    for node, ends in tree.walk(root, _is_hidden):
        if node.is_text_node:
            yield from _text(node.text_content, link, link_text)
        elif not ends:
            if node.tag == "a" and link is None:
                link, link_text = node, []
            yield from _break(node, link, link_text)
        else:
            if link is not None and node.mem_id == link.mem_id:
                yield _link_run(node, "".join(link_text), base)
                link = None
            if node.tag in _PARAGRAPHS:
                yield from _break(node, link, link_text)


def _is_hidden(node: Node) -> bool:
    """Mastodon hides the scheme and the end of a link's text in spans of the class `invisible`."""
    return node.tag in _HIDDEN or "invisible" in (node.attributes.get("class") or "").split()


def _text(text: str | None, link: Node | None, link_text: list[str]) -> Iterator[Run]:
    if text and link is None:
        yield Run(type="text", text=text)
    elif text:
        link_text.append(text)


def _break(node: Node, link: Node | None, link_text: list[str]) -> Iterator[Run]:
    if node.tag != "br" and node.tag not in _PARAGRAPHS:
        return
    if link is not None:
        link_text.append(" ")
    else:
        yield Run(type="break", text="" if node.tag == "br" else "\n")


def _link_run(node: Node, raw_text: str, base: str | None) -> Run:
    text = " ".join(raw_text.split())
    href = (node.attributes.get("href") or "").strip()
    try:
        if base is None and urlsplit(href).scheme.lower() not in {"http", "https"}:
            return Run(type="text", text=raw_text)
        url = urls.join(href, base or href).text
    except (Failure, ValueError):
        return Run(type="text", text=raw_text)
    kind: RunType = "link"
    if text.startswith("@") and len(text) > 1:
        kind = "mention"
    elif text.startswith("#") and len(text) > 1:
        kind = "tag"
    return Run(type=kind, text=text, url=url) if text else Run(type="text", text="")


def _normalise(raw: Iterator[Run]) -> Runs:
    """Adjacent texts joined and collapsed, without breaks at the edges. A break between paragraphs becomes
    two (a blank line), and there are never more than two in a row.
    """
    out: list[Run] = []
    pending_text: list[str] = []
    pending_breaks = 0
    for run in raw:
        if len(out) >= _MAX_RUNS:
            break
        if run.type == "text":
            pending_text.append(run.text)
            continue
        pending_breaks = _write_text(out, pending_text, pending_breaks)
        if run.type == "break":
            pending_breaks = 2 if run.text else pending_breaks + 1
            continue
        if pending_breaks:
            _write_breaks(out, pending_breaks)
        pending_breaks = 0
        out.append(run)
    _write_text(out, pending_text, pending_breaks)
    _write_breaks(out, 0)
    return tuple(out)


def _write_text(out: list[Run], pending_text: list[str], pending_breaks: int) -> int:
    """Writes the pending text after the pending breaks; returns how many breaks are still pending."""
    text = "".join(pending_text)
    pending_text.clear()
    collapsed = " ".join(text.split())
    if collapsed and pending_breaks:
        _write_breaks(out, pending_breaks)
    starts_line = pending_breaks > 0 or not out or out[-1].type == "break"
    head = " " if text[:1].isspace() and not starts_line else ""
    tail = " " if collapsed and text[-1].isspace() else ""
    if head or collapsed:
        out.append(Run(type="text", text=head + collapsed + tail))
    return 0 if collapsed else pending_breaks


def _write_breaks(out: list[Run], count: int) -> None:
    """Ends the line, without trailing spaces; `count` is 0 at the end of the post."""
    if out and out[-1].type == "text":
        text = out.pop().text.rstrip()
        if text:
            out.append(Run(type="text", text=text))
    if out:
        out.extend([Run(type="break")] * min(count, 2))
