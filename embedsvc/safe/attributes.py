"""Which values the attributes of foreign HTML and of our own may have."""

import re
from collections.abc import Callable, Mapping

import ada_url

from embedsvc.safe.tables import DIRECTIONS, FOREIGN_REL

MAX_URL = 8_192
"""Characters. A longer URL is of no use to a reader."""

_WEB_URL = re.compile(r"(?i:https?)://(?![/\\])[^\x00-\x20\x7f-\xa0\ud800-\udfff]+")
_CLASSES = re.compile(r"[a-z][a-z0-9_-]*(?: [a-z][a-z0-9_-]*)*")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")  # BCP 47 §2.1, simplified
_PIXELS = re.compile(r"[1-9][0-9]{0,4}")
_DATE = re.compile(  # the RFC 3339 subset of HTML Living Standard §2.3.5, and its shorter dates
    r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?)?)?"
)

_HTML_SPACE = " \t\n\f\r"
_SCHEME_AND_SLASHES = r"(?i:https?)://(?![/\\])"
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}(?![0-9])")
"""How an integer begins; what follows is ignored (HTML Living Standard §2.3.4.1)."""
_INTEGERS: Mapping[str, tuple[int, int]] = {
    "colspan": (1, 1_000),
    "rowspan": (0, 1_000),
    "start": (-(10**9), 10**9),
    "value": (-(10**9), 10**9),
}
"""The least and the greatest value. `rowspan=0` reaches to the end of the group (§4.9.11)."""
_FOREIGN_CHECKS: Mapping[str, re.Pattern[str]] = {
    # `https:/path` without its slashes is relative on a page with the same scheme (WHATWG URL §4.4).
    "href": re.compile(rf"(?:{_SCHEME_AND_SLASHES}|(?i:mailto):).+", re.DOTALL),
    "cite": re.compile(rf"{_SCHEME_AND_SLASHES}.+", re.DOTALL),
    "datetime": re.compile(r"[-+:.,0-9TZWPDHMSYtz ]{1,40}"),
    "scope": re.compile(r"(?i:(?:row|col)(?:group)?)"),
    "type": re.compile(r"[1aAiI]"),
    "reversed": re.compile(""),
}
"""Values of attributes that the allow-list cannot check. Ammonia does not treat `cite` as a URL."""


def is_valid(tag: str, attribute: str, value: str) -> bool:
    """Whether `element` accepts the value; callers ask this about values that come from outside.

    What a frame or a picture loads is never valid here: only `Players` and `MediaProxy` allow it.
    """
    check = _CHECKS.get((tag, attribute)) or _CHECKS.get(("*", attribute))
    return check is not None and check(value)


def is_web_url(value: str) -> bool:
    """Whether the value is an absolute http(s) URL that a browser can parse."""
    return len(value) <= MAX_URL and _WEB_URL.fullmatch(value) is not None and ada_url.check_url(value)


def foreign_value(_tag: str, attribute: str, value: str) -> str | None:
    """The value that an allowed attribute of foreign HTML may have, None if it may not have this one."""
    if attribute in _INTEGERS:
        return _integer(value.strip(_HTML_SPACE), *_INTEGERS[attribute])
    check = _FOREIGN_CHECKS.get(attribute)
    if check is None:
        return value
    value = "" if attribute == "reversed" else value.strip(_HTML_SPACE)
    return value if check.fullmatch(value) else None


def _integer(value: str, least: int, greatest: int) -> str | None:
    found = _INTEGER.match(value)
    return str(int(found[0])) if found and least <= int(found[0]) <= greatest else None


def _matching(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _anything(_value: str) -> bool:
    return True


_CHECKS: Mapping[tuple[str, str], Callable[[str], bool]] = {
    ("*", "class"): _matching(_CLASSES),
    ("*", "dir"): DIRECTIONS.__contains__,
    ("*", "lang"): _matching(_LANGUAGE_TAG),
    ("a", "href"): is_web_url,
    ("a", "rel"): FOREIGN_REL.__eq__,
    ("blockquote", "cite"): is_web_url,
    ("time", "datetime"): _matching(_DATE),
    **{("*", name): _matching(_PIXELS) for name in ("width", "height", "data-width", "data-height")},
    ("*", "alt"): _anything,
    ("*", "title"): _anything,
}
