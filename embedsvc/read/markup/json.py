"""The one reader of upstream JSON: lenient where upstreams are sloppy, strict about what comes out."""

import json
import math
import re
from typing import Any

from embedsvc.errors import UpstreamError
from embedsvc.model import Snapshot
from embedsvc.read.html import charset

_ESCAPE = re.compile(
    r"\\\\|\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def loads(snapshot: Snapshot) -> Any:  # noqa: ANN401
    """The JSON value of an answer. Raises UpstreamError when it is none (RFC 8259)."""
    try:
        return parse(charset.decode(snapshot.body, snapshot.charset).text)
    except ValueError:
        raise UpstreamError("The site's answer is not the JSON that was asked for") from None


def parse(text: str) -> Any:  # noqa: ANN401
    """The value of a JSON text; raises ValueError, also for one that is nested too deeply.

    Control characters in strings and a BOM are let through, lone surrogates become U+FFFD, NaN and the
    infinities become None.
    """
    text = text.lstrip("\ufeff")
    if _SURROGATE.search(text):
        text = _ESCAPE.sub(_whole, text)
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _whole(escape: re.Match[str]) -> str:
    """A pair of surrogates stays, half a pair cannot be written as UTF-8."""
    return escape[0] if len(escape[0]) != 6 else "\\ufffd"


def _finite(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None, parse_float=_finite)
