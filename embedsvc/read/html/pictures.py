"""The picture of an `img` element. Pages that load pictures late have a placeholder in `src`, and the address
elsewhere.
"""

import re
from collections.abc import Iterator
from itertools import chain

from embedsvc.numbers import pixels
from embedsvc.read.html import tree
from embedsvc.read.html.plain_text import clean_address
from embedsvc.read.html.tree import Node

_MAX_CHARACTERS = 20_000
_MAX_SOURCES = 20
_LATE = re.compile(
    r"(?!src\Z)(?:[a-z]{1,20}-){0,4}[a-z]{0,20}src"
    r"|data-(?:[a-z]{1,20}-){0,2}(?:echo|full|hi-?res|image|img|lazy|original|(?:large|medium|orig)-file)"
    r"|data-(?:full|image|img|large|photo)-url"
)
"""Attributes with the address of a picture that is loaded late, as lazysizes, WordPress and others name them.
"""
_ADDRESS = re.compile(r"[^\s{}<>\[\]\"]*[/.][^\s{}<>\"]*")
_CANDIDATE = re.compile(r"[\s,]*+(\S*[^\s,])(?:\s+([^,]*+))?")
_DENSITY_WIDTH = 400
"""Pixels that stand for a density of 1x where candidates are compared."""
_ROOT = re.compile(r"https?://[^/?#]++/?", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"""\bbackground(?:-image)?\s*+:[^;]{0,200}?\burl\(\s*+["']?([^"')]++)""", re.IGNORECASE
)
_BLANK = re.compile(
    r"(?:1x1(?=\.(?:gif|png))|blank|clear|dot|empty|gr[ae]y|lazy|load(?:er|ing)|pixel|spaceball|trans|"
    r"(?:.*[._-])?(?:lazy[_-]?load(?:er|ing)?|no[_-]?(?:image|photo|pic)|place[_-]?holder|spacer|spinner|transparent))"
    r"(?:[_-]?[\dx]{1,9})?\.(?:gif|jpe?g|png|svg|webp)"
)
"""Files that take the room of a picture until it is loaded: by their whole name, or by a word at its end."""


def is_blank(address: str) -> bool:
    """Whether an address is that of a placeholder: a data URI, the root of a site, or a file named as one."""
    if address[:5].lower() == "data:" or _ROOT.fullmatch(address):
        return True
    return _BLANK.fullmatch(file_name(address)) is not None


def file_name(address: str) -> str:
    """The last part of an address's path, in lower case."""
    return address.partition("?")[0].rpartition("/")[2].lower()


def addresses(image: Node) -> Iterator[str]:
    """The addresses of an `img`, the best first, as written: the largest candidate of each `srcset` (HTML
    §4.8.4.2.1), also of the `source` elements around it, then where it is loaded late, then `src`.
    """
    attributes = image.attributes
    sources = chain(_sets(attributes), *(_sets(each.attributes) for each in _sources(image)))
    sets = sorted(filter(None, map(_largest, sources)), key=_width_of, reverse=True)
    stated = chain((address for _, address in sets), _late(attributes), [attributes.get("src") or ""])
    return (address for address in map(clean_address, stated) if address and not is_blank(address))


def background(element: Node) -> str:
    """The address of the picture behind an element, by its style or loaded late; "" without one."""
    attributes = element.attributes
    styled = _BACKGROUND.search((attributes.get("style") or "")[:_MAX_CHARACTERS])
    late = (attributes.get(name) for name in ("data-bg", "data-background", "data-background-image"))
    stated = next(filter(None, [styled[1] if styled else "", *late]), "")
    address = clean_address(stated.removeprefix("url(").removesuffix(")").strip("'\""))
    return "" if is_blank(address) or not _ADDRESS.fullmatch(address) else address


def preloaded(link: Node) -> str:
    """The address of a picture that a `link rel=preload` fetches (HTML §4.6.7.17); "" for another file."""
    attributes = link.attributes
    if (attributes.get("as") or "").lower() != "image":
        return ""
    largest = _largest(attributes.get("imagesrcset") or "")
    address = clean_address(largest[1] if largest else attributes.get("href") or "")
    return "" if is_blank(address) else address


def is_late(image: Node) -> bool:
    """Whether an `img` has another address than that in `src`."""
    attributes = image.attributes
    return next(chain(_sets(attributes), _late(attributes)), None) is not None


def _late(attributes: dict[str, str | None]) -> Iterator[str]:
    named = (value.strip() for name, value in attributes.items() if value and _LATE.fullmatch(name))
    return filter(_ADDRESS.fullmatch, named)


def _sets(attributes: dict[str, str | None]) -> Iterator[str]:
    return (value for name, value in attributes.items() if name.endswith("srcset") and value)


def _sources(image: Node) -> Iterator[Node]:
    parent = image.parent
    siblings = tree.preceding_siblings(image) if parent is not None and parent.tag == "picture" else iter(())
    return (each for each, _ in zip(siblings, range(_MAX_SOURCES), strict=False) if each.tag == "source")


def _largest(srcset: str) -> tuple[float, str] | None:
    """The candidate with the greatest width or density, after that width."""
    found = _CANDIDATE.findall(srcset[:_MAX_CHARACTERS])
    candidates = [(_width(descriptor), address) for address, descriptor in found if not is_blank(address)]
    return max(candidates, key=_width_of, default=None)


def _width_of(candidate: tuple[float, str]) -> float:
    return candidate[0]


def _width(descriptor: str) -> float:
    number, unit = descriptor.strip()[:-1], descriptor.strip()[-1:]
    if unit == "w":
        return pixels(number) or 0
    try:
        return _DENSITY_WIDTH * min(float(number), 10) if unit == "x" and len(number) < 8 else _DENSITY_WIDTH
    except ValueError:
        return 0
