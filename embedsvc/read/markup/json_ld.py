"""JSON-LD (https://www.w3.org/TR/json-ld11/) as pages really write it: wrapped, broken, cyclic, too deep."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import own_text
from embedsvc.read.markup import json
from embedsvc.read.markup.schema_org import Node, Work, texts, types, work_of

_MAX_BYTES = 2**20
"""Of all scripts together: what a page says of itself is a few kilobytes."""
_MAX_REPAIRED = 2**18
"""Characters that are repaired: of a text of quotation marks each takes fifty bytes for a while."""
_MAX_NODES = 5_000
_MAX_REFERENCES = 50

_OPENING = re.compile(r"(?:\s|/\*|\*/|//|<!--|<!\[CDATA\[|;)*+")
_WORD = re.compile(r"\w+")
_CLOSING = " \t\r\n;/*->"

_DESCENDS = ("@graph", "@included", "mainEntity", "mainEntityOfPage")
"""Properties whose value may be the page's own work. Others (`comment`, `isPartOf`, `itemListElement`, ...)
hold other works, whose author and date are not the page's."""


def work(document: Document, titles: Sequence[str] = ()) -> Work | None:
    """The work that the page is about, out of all its JSON-LD; None where there is none. `titles`: what the
    head says that the page is called.

    An article beats a video beats a page; among equals, the one that names this page, then the fullest.
    """
    nodes = list(_nodes(document))
    if not nodes:
        return None
    works = filter(None, map(work_of, nodes))
    candidates = sorted(works, key=lambda each: _fitness(each, document), reverse=True)
    bags = list(map(_bag, titles))
    best = next((each for each in candidates if not _is_of_another(each.node, document, bags)), None)
    return Work(_resolved(best.node, _by_id(nodes)), best.rank) if best is not None else None


def page_language(document: Document) -> str | None:
    """`inLanguage` of any node."""
    return next((text for node in _nodes(document) for text in texts(node.get("inLanguage"))), None)


def _fitness(candidate: Work, document: Document) -> tuple[int, bool, int, int]:
    node, rank = candidate.node, {"article": 3, "media": 2, "page": 1}[candidate.rank]
    said = sum(
        name in node for name in ("headline", "author", "datePublished", "publisher", "image", "articleBody")
    )
    is_review = "review" in types(node)
    return rank, _path(document.url) in _paths(node), -is_review, said


def _is_of_another(node: Node, document: Document, titles: list[frozenset[str]]) -> bool:
    """Whether a work has its address elsewhere and a headline unlike the page's titles: a teaser's."""
    paths, headline = _paths(node), next(texts(node.get("headline")), None)
    if headline is None or not titles or not paths or _path(document.url) in paths:
        return False
    ours = _bag(headline)
    return all(3 * len(ours & theirs) < min(len(ours), len(theirs)) for theirs in titles)


def _bag(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _paths(node: Node) -> set[str]:
    addresses = (text for name in ("url", "mainEntityOfPage", "@id") for text in _addresses(node.get(name)))
    return set(map(_path, addresses))


def _addresses(value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, dict):
        yield from texts(value.get("@id"))
        yield from texts(value.get("url"))
    else:
        yield from texts(value)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return url


def _nodes(document: Document) -> Iterator[Node]:
    """The nodes that may be the page's work or tell of it, without recursion, at most 5,000."""
    left, count = _MAX_BYTES, 0
    for script in document.json_ld:
        text = own_text(script)
        if not text or len(text) > left:
            continue
        left -= len(text)
        waiting: list[Any] = [_value(text)]
        while waiting and count < _MAX_NODES:
            item = waiting.pop()
            if isinstance(item, list):
                waiting.extend(reversed(item))
            elif isinstance(item, dict):
                count += 1
                yield item
                waiting.extend(item[name] for name in reversed(_DESCENDS) if name in item)


def _by_id(nodes: list[Node]) -> dict[str, Node]:
    """The fullest node of each `@id`, also of people and organisations that stand inside others."""
    known: dict[str, Node] = {}
    for node in nodes:
        inner = [
            value
            for name in ("author", "publisher", "image", "creator")
            for value in _mappings(node.get(name))
        ]
        for item in (node, *inner):
            name = item.get("@id")
            if isinstance(name, str) and len(item) > len(known.get(name, ())):
                known[name] = item
    return known


def _mappings(value: Any) -> list[Node]:  # noqa: ANN401
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


_REFERRING = ("author", "creator", "publisher", "image", "primaryImageOfPage", "isBasedOn", "license")


def _resolved(node: Node, known: Mapping[str, Node]) -> Node:
    """The node with references replaced by what they refer to: one step, so no cycle."""
    return {**node, **{name: _followed(node[name], known) for name in _REFERRING if name in node}}


def _followed(value: Any, known: Mapping[str, Node]) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return [
            _followed(item, known) if isinstance(item, dict) else item for item in value[:_MAX_REFERENCES]
        ]
    if isinstance(value, dict) and isinstance(name := value.get("@id"), str):
        return {**known.get(name, {}), **value}
    return value


def _value(text: str) -> Any:  # noqa: ANN401
    """The JSON value of a script, repaired if it must be; None where nothing can be read."""
    for read in (str, _bare, _repaired) if len(text) <= _MAX_REPAIRED else (str, _bare):
        try:
            return json.parse(read(text))
        except ValueError:
            continue
    return None


def _bare(text: str) -> str:
    """Without the wrappers of XHTML days, and with entities decoded where quotation marks are escaped."""
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    bare = text[start:].rstrip(_CLOSING)
    if "CDATA" in text[:start]:
        bare = bare.removesuffix("]]").rstrip(_CLOSING)
    return unescape(bare) if "&quot;" in bare and '"' not in bare else bare


def _repaired(text: str) -> str:
    """JSON with its commas and brackets put right: stray and missing commas, brackets that never close, and
    quotation marks inside a text. One pass, no way back.
    """
    out: list[str] = []
    open_: list[str] = []
    for piece in _pieces(_bare(text)):
        if piece in "{[":
            _separate(out)
            open_.append("}" if piece == "{" else "]")
            out.append(piece)
        elif piece in "}]":
            if piece not in open_[-1:]:
                continue
            _drop_comma(out)
            open_.pop()
            out.append(piece)
        elif piece == ",":
            if out and out[-1] not in {",", "{", "["}:
                out.append(piece)
        elif piece == ":":
            out.append(piece)
        else:
            if out and out[-1] not in {"{", "[", ",", ":"}:
                out.append(",")
            out.append(piece)
    _drop_comma(out)
    return "".join(out) + "".join(reversed(open_))


def _separate(out: list[str]) -> None:
    if out and out[-1] in {"}", "]"}:
        out.append(",")


def _drop_comma(out: list[str]) -> None:
    if out and out[-1] == ",":
        out.pop()


_STRING_END = re.compile(r'"\s*+(?=[,:}\]]|"[^"]{1,40}"\s*+:|\Z)')
_PLAIN = re.compile(r'[^\s"\[\]{},:]++')


def _pieces(text: str) -> Iterator[str]:
    """The tokens of sloppy JSON. A text ends at a quotation mark that something follows which may follow a
    text; other quotation marks in it are escaped.
    """
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in "{}[],:":
            yield char
            at += 1
        elif char == '"':
            end = _STRING_END.search(text, at + 1)
            stop = end.start() if end else len(text)
            while end and text[stop - 1] == "\\" and text[stop - 2] != "\\":
                end = _STRING_END.search(text, stop + 1)
                stop = end.start() if end else len(text)
            yield '"' + _escaped(text[at + 1 : stop]) + '"'
            at = stop + 1
        else:
            plain = _PLAIN.match(text, at)
            if plain is None:
                at += 1
                continue
            word = plain[0].strip("'")
            yield word if _is_literal(word) else '"' + _escaped(word) + '"'
            at = plain.end()


_BARE_QUOTE = re.compile(r'\\.|["\\]', re.DOTALL)
_LITERAL = re.compile(r"true|false|null|-?\d{1,30}(?:\.\d{1,30})?")


def _escaped(text: str) -> str:
    return _BARE_QUOTE.sub(
        lambda found: found[0] if found[0][1:] in set('"\\/bfnrtu') and found[0][1:] else "\\" + found[0][-1],
        text,
    )


def _is_literal(word: str) -> bool:
    return _LITERAL.fullmatch(word) is not None
