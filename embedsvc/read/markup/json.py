"""The parser of all JSON from outside: lenient about what it reads, strict about what it returns."""

import json
import math
import re
from typing import Any

from embedsvc.errors import UpstreamError
from embedsvc.model import Snapshot
from embedsvc.read.html import charset

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_BACKSLASH_OR_SURROGATE = re.compile(
    r"\\\\|\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_LONE_SURROGATE = len(r"\ud83d")


def loads(snapshot: Snapshot) -> Any:  # noqa: ANN401
    """The JSON value of a response. Raises UpstreamError when it isn't JSON (RFC 8259)."""
    try:
        return parse(charset.decode(snapshot.body, snapshot.charset).text)
    except ValueError:
        raise UpstreamError("The response of the site is not the JSON that was requested.") from None


def parse(text: str) -> Any:  # noqa: ANN401
    """The value of a JSON text; raises ValueError, also for one that is nested too deeply.

    A BOM and control characters in strings are accepted, lone surrogates become U+FFFD, NaN and the
    infinities become None.
    """
    text = text.lstrip("\ufeff")
    if _SURROGATE.search(text):
        text = _BACKSLASH_OR_SURROGATE.sub(_replace_lone_surrogate, text)
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _replace_lone_surrogate(escape: re.Match[str]) -> str:
    """A pair of surrogates is a character; half a pair can't be encoded as UTF-8."""
    return "\\ufffd" if len(escape[0]) == _LONE_SURROGATE else escape[0]


def _finite(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None, parse_float=_finite)
