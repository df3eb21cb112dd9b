"""Repairs JSON from templates: wrapped, escaped, with misplaced commas and brackets."""

import re
from collections.abc import Iterator
from html import unescape

_WRAPPER_START = re.compile(r"(?:\s|/\*|\*/|//|<!--|<!\[CDATA\[|;)*+")
_WRAPPER_END = " \t\r\n;/*->"
_STRING_END = re.compile(r'"\s*+(?=[,:}\]]|"[^"]{1,40}"\s*+:|\Z)')
_UNQUOTED = re.compile(r'[^\s"\[\]{},:]++')
_BACKSLASH_OR_QUOTE = re.compile(r'\\.|["\\]', re.DOTALL)
_ESCAPABLE = frozenset('"\\/bfnrtu')
_LITERAL = re.compile(r"true|false|null|-?\d{1,30}(?:\.\d{1,30})?")
_CLOSING = {"{": "}", "[": "]"}


def unwrap(text: str) -> str:
    """Without the comments and CDATA marks that XHTML needed, and with entities decoded where quotation marks
    are escaped.
    """
    wrapper = _WRAPPER_START.match(text)
    start = wrapper.end() if wrapper else 0
    unwrapped = text[start:].rstrip(_WRAPPER_END)
    if "CDATA" in text[:start]:
        unwrapped = unwrapped.removesuffix("]]").rstrip(_WRAPPER_END)
    return unescape(unwrapped) if "&quot;" in unwrapped and '"' not in unwrapped else unwrapped


def repair(text: str) -> str:
    """JSON without stray commas and closing brackets, with missing ones added, and with quotation marks
    inside strings escaped. One pass, in linear time.
    """
    out: list[str] = []
    open_brackets: list[str] = []
    for piece in _tokens(unwrap(text)):
        if piece in _CLOSING:
            if out and out[-1] in {"}", "]"}:
                out.append(",")
            open_brackets.append(_CLOSING[piece])
            out.append(piece)
        elif piece in {"}", "]"}:
            if piece not in open_brackets[-1:]:
                continue
            _drop_comma(out)
            out.append(open_brackets.pop())
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
    return "".join(out) + "".join(reversed(open_brackets))


def _drop_comma(out: list[str]) -> None:
    if out and out[-1] == ",":
        out.pop()


def _tokens(text: str) -> Iterator[str]:
    """The tokens of malformed JSON. A string ends at a quotation mark that is followed by something which may
    follow a string; other quotation marks in it are escaped.
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
            yield '"' + _escape(text[at + 1 : stop]) + '"'
            at = stop + 1
        else:
            unquoted = _UNQUOTED.match(text, at)
            if unquoted is None:
                at += 1
                continue
            word = unquoted[0].strip("'")
            yield word if _LITERAL.fullmatch(word) else '"' + _escape(word) + '"'
            at = unquoted.end()


def _escape(text: str) -> str:
    return _BACKSLASH_OR_QUOTE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    """A valid escape sequence as it is, otherwise its last character escaped."""
    return found[0] if found[0][1:] in _ESCAPABLE else "\\" + found[0][-1]
