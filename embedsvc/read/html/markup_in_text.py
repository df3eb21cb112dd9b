"""Markup inside texts that should have none: titles and descriptions that were made from HTML."""

import re

from embedsvc.read.word_lists import word_set

_INLINE = word_set(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i img ins kbd label mark nobr q s "
    "samp small span strike strong sub sup time tt u var wbr"
)
_BLOCKS = word_set(
    "address article aside audio blockquote body br center dd details div dl dt embed figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html iframe input li link main meta nav object ol "
    "p picture pre script section select source style summary svg table tbody td tfoot th thead title tr ul "
    "video"
)
_ALONE = word_set("b br div em h1 h2 h3 h4 h5 h6 hr i img li ol p span strong ul wbr")
"""Elements that are often without an end tag: they need none, or the text was cut before it."""
_INVISIBLE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b[^<>]*+>.*?(?:</\1\s*+>|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,9})(?=[\s/>])([^<>]*+)(>|\Z)", re.IGNORECASE)
_HALF_TAG = re.compile(r"</?[a-z]{0,10}\Z", re.IGNORECASE)
_ABOUT_HTML = re.compile(r"\b(?:css|elements?|html5?|tags?)\b", re.IGNORECASE)
_SHORTCODE = re.compile(r"\[(/?)([a-z][\w-]{0,40})(\s[^\[\]]*+)?+\]", re.IGNORECASE)


def without_markup(text: str) -> str:
    """The text without tags, with a space where a block begins or ends, and without shortcodes and BBCode.

    A tag that the text is about stays: one without attributes that is never closed, as in "The <video>
    element". So does what only looks like a tag: `List<String>`, "a < b".
    """
    if "<" in text:
        text = _without_tags(_INVISIBLE.sub(" ", text))
    return _without_shortcodes(text) if "[" in text else text


def _without_tags(text: str) -> str:
    tags = _TAG.findall(text)
    opened = {name.lower() for slash, name, _, _ in tags if not slash}
    closed = {name.lower() for slash, name, _, _ in tags if slash}
    is_about_html = _ABOUT_HTML.search(text) is not None

    def replace(tag: re.Match[str]) -> str:
        slash, name, attributes, end = tag[1], tag[2].lower(), tag[3], tag[4]
        if name not in _INLINE and name not in _BLOCKS:
            return tag[0]
        is_markup = (
            name in (opened if slash else closed)
            or "=" in attributes
            or (end and not is_about_html and (slash or attributes.strip() or name in _ALONE))
        )
        if not is_markup:
            return tag[0]
        is_glued = "=" in attributes and text[tag.start() - 1 : tag.start()].isalnum()
        return "" if name in _INLINE and not is_glued else " "

    stripped = _TAG.sub(replace, text)
    return stripped if stripped == text else _HALF_TAG.sub("", stripped)


def _without_shortcodes(text: str) -> str:
    """Without `[name attribute="value"]` and `[name]…[/name]`, as WordPress and forums write them."""
    closed = {name for slash, name, _ in _SHORTCODE.findall(text) if slash}

    def replace(code: re.Match[str]) -> str:
        is_code = code[1] or code[2] in closed or "=" in (code[3] or "") or "_" in code[2]
        return " " if is_code else code[0]

    return _SHORTCODE.sub(replace, text)
