"""JSON-LD (https://www.w3.org/TR/json-ld11/) as pages really write it: malformed, cyclic, too deep."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import leading_text
from embedsvc.read.markup import json
from embedsvc.read.markup.json_repair import repair
from embedsvc.read.markup.schema_org import CreativeWork, Item, Rank, addresses, texts, types, values

_MAX_CHARACTERS = 2**20
"""Of all scripts together. What a page states about itself is a few kilobytes."""
_MAX_REPAIRED = 2**18
"""Characters of a script that gets repaired: repairing text full of quotation marks takes fifty bytes each.
"""
_MAX_ITEMS = 5_000
_MAX_REFERENCES = 50

_PREFIX = re.compile(r'"(?:schema:|https?://(?:www\.)?schema\.org/)(?=[A-Za-z]\w*")')
_ALIAS = re.compile(r'"(type|id|graph|list|set|value)"(?=\s*+:)')
_WORD = re.compile(r"\w+")
_RANKS: dict[Rank, int] = {"article": 3, "media": 2, "page": 1}
_MAIN_PROPERTIES = ("headline", "author", "datePublished", "publisher", "image", "articleBody")
_MAY_CONTAIN_WORK = ("@graph", "@included", "mainEntity", "mainEntityOfPage")
"""Properties whose value may be the page's own work. Others (`comment`, `isPartOf`, `itemListElement`, ...)
contain other works, whose author and date aren't the page's.
"""
_MAY_BE_REFERENCE = (
    "author",
    "creator",
    "publisher",
    "image",
    "primaryImageOfPage",
    "isBasedOn",
    "license",
)


def find_work(document: Document, titles: Sequence[str] = ()) -> CreativeWork | None:
    """The work that the page is about, out of all its JSON-LD; None without one. `titles` are those of the
    page's head.

    An article precedes a video, a video a page; among equals, the one with the page's URL, then the most
    complete one.
    """
    items = list(_items(document))
    if not items:
        return None
    candidates = list(filter(None, map(CreativeWork.from_item, items)))
    if len(candidates) > 1:
        candidates.sort(key=lambda work: _precedence(work, document), reverse=True)
    title_words = list(map(_words, titles))
    best = next((work for work in candidates if not _is_teaser(work.item, document, title_words)), None)
    return CreativeWork(_resolve(best.item, _by_id(items)), best.rank) if best is not None else None


def _precedence(work: CreativeWork, document: Document) -> tuple[int, bool, int, int]:
    item = work.item
    completeness = sum(name in item for name in _MAIN_PROPERTIES)
    return _RANKS[work.rank], _path(document.url) in _paths(item), -("review" in types(item)), completeness


def _is_teaser(item: Item, document: Document, titles: list[frozenset[str]]) -> bool:
    """Whether a work has another URL than the page and a headline unlike the page's titles."""
    paths = _paths(item)
    if not titles or not paths or _path(document.url) in paths:
        return False
    headline = next(texts(item.get("headline")), None)
    if headline is None:
        return False
    words = _words(headline)
    return all(3 * len(words & title) < min(len(words), len(title)) for title in titles)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _paths(item: Item) -> set[str]:
    stated = (item.get(name) for name in ("url", "mainEntityOfPage", "@id"))
    return {_path(url) for value in stated for url in addresses(value, "@id", "url")}


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return url


def _items(document: Document) -> Iterator[Item]:
    """The items that may be the page's work or belong to it, at most 5,000, without recursion."""
    left, count = _MAX_CHARACTERS, 0
    for script in document.json_ld_scripts:
        text = leading_text(script)
        if not text or len(text) > left:
            continue
        left -= len(text)
        pending: list[Any] = [_parse(text)]
        while pending and count < _MAX_ITEMS:
            found = list(islice(values(pending.pop()), _MAX_ITEMS - count))
            if len(found) > 1:
                pending.extend(reversed(found))
            elif found and isinstance(found[0], dict):
                count += 1
                yield found[0]
                pending.extend(found[0][name] for name in reversed(_MAY_CONTAIN_WORK) if name in found[0])


def _parse(text: str) -> Any:  # noqa: ANN401
    """The JSON value of a script, repaired if necessary; None where it can't be parsed."""
    value = _parse_once(text)
    return _parse_once(value) if isinstance(value, str) else value  # some are encoded twice


def _parse_once(text: str) -> Any:  # noqa: ANN401
    for prepare in (str, repair) if len(text) <= _MAX_REPAIRED else (str,):
        try:
            return json.parse(_with_plain_names(prepare(text)))
        except ValueError:
            continue
    return None


def _with_plain_names(text: str) -> str:
    """The text with schema.org's own names for types and properties: without prefixes and full URLs (JSON-LD
    1.1 §4.1), and without the aliases of keywords that schema.org's context has.
    """
    if '"schema:' in text or '"@context"' not in text:
        text = _PREFIX.sub('"', text)
    return text if '"@type"' in text else _ALIAS.sub(r'"@\1"', text)


def _by_id(items: list[Item]) -> dict[str, Item]:
    """The most complete item of each `@id`, also of people and organisations inside other items."""
    by_id: dict[str, Item] = {}
    for outer in items:
        inner = [
            item
            for name in ("author", "publisher", "image", "creator")
            if name in outer
            for item in values(outer[name])
            if isinstance(item, dict)
        ]
        for item in (outer, *inner):
            identifier = item.get("@id")
            if isinstance(identifier, str) and len(item) > len(by_id.get(identifier, ())):
                by_id[identifier] = item
    return by_id


def _resolve(item: Item, by_id: Mapping[str, Item]) -> Item:
    """The item with its references replaced by the items they refer to: one level, so that cycles end."""
    resolved = {name: _follow(item[name], by_id) for name in _MAY_BE_REFERENCE if name in item}
    return {**item, **resolved}


def _follow(value: Any, by_id: Mapping[str, Item]) -> Any:  # noqa: ANN401
    return [_referred(each, by_id) for each in islice(values(value), _MAX_REFERENCES)]


def _referred(value: Any, by_id: Mapping[str, Item]) -> Any:  # noqa: ANN401
    """What a value refers to, by an object with an `@id` or by the identifier alone; or the JSON inside a
    string.
    """
    if isinstance(value, str):
        encoded = _parse_once(value) if value.lstrip().startswith(("{", "[{")) else None
        return by_id.get(value, value) if encoded is None else encoded
    if isinstance(value, dict) and isinstance(identifier := value.get("@id"), str):
        return {**by_id.get(identifier, {}), **value}
    return value
