"""The texts of a page as a reader should see them, wherever the page states them."""

import re
from html import unescape

from embedsvc.read.html import invisible, placeholders
from embedsvc.read.html.markup_in_text import without_markup

_MAX_CHARACTERS = 20_000
_MAX_ESCAPED = 2
_ESCAPE = re.compile(
    r"(?P<units>(?:\\u[0-9a-fA-F]{4})++)|\\(?:r\\n|n|t)(?=[A-Z\s\\]|\Z)|\\(?='(?:(?:d|ll|m|re|s|t|ve)\b|\s|\Z))"
)
"""Escapes of a script's string in a text that a template copied, but not LaTeX's `\\nu` and `\\'e`."""
_AMPERSAND = re.compile(r"&(?:amp;|#0{0,4}38;|#x0{0,4}26;)++", re.IGNORECASE)
_TEMPLATE_MARK = re.compile(r"[{<\[@]|%%|__")
_LINE_BREAK = re.compile(r"[\t\r\n]+")
_TWO_ORIGINS = re.compile(r"https?://[^/?#]+(?=https?:/)", re.IGNORECASE)
"""The origin that a template wrote in front of an absolute address."""
_NO_FILES = frozenset({"undefined", "null", "nan", "[object object]", "[object%20object]"})
_NO_ADDRESSES = frozenset({"none", "false", "true", "about:blank", "#"})


def clean(text: str) -> str:
    """The text with white space collapsed, without markup and invisible characters, cut at 20,000 characters;
    "" where it is a placeholder. Entities are decoded, because many CMSs escape twice or more.
    """
    text = text[:_MAX_CHARACTERS]
    for _ in range(_MAX_ESCAPED):
        if "&" not in text or ";" not in text:
            break
        text = unescape(text)
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    return placeholders.without_placeholders(invisible.collapse(without_markup(text)))


def _unescaped(escape: re.Match[str]) -> str:
    if escape["units"]:
        return bytes.fromhex(escape["units"].replace("\\u", "")).decode("utf-16-be", "replace")
    return "" if escape[0] == "\\" else " "


def clean_statement(text: str) -> str:
    """The same for what is stated for machines; also "" where it is the default of an editor or generator."""
    cleaned = clean(text)
    return "" if placeholders.is_default(cleaned) else cleaned


def clean_address(text: str) -> str:
    """An address as it is written, but for ampersands that were escaped more than once, slashes that were
    escaped for JSON, line breaks (WHATWG URL §4.4), and an origin before another; "" where it is a
    placeholder or ends in one.
    """
    text = text.strip().replace("\\/", "/")
    text = text if text.isprintable() else _LINE_BREAK.sub("", text)
    text = _TWO_ORIGINS.sub("", text, count=1)
    text = _AMPERSAND.sub("&", text) if "&" in text else text
    path = text.partition("?")[0].partition("#")[0].rstrip("/")
    if path.rpartition("/")[2].lower() in _NO_FILES or text.lower() in _NO_ADDRESSES:
        return ""
    is_template = _TEMPLATE_MARK.search(text) and placeholders.is_template(text)
    return "" if is_template or placeholders.is_field_name(text) else text
