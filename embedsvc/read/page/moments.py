"""Elements with a moment in an attribute. Pages that show "three days ago" without a `time` element (HTML
§4.5.14) have it in `title`, in `datetime` of elements of their own, or in a `data-` attribute.
"""

import re
from itertools import islice

from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import visible_text

_MAX_ELEMENTS = 40
_MAX_TEXT, _MAX_WORD = 40, 20
_TIME = re.compile(r"\d:\d\d|\d{10}")
_OTHER_MOMENT = re.compile("birth|event|expir|join|member|regist|start|visit")
"""Classes of moments in the life of something else."""
_DATA = (
    "data-date", "data-datetime", "data-time", "data-timestamp", "data-published", "data-published-at",
    "data-created-at", "data-pubdate", "data-utime",
)  # fmt: skip
_ATTRIBUTES = ("datetime", *_DATA, "title")
_SELECTOR = ", ".join(("[datetime]", "[title*='19']", "[title*='20']", *(f"[{name}]" for name in _DATA)))
_TITLED = frozenset({"a", "abbr", "span", "time"})
_OF_OTHER_RULES = frozenset({"del", "ins", "time"})
"""Elements whose `datetime` is the standard's."""


def elements(document: Document) -> list[Node]:
    """The first 40 elements that may have a moment in an attribute, in document order."""
    found = islice(filter(_may_have_moment, document.root.css(_SELECTOR)), _MAX_ELEMENTS)
    return [each for each in found if not _OTHER_MOMENT.search(each.attrs.sget("class", "").lower())]


def _may_have_moment(element: Node) -> bool:
    names, tag = element.attributes, element.tag
    if "datetime" in names and tag not in _OF_OTHER_RULES:
        return True
    return ("title" in names and tag in _TITLED) or any(name in names for name in _DATA)


def stated(element: Node) -> list[str]:
    """The values of the attributes that may be a moment, the most specific first; none if the element shows
    anything but a moment: a number and a few words, or a word like "yesterday" for one that is precise.
    """
    attributes, text = element.attributes, visible_text(element)
    values = [value for name in _ATTRIBUTES if (value := attributes.get(name))]
    if len(text) > _MAX_TEXT:
        return []
    if not text or any(map(str.isdigit, text)):
        return values
    return [value for value in values if _TIME.search(value)] if len(text) <= _MAX_WORD else []
