"""The words of a post out of foreign HTML: text, links, mentions, hashtags and breaks as data."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.model import Run, RunType
from embedsvc.read import word_lists
from embedsvc.read.html.tree import Node, tree, walk

Runs = tuple[Run, ...]

_MAX_RUNS = 5_000
_HIDDEN = word_lists.words(
    "script style noscript template iframe object embed head title svg math select textarea"
)
_PARAGRAPHS = word_lists.words("p div li ul ol blockquote section article h1 h2 h3 h4 h5 h6 pre table tr")


def of_html(fragment: str, base: str | None = None) -> Runs:
    """The runs of an HTML fragment: spaces collapsed, breaks for `<br>` and between paragraphs.

    Links that are not http(s) become their text. A link is a mention or a tag by what is shown: `@name`,
    `#word`. Linear in the fragment's size; at most 5,000 runs.
    """
    return _tidy(_raw(tree(fragment.encode("utf-8", "replace")), base))


def _raw(root: Node, base: str | None) -> Iterator[Run]:
    """Runs as they come, uncollapsed. What a link holds is one run."""
    link: Node | None = None
    shown: list[str] = []
    for node, ends in walk(root, _is_hidden):
        if node.is_text_node:
            yield from _words(node.text_content, link, shown)
        elif not ends:
            if node.tag == "a" and link is None:
                link, shown = node, []
            yield from _break(node, link, shown)
        else:
            if link is not None and node.mem_id == link.mem_id:
                yield _linked(node, "".join(shown), base)
                link = None
            if node.tag in _PARAGRAPHS:
                yield from _break(node, link, shown)


def _is_hidden(node: Node) -> bool:
    """Mastodon hides the scheme of a shown address and its tail in spans of the class `invisible`."""
    return node.tag in _HIDDEN or "invisible" in (node.attributes.get("class") or "").split()


def _words(text: str | None, link: Node | None, shown: list[str]) -> Iterator[Run]:
    if text and link is None:
        yield Run(type="text", text=text)
    elif text:
        shown.append(text)


def _break(node: Node, link: Node | None, shown: list[str]) -> Iterator[Run]:
    """A `<br>` ends a line, a paragraph's edge leaves a blank one."""
    if node.tag != "br" and node.tag not in _PARAGRAPHS:
        return
    if link is not None:
        shown.append(" ")
    else:
        yield Run(type="break", text="" if node.tag == "br" else "\n")


def _linked(node: Node, shown: str, base: str | None) -> Run:
    text = " ".join(shown.split())
    address = (node.attributes.get("href") or "").strip()
    try:
        if base is None and urlsplit(address).scheme.lower() not in {"http", "https"}:
            return Run(type="text", text=shown)
        target = urls.join(address, base or address).text
    except (Failure, ValueError):
        return Run(type="text", text=shown)
    kind: RunType = "link"
    if text.startswith("@") and len(text) > 1:
        kind = "mention"
    elif text.startswith("#") and len(text) > 1:
        kind = "tag"
    return Run(type=kind, text=text, url=target) if text else Run(type="text", text="")


def _tidy(raw: Iterator[Run]) -> Runs:
    """Texts joined and collapsed, breaks at the edges dropped; a paragraph's edge becomes two breaks (a blank
    line), and there are never more than two in a row.
    """
    out: list[Run] = []
    waiting: list[str] = []
    breaks = 0
    for run in raw:
        if len(out) >= _MAX_RUNS:
            break
        if run.type == "text":
            waiting.append(run.text)
            continue
        breaks = _write(out, waiting, breaks)
        if run.type == "break":
            breaks = 2 if run.text else breaks + 1
            continue
        if breaks:
            _end_lines(out, breaks)
        breaks = 0
        out.append(run)
    _write(out, waiting, breaks)
    _end_lines(out, 0)
    return tuple(out)


def _write(out: list[Run], waiting: list[str], breaks: int) -> int:
    """Writes the text that waits, after the breaks that wait; returns how many breaks still wait."""
    text = "".join(waiting)
    waiting.clear()
    words = " ".join(text.split())
    if words and breaks:
        _end_lines(out, breaks)
    starts_line = breaks > 0 or not out or out[-1].type == "break"
    head = " " if text[:1].isspace() and not starts_line else ""
    tail = " " if words and text[-1].isspace() else ""
    if head or words:
        out.append(Run(type="text", text=head + words + tail))
    return 0 if words else breaks


def _end_lines(out: list[Run], breaks: int) -> None:
    """Ends the line (or, without breaks, the text): spaces at its end go."""
    if out and out[-1].type == "text":
        ended = out.pop().text.rstrip()
        if ended:
            out.append(Run(type="text", text=ended))
    if out:
        out.extend([Run(type="break")] * min(breaks, 2))
