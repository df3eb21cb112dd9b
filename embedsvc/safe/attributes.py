"""What an attribute of ours may hold."""

import re
from collections.abc import Callable, Mapping

import can_ada

from embedsvc.safe.allowed import DIRECTIONS, FOREIGN_REL, PLAYER_PLACES, PlayerKind

LONGEST_URL = 8_192
"""Characters; what is longer is no address that a reader could follow."""

_HTTP = re.compile(r"(?i:https?)://[^\x00-\x20\x7f-\xa0\ud800-\udfff]+")
_CLASSES = re.compile(r"[a-z][a-z0-9_-]*(?: [a-z][a-z0-9_-]*)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")  # BCP 47 §2.1, its outline
_PIXELS = re.compile(r"[1-9][0-9]{0,4}")
_MOMENT = re.compile(  # HTML Living Standard §2.3.5, of it what RFC 3339 and its shorter dates have
    r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?)?)?"
)


def fits(tag: str, attribute: str, value: str) -> bool:
    """Whether an attribute of an element of ours may hold the value, for values that strangers choose."""
    check = _CHECKS.get((tag, attribute)) or _CHECKS.get(("*", attribute))
    return check is not None and check(value)


def player_kind(url: str) -> PlayerKind | None:
    """What plays at the URL if a frame may point there, else None.

    Parsed as a browser would (WHATWG URL): no user, no port of its own, the whole host, the path after `..`.
    """
    if not _link(url):
        return None
    parts = can_ada.parse(url)
    if parts.protocol != "https:" or parts.username or parts.password or parts.port:
        return None
    kinds = (
        place.kind
        for place in PLAYER_PLACES
        if parts.hostname == place.host and parts.pathname.startswith(place.path)
    )
    return next(kinds, None)


def _link(value: str) -> bool:
    if len(value) > LONGEST_URL or not _HTTP.fullmatch(value):
        return False
    try:
        can_ada.parse(value)
    except ValueError:
        return False
    return True


def _matching(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _anything(_value: str) -> bool:
    return True


_CHECKS: Mapping[tuple[str, str], Callable[[str], bool]] = {
    ("*", "class"): _matching(_CLASSES),
    ("*", "dir"): DIRECTIONS.__contains__,
    ("*", "lang"): _matching(_LANGUAGE),
    ("a", "href"): _link,
    ("a", "rel"): FOREIGN_REL.__eq__,
    ("blockquote", "cite"): _link,
    ("iframe", "src"): lambda value: player_kind(value) is not None,
    ("img", "src"): _link,
    ("time", "datetime"): _matching(_MOMENT),
    ("*", "width"): _matching(_PIXELS),
    ("*", "height"): _matching(_PIXELS),
    ("*", "alt"): _anything,
    ("*", "title"): _anything,
}
