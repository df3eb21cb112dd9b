"""Parameters and body of a request. An invalid value raises InvalidRequest; unknown ones are ignored."""

import re
from collections.abc import Sequence
from typing import Any

from flask import request

from embedsvc.errors import InvalidRequest, NotAcceptable
from embedsvc.formats.oembed import Form
from embedsvc.numbers import whole

MAX_PIXELS = 10_000
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")  # BCP 47, as far as locales go


def link() -> str:
    """The `url` parameter, verbatim."""
    text = request.args.get("url", "")
    if not text.strip():
        raise InvalidRequest("Give the link in the parameter url, percent-encoded.")
    return text


def pixels(name: str) -> int | None:
    """A positive whole number; None if it is absent or empty."""
    text = request.args.get(name, "").strip()
    if not text:
        return None
    number = whole(text) or 0
    if not 0 < number <= MAX_PIXELS:
        raise InvalidRequest(f"The parameter {name} is a whole number of pixels from 1 to {MAX_PIXELS}.")
    return number


def locale() -> str | None:
    """The language of dates (BCP 47); None for the language of the content."""
    return language_tag(request.args.get("locale", ""))


def language_tag(value: str) -> str | None:
    """The value of a parameter `locale`; None if it is empty."""
    text = value.strip()
    if text and not _LANGUAGE_TAG.fullmatch(text):
        raise InvalidRequest("The locale is a language tag such as ar or en-GB.")
    return text or None


def json_object() -> dict[str, Any]:
    """The body of a request, which is one object of JSON."""
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        body = None
    if not isinstance(body, dict):
        raise InvalidRequest("Send an object as application/json.")
    return body


def form() -> Form:
    """What the `html` of an oEmbed answer is."""
    match request.args.get("as") or "static":
        case "static" | "frame" | "link" as known:
            return known
    raise InvalidRequest("The parameter as is static, frame or link.")


def accepted(offers: Sequence[str]) -> str:
    """The offered media type that the Accept header prefers (RFC 9110 §12.5.1); the first one without the
    header.
    """
    if not request.accept_mimetypes:
        return offers[0]
    best = request.accept_mimetypes.best_match(offers)
    if best is None:
        raise NotAcceptable("The media types of this address are " + " and ".join(offers) + ".")
    return best
