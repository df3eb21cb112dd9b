"""The parser of all JSON from outside: lenient about what it reads, strict about what it returns."""

import json
import math
import re
from contextlib import suppress
from typing import Any

from embedsvc.errors import UpstreamError
from embedsvc.model import Snapshot
from embedsvc.read.html import charset
from embedsvc.read.markup import wrapping

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_BACKSLASH_OR_SURROGATE = re.compile(
    r"\\\\|\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_LONE_SURROGATE = len(r"\ud83d")


def loads(snapshot: Snapshot) -> Any:  # noqa: ANN401
    """The JSON value of a response (RFC 8259). Raises UpstreamError if it has none."""
    return value(charset.decode(snapshot.body, snapshot.charset).text)


def value(text: str) -> Any:  # noqa: ANN401
    """The same of its text, without what servers write around it."""
    try:
        return parse(text)
    except ValueError:
        with suppress(ValueError):
            return _unwrapped(text)
        raise UpstreamError("The response of the site is not the JSON that was requested.") from None


def parse(text: str) -> Any:  # noqa: ANN401
    """The value of a JSON text; raises ValueError, also for one that is nested too deeply.

    A BOM and control characters in strings are accepted, lone surrogates become U+FFFD, NaN and the
    infinities become None.
    """
    try:
        return _DECODER.decode(_prepared(text))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _unwrapped(text: str) -> Any:  # noqa: ANN401
    """The one value of a text that has something around it. Raises ValueError."""
    text = wrapping.without_preamble(_prepared(text))
    start = wrapping.json_start(text)
    if start is None:
        raise ValueError("no value")
    try:
        found, end = _DECODER.raw_decode(text, start)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not wrapping.is_end(text, end):
        raise ValueError("more than a value")
    return found


def _prepared(text: str) -> str:
    text = text.lstrip("\ufeff")
    return _BACKSLASH_OR_SURROGATE.sub(_replace_lone_surrogate, text) if _SURROGATE.search(text) else text


def _replace_lone_surrogate(escape: re.Match[str]) -> str:
    """A pair of surrogates is a character; half a pair can't be encoded as UTF-8."""
    return "\\ufffd" if len(escape[0]) == _LONE_SURROGATE else escape[0]


def _finite(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None, parse_float=_finite)
