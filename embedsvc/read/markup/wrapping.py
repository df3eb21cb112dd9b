"""What servers write around the JSON or XML of a response: the callback of JSONP, PHP's messages, a prefix
that keeps other pages from running the response as a script, comments.

Anything else is refused: a page with JSON in one of its scripts is not the answer of an API.
"""

import re

_COMMENT = r"/\*(?:(?!\*/).)*+\*/|//[^\n]*+\n|<!--(?:(?!-->).)*+-->"
_MESSAGE = (
    r"(?:<br\s*+/?>\s*+)?(?:<b>)?(?:PHP )?(?:Notice|Warning|Deprecated|Strict Standards)(?:</b>)?:"
    r"(?:(?! on line ).){1,2000}+ on line (?:<b>)?\d{1,9}(?:</b>)?(?:\s*+<br\s*+/?>)?"
)
"""With and without `html_errors` (https://www.php.net/manual/en/errorfunc.configuration.php)."""
_GUARD = r"\)\]\}'?,?|while\s*+\(\s*+1\s*+\)\s*+;|for\s*+\(\s*+;\s*+;\s*+\)\s*+;"
_NAME = r"[A-Za-z_$][\w$]{0,100}+(?:\.[A-Za-z_$][\w$]{0,100}+|\[['\"\w$]{1,100}+\]){0,9}"
_CALL = rf"(?:typeof\s++{_NAME}\s*+===?\s*+['\"]function['\"]\s*+&&\s*+)?{_NAME}\s*+\("
_PREAMBLE = re.compile(rf"(?:[\s\ufeff]++|{_COMMENT}|{_MESSAGE}){{0,50}}+", re.DOTALL)
_JSON_START = re.compile(rf"(?:\s++|{_COMMENT}|{_GUARD}){{0,50}}+(?:{_CALL})?\s*+(?=[{{\[])", re.DOTALL)
_JSON_END = re.compile(rf"(?:\s++|{_COMMENT}|{_MESSAGE}|[;)]){{0,50}}+", re.DOTALL)


def without_preamble(text: str) -> str:
    """The text without messages and comments in front of it."""
    found = _PREAMBLE.match(text)
    return text[found.end() :] if found else text


def json_start(text: str) -> int | None:
    """Where the JSON value in a text begins; None if something else precedes it."""
    found = _JSON_START.match(text)
    return found.end() if found else None


def is_end(text: str, position: int) -> bool:
    """Whether nothing else follows."""
    return _JSON_END.fullmatch(text, position) is not None
