"""Elements with a moment in an attribute. Pages that show "three days ago" without a `time` element (HTML
§4.5.14) have it in `title`, in `datetime` of elements of their own, or in a `data-` attribute.
"""

import re

from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import visible_text

_MAX_ELEMENTS = 40
_MAX_TEXT, _MAX_WORD = 40, 20
_TIME = re.compile(r"\d:\d\d|\d{10}")
_OTHER_MOMENT = re.compile("birth|event|expir|join|member|regist|start|visit")
"""Classes of moments in the life of something else."""
_MOMENT = re.compile(
    rb"""=["']?(?:(?:19|20)\d\d-[01]\d-[0-3]\d[T "'>]|1\d{9}(?:\d{3})?["' >])"""
    rb"""|title=["'][^"'<>]{0,40}?(?:19|20)\d\d[^\w-]"""
)
_DATA = (
    "date", "datetime", "date-time", "time", "timestamp", "time-stamp", "utc", "iso", "published",
    "published-at", "publish-date", "published-date", "pubdate", "created", "created-at", "livestamp",
    "timeago", "utime", "unixtime", "epoch",
)  # fmt: skip
_ATTRIBUTES = ("datetime", *(f"data-{name}" for name in _DATA), "title")
_SELECTOR = ", ".join(
    (
        "[datetime]:not(time):not(ins):not(del)",
        *(f"[data-{name}]" for name in _DATA),
        *(f"{tag}[title*='{century}']" for tag in ("abbr", "span", "time", "a") for century in ("19", "20")),
    )
)


def elements(document: Document) -> list[Node]:
    """The first 40 elements that may have a moment in an attribute, in document order."""
    if not _MOMENT.search(document.markup):
        return []
    found = document.root.css(_SELECTOR)[:_MAX_ELEMENTS]
    return [each for each in found if not _OTHER_MOMENT.search(each.attrs.sget("class", "").lower())]


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
