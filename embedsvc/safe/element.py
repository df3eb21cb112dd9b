"""Our own HTML, one element at a time."""

from collections.abc import Mapping

from embedsvc.safe import text
from embedsvc.safe.allowed import ALWAYS, EVERYWHERE, OURS, VOID
from embedsvc.safe.attributes import fits
from embedsvc.safe.safe_html import SafeHTML


def element(tag: str, attributes: Mapping[str, str | int | None], *children: str) -> SafeHTML:
    """An element of ours. SafeHTML children stay as they are, other text is escaped; attributes that are None
    are left out.

    Raises ValueError for what our table has not: a mistake of the caller, who asks `fits` about values that
    strangers chose.
    """
    if tag not in OURS:
        raise ValueError(f"<{tag}> is no element of ours")
    if tag in VOID and children:
        raise ValueError(f"<{tag}> has no content")
    start = "".join(
        _attribute(tag, name, str(value)) for name, value in attributes.items() if value is not None
    )
    always = "".join(f' {name}="{text.value(value)}"' for name, value in ALWAYS.get(tag, {}).items())
    if tag in VOID:
        return SafeHTML(f"<{tag}{start}{always}>")
    inside = "".join(child if isinstance(child, SafeHTML) else text.content(child) for child in children)
    return SafeHTML(f"<{tag}{start}{always}>{inside}</{tag}>")


def _attribute(tag: str, name: str, value: str) -> str:
    if name not in OURS[tag] and name not in EVERYWHERE:
        raise ValueError(f"<{tag}> of ours has no {name}")
    if not fits(tag, name, value):
        raise ValueError(f"<{tag} {name}> of ours cannot be {value[:100]!r}")
    return f' {name}="{text.value(value)}"'
