"""Where the URL of a redirect page has its target: in a parameter, at a path, behind a prefix."""

import binascii
import re
from base64 import urlsafe_b64decode
from urllib.parse import unquote

from embedsvc.model import Url
from embedsvc.urls import Unwrap, parameter

_LINK = re.compile(r"https?://(?:[^\s\"<>()]|\([^\s\"<>()]*\))+(?<![.,:;!?'…、。，])")
"""Without the punctuation of the text around it."""
_ENCODED = re.compile(r"[\w-]{12,}")


def first_of(*unwraps: Unwrap) -> Unwrap:
    """The first of several ways that gives a target."""
    return lambda url: next((target for unwrap in unwraps if (target := unwrap(url))), None)


def in_query(*names: str) -> Unwrap:
    """In a parameter of one of these names, whatever the path. Before others counts one that is a whole URL:
    some wrappers have words of a search in the other.
    """

    def unwrap(url: Url) -> str | None:
        values = [value for name in names if (value := parameter(url.query, name))]
        return next((value for value in values if value.startswith("http")), values[0] if values else None)

    return unwrap


def at(path: str, *names: str) -> Unwrap:
    """The same at this path alone, with or without a slash at its end."""
    inner = in_query(*names)
    return lambda url: inner(url) if url.path.rstrip("/") == path else None


def in_text(path: str, *names: str) -> Unwrap:
    """The only link in the text of a parameter at this path: `?text=Read this: https://news.example/`."""
    inner = at(path, *names)

    def unwrap(url: Url) -> str | None:
        found = set(_LINK.findall(inner(url) or ""))
        return found.pop() if len(found) == 1 else None

    return unwrap


def below(path: str, *names: str) -> Unwrap:
    """The same at all paths that begin with this one."""
    inner = in_query(*names)
    return lambda url: inner(url) if url.path.startswith(path) else None


def encoded_below(path: str) -> Unwrap:
    """In a base64 part of a URL below this path: the target alone, or JSON that has it, maybe within a text
    of JSON.
    """

    def unwrap(url: Url) -> str | None:
        parts = _ENCODED.findall(url.target) if url.path.startswith(path) else ()
        texts = ((base64(part) or "").replace("\\u0026", "&").replace("\\", "") for part in parts)
        return next((found[0] for text in texts if (found := _LINK.search(text))), None)

    return unwrap


def matching(pattern: str) -> Unwrap:
    """The group of a pattern for path and query. A target that is percent-encoded as a whole is decoded."""
    compiled = re.compile(pattern, re.DOTALL)

    def unwrap(url: Url) -> str | None:
        match = compiled.match(url.target)
        return unquote(match[1]) if match and "%2F" in match[1].partition("?")[0] else match and match[1]

    return unwrap


def rest(url: Url) -> str | None:
    """All that follows the first slash: a proxy in front of the whole URL, with its query and fragment."""
    rest = url.target[1:] + (f"#{url.fragment}" if url.fragment else "")
    return rest if rest.startswith("http") else None


def query(url: Url) -> str | None:
    """The whole query: `?https://news.example/`."""
    return url.query


def base64(text: str) -> str | None:
    """URL-safe base64 with or without its padding (RFC 4648 §5)."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
