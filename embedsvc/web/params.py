"""What a request asks for. A value that cannot be used is an InvalidRequest; unknown names are left alone."""

import re
from collections.abc import Sequence

from flask import request

from embedsvc.errors import InvalidRequest, NotAcceptable

MOST_PIXELS = 10_000
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")  # BCP 47, as far as locales go


def link() -> str:
    """The `url` parameter, verbatim."""
    text = request.args.get("url", "")
    if not text.strip():
        raise InvalidRequest("Give the link in the parameter url, percent-encoded.")
    return text


def pixels(name: str) -> int | None:
    """A positive whole number, None when it is absent or empty."""
    text = request.args.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) <= MOST_PIXELS):
        raise InvalidRequest(f"The parameter {name} is a whole number of pixels from 1 to {MOST_PIXELS}.")
    return int(text)


def locale() -> str | None:
    """The language that dates are written in, where it is not to be that of the content."""
    text = request.args.get("locale", "").strip()
    if text and not _LANGUAGE_TAG.fullmatch(text):
        raise InvalidRequest("The parameter locale is a language tag such as ar or en-GB.")
    return text or None


def accepted(offers: Sequence[str]) -> str:
    """The offered media type that the request likes best (RFC 9110 §12.5.1); the first one without a wish."""
    if not request.accept_mimetypes:
        return offers[0]
    best = request.accept_mimetypes.best_match(offers)
    if best is None:
        raise NotAcceptable("This address answers " + " or ".join(offers) + ".")
    return best
