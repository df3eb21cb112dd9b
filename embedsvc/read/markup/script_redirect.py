"""Redirects by script: `location.replace("…")`, `location.href = "…"` and their like.

Scripts are not run. A literal address in code that runs unconditionally is where a browser goes, as is a
variable that such an address is assigned to once; every other address is computed, and so unknown here.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from embedsvc.read.html.document import Document

_MAX_CODE = 20_000
"""Characters of all inline scripts: the code of a page that only redirects is short."""
_MAX_NAVIGATIONS = 20

_STRING = r""" "(?:\\.|[^"\\\n])*+"? | '(?:\\.|[^'\\\n])*+'? | `(?:\\.|[^`\\])*+`? """
_STRINGS = re.compile(_STRING, re.VERBOSE | re.DOTALL)
_STRINGS_OR_COMMENTS = re.compile(
    rf"(?P<string>{_STRING}) | //[^\n]*+ | <!--[^\n]*+ | /\*(?:(?!\*/).)*+(?:\*/)?", re.VERBOSE | re.DOTALL
)
_LITERAL = r"""
    (?:"(?P<double>(?:\\.|[^"\\\n])*+)" | '(?P<single>(?:\\.|[^'\\\n])*+)' | `(?P<plain>(?:\\.|[^`\\$])*+)`)
    \s*+ (?:\+\s*+(?:(?:window|document|self)\s*+\.\s*+)?+location\s*+\.\s*+hash\b\s*+)?+
    (?![+.?\[]|&&|\|\|)
"""
"""An address, maybe with the fragment of the page itself, which servers never see."""
_TARGET = rf"(?:{_LITERAL} | (?P<name>[A-Za-z_$][\w$]*+)\s*+(?=[;,)}}\n]|\Z))"
_VARIABLE = rf"(?<![\w$.])(?:var|let|const)\s++(?P<name>[\w$]++)\s*+=\s*+{_LITERAL}"
_VARIABLES = re.compile(_VARIABLE, re.VERBOSE | re.DOTALL)
_ASSIGNMENT = re.compile(r"(?<![\w$.])([\w$]++)\s*+(?:[+|?&]|\|\||\?\?|&&)?=(?![=>])")
_NAVIGATION = re.compile(
    rf"""
    (?<![\w$.]) (?<!\bvar\ ) (?<!\blet\ ) (?<!\bconst\ )
    (?:(?:window|self|top|parent|document|globalThis)\s*+\.\s*+)*+ location\s*+
    (?: (?:\.\s*+href\s*+)?+ = (?![=>]) \s*+ (?:{_TARGET})?+
      | \.\s*+(?:replace|assign)\s*+ \( \s*+ (?:{_TARGET.replace("?P<", "?P<call_")})?+
      | \.\s*+(?:protocol|host|hostname|pathname|search)\s*+ = (?!=)
      | \.\s*+reload\s*+ \(
    )
    | (?<![\w$.]) (?:window\s*+\.\s*+)?+ open\s*+ \( \s*+ {_LITERAL.replace("?P<", "?P<open_")}
      , \s*+ ["']_(?:self|top|parent)["']
    | \.submit\s*+ \( \s*+ \)
    """,
    re.VERBOSE | re.DOTALL,
)
_PROPERTY = re.compile(r"""(?<=[\w$\])])\s*+\[\s*+(["'])(location|href|replace|assign)\1\s*+\]""")
"""`window["location"]`, another form of `window.location`."""
_BOUNDARY = re.compile(r"[{};]")
_CONDITION = re.compile(
    r"""
    \b(?:if|else|for|while|switch|case|catch|then|class)\b | \? | && | \|\|
    | \bon(?!load|pageshow|readystatechange)[a-z]+\s*+=
    | \baddEventListener\s*+\(\s*+["'](?!load|DOMContentLoaded|pageshow)
    | \.(?:click|on|one|submit|change|key\w+)\s*+\(
    """,
    re.VERBOSE,
)
_FUNCTION = re.compile(
    r"\bfunction\s+(?P<declared>[\w$]+)"
    r"|(?<![\w$.])(?P<assigned>[\w$]+)\s*+[=:]\s*+(?:async\s*+)?(?:function\b|\([^()]*+\)\s*+=>|[\w$]++\s*+=>)"
)
_NAME = re.compile(r"[\w$]+")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_CONTROLS = {
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "0": "\0",
    "\n": "",
    "\r\n": "",
}


class ScriptRedirect(NamedTuple):
    references: frozenset[str]
    """The literal addresses to which the code leads unconditionally."""
    is_unconditional: bool
    """Whether it leads anywhere unconditionally, be the address literal or computed."""


def find(document: Document) -> ScriptRedirect | None:
    """Where the inline scripts of a page lead; None if they stay, or are too long to only redirect."""
    codes = list(_codes(document))
    if sum(map(len, codes)) > _MAX_CODE:
        return None
    uses = Counter(chain.from_iterable(map(_names, codes)))
    variables = _variables(codes)
    references: set[str] = set()
    found = is_unconditional = False
    for code in codes:
        for match in islice(_NAVIGATION.finditer(code), _MAX_NAVIGATIONS):
            reference = _reference(match, variables)
            if reference and reference.startswith("#"):
                continue
            found = True
            if not _is_conditional(code[: match.start()], uses):
                is_unconditional = True
                references.update([reference] if reference else [])
    return ScriptRedirect(frozenset(references), is_unconditional) if found else None


def _reference(match: re.Match[str], variables: Mapping[str, str]) -> str | None:
    """The address of a navigation, None where it is computed."""
    if match.lastgroup is None:
        return None
    text = match[match.lastgroup]
    return variables.get(text) if match.lastgroup.endswith("name") else _unescape(text)


def _variables(codes: Sequence[str]) -> dict[str, str]:
    """The values of the variables that are declared with a literal and not assigned to again."""
    uses = Counter(chain.from_iterable(map(_ASSIGNMENT.findall, codes)))
    found = chain.from_iterable(map(_VARIABLES.finditer, codes))
    return {
        match["name"]: _unescape(match[match.lastgroup])
        for match in found
        if match.lastgroup and uses[match["name"]] == 1
    }


def _codes(document: Document) -> Iterator[str]:
    """The inline scripts of a page and what its body does when it has loaded, without comments."""
    for script in document.root.css("script:not([src])"):
        media_type = (script.attributes.get("type") or "").lower()
        if not media_type or "javascript" in media_type or media_type == "module":
            yield _without_comments(script.text(deep=True))
    yield _without_comments(document.roots[-1].attributes.get("onload") or "")


def _without_comments(code: str) -> str:
    code = _STRINGS_OR_COMMENTS.sub(lambda match: match["string"] or " ", code[: _MAX_CODE + 1])
    return _PROPERTY.sub(r".\2", code)


def _is_conditional(before: str, uses: Counter[str]) -> bool:
    """Whether code at this point may not run when the page loads: it belongs to a condition, to a listener of
    another event, or to a function that nothing calls.
    """
    for head in _enclosing(before):
        if _CONDITION.search(head):
            return True
        for function in _FUNCTION.finditer(head):
            name = function["declared"] or function["assigned"]
            if uses[name] < 2 and not name.startswith("on"):
                return True
    return False


def _names(code: str) -> list[str]:
    """The names in some code, also in code that is the string of a timer."""
    return _NAME.findall(_STRINGS.sub(lambda string: string[0] if "(" in string[0] else " ", code))


def _enclosing(before: str) -> list[str]:
    """The heads of the blocks that are open at the end of some code, and the beginning of its statement."""
    code = _STRINGS.sub(lambda string: _BOUNDARY.sub(" ", string[0]).replace("?", " "), before)
    heads: list[str] = []
    start = 0
    for boundary in _BOUNDARY.finditer(code):
        if boundary[0] == "{":
            heads.append(code[start : boundary.start()])
        elif boundary[0] == "}" and heads:
            heads.pop()
        start = boundary.end()
    return [*heads, code[start:]]


def _unescape(text: str) -> str:
    """The value of a string literal (ECMA-262 §12.9.4)."""
    return _ESCAPE.sub(_unescaped, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    return _CONTROLS.get(escape[4], escape[4])
