"""Repairs JSON as templates write it: wrapped, with comments, with JavaScript's quotation marks and escapes,
with misplaced commas and brackets.
"""

import re
from html import unescape

_MAX_ESCAPED = 2
_CLOSING = {"{": "}", "[": "]"}
_STRING_MARKS = {'"': '"', "'": "'", "`": "`", "“": "“”″", "”": "“”″", "″": "“”″"}
"""Opening quotation marks, each with the marks that close it: editors turn straight ones into curly ones."""
_VALUE_START = r"""(?=\s*+(?:["'`“”″{\[}\],/<#]|-?\d|true|false|null|undefined|[\w$]{1,40}\s*+:|\Z))"""
_AFTER_STRING = (
    rf"""\s*+(?:[:}}\]]|\Z|,{_VALUE_START}|"[^"]{{1,40}}"\s*+:|(?<!=.)(?://|/\*|<!--|<br)|\s#\s)"""
)
_STRINGS = {
    mark: re.compile(
        rf"{mark}((?:[^{closing}\\]++|\\.|[{closing}](?!{_AFTER_STRING}))*+)(?:[{closing}]|\\?\Z)", re.DOTALL
    )
    for mark, closing in _STRING_MARKS.items()
}
"""A string ends at a quotation mark that is followed by something which may follow a string."""
_UNQUOTED = re.compile(r"""[^\s"'`“”″\[\]{},:;]++""")
_LITERAL = re.compile(r"true|false|null|-?(?:0|[1-9]\d{0,29})(?:\.\d{1,30})?")
_IGNORED = re.compile(
    r"[\s;\xad\u200b-\u200f\u2060\ufeff]++"
    r"|<!--[^{\[]{0,200}?-->"
    r"|(?://|/\*)?\s*+(?:>?<!--|<!\[CDATA\[|--!?>|>?<!\]\]>|\]\](?:>|&gt;))(?:\s*+\*/)?"
    r"|(?://|#)[^\n]*+|\*/"
    r"|<[^<>]{1,200}+>"
    r'|\{\{[^{}":]{0,200}+\}\}|\{%[^{}%]{0,200}+%\}'
)
"""White space, comments to the end of a line, the marks of comments and CDATA sections that XHTML needed,
tags that editors insert, and expressions of templates that were never evaluated.
"""
_BARE_QUOTATION_MARK = re.compile(r'(?<!\\)"')
_COMMENT_ENDS = {"/*": "*/", "<!--": "-->"}
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u\{0{0,4}([0-9a-fA-F]{1,4})\}|u[0-9a-fA-F]{4}|(\r\n|.))|[\"\\]", re.DOTALL
)
_JSON_ESCAPES = frozenset('"\\/bfnrt')
_OTHER_ESCAPES = {"\n": "", "\r": "", "\r\n": "", "v": " ", "0": " ", "u": r"\\u"}
"""Escaped characters that aren't themselves: a line that continues, control characters, a damaged `\\u`."""


def repair(text: str) -> str:
    """The JSON value in a text, a list of them where there are several. One pass, in linear time.

    Comments and what surrounds the value are dropped, missing quotation marks, commas and brackets are added,
    stray ones removed, and JavaScript's escapes replaced. The result may still not be JSON.
    """
    text, pieces, at = _with_quotation_marks(text), _Pieces(), 0
    while at < len(text):
        if end := _end_of_ignored(text, at, is_inside=pieces.are_open):
            at = end
        elif pieces.are_open or text[at] in _CLOSING:
            piece, at = _piece(text, at)
            pieces.add(piece)
        else:
            at += 1
    return pieces.joined()


def _with_quotation_marks(text: str) -> str:
    """The text with what escapes its quotation marks removed: entities, or the backslashes of a string."""
    for _ in range(_MAX_ESCAPED):
        if '"' in text or "&" not in text:
            break
        text = unescape(text)
    if '\\"' in text and not _BARE_QUOTATION_MARK.search(text):
        text = text.replace('\\"', '"')
    return "{" + text if text.lstrip().startswith('"') else text


class _Pieces:
    """The tokens of JSON values so far, valid but for the brackets that are still open."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str] = []
        """The closing bracket of each open one."""
        self._objects = 0
        """Of the open brackets, those of objects."""
        self._count = 0
        """Of values that aren't inside others."""

    def add(self, piece: str) -> None:
        match piece:
            case "{" | "[":
                self._separate()
                self._count += not self._open
                self._open.append(_CLOSING[piece])
                self._objects += piece == "{"
                self._out.append(piece)
            case "}" | "]":
                if piece in self._open[-1:]:
                    self._close()
            case ",":
                if self._open and self._last not in {",", "{", "["}:
                    self._complete()
                    self._out.append(piece)
            case ":":
                self._add_colon()
            case _:
                self._separate()
                self._out.append(piece)

    @property
    def are_open(self) -> bool:
        """Whether the last value isn't complete yet."""
        return bool(self._open)

    def joined(self) -> str:
        while self._open:
            self._close()
        joined = "".join(self._out)
        return joined if self._count == 1 else f"[{joined}]"

    @property
    def _last(self) -> str:
        return self._out[-1] if self._out else ""

    def _separate(self) -> None:
        if self._last not in {"", "{", "[", ",", ":"}:
            self._out.append(",")

    def _complete(self) -> None:
        """Adds the value that a property lacks."""
        if self._last == ":":
            self._out.append("null")

    def _close(self) -> None:
        self._complete()
        if self._last == ",":
            self._out.pop()
        self._out.append(self._open.pop())
        self._objects -= self._out[-1] == "}"

    def _add_colon(self) -> None:
        """After the name of a property. A list has none: one that contains a name was not closed before."""
        if self._last in {"", "{", "[", "}", "]", ",", ":"}:
            return
        name = self._out.pop()
        if self._objects:
            while self._open[-1] == "]":
                self._close()
            self._separate()
        self._out += (name if name.startswith('"') else f'"{name}"', ":")


def _piece(text: str, at: int) -> tuple[str, int]:
    """The token at a position as valid JSON, and where it ends."""
    char = text[at]
    if char in "{}[],:":
        return char, at + 1
    if string := _STRINGS[char].match(text, at) if char in _STRINGS else None:
        return f'"{_escape(string[1])}"', string.end()
    unquoted = _UNQUOTED.match(text, at)
    word, end = (unquoted[0], unquoted.end()) if unquoted else (char, at + 1)
    return word if _LITERAL.fullmatch(word) else f'"{_escape(word)}"', end


def _end_of_ignored(text: str, at: int, *, is_inside: bool) -> int:
    """Where what is ignored at a position ends, 0 if nothing is. Inside a value a comment is ignored with its
    content; around one, an HTML comment hides the value from old browsers.
    """
    for start, end in _COMMENT_ENDS.items():
        if text.startswith(start, at) and (is_inside or start == "/*"):
            closed = text.find(end, at)
            return closed + len(end) if closed >= 0 else len(text)
    ignored = _IGNORED.match(text, at)
    return ignored.end() if ignored else 0


def _escape(text: str) -> str:
    return _ESCAPE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    """A JavaScript escape as one of JSON (ECMAScript §12.9.4), a bare quotation mark or backslash escaped."""
    byte, code, char = found.groups()
    if byte or code:
        return f"\\u{byte or code:0>4}"
    if char is None:
        return found[0] if len(found[0]) > 1 else f"\\{found[0]}"
    return found[0] if char in _JSON_ESCAPES else _OTHER_ESCAPES.get(char, char)
