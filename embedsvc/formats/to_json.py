"""JSON for HTTP responses and the command line."""

import json

import msgspec

from embedsvc.safe import SafeHTML


def encode(value: object) -> bytes:
    """Encodes a value as JSON (UTF-8, one line); SafeHTML becomes a string.

    Every `<` is escaped (RFC 8259 §7), so that JSON pasted into a page cannot open a tag.
    """
    return _plain(value).replace(b"<", rb"\u003c")


def _plain(value: object) -> bytes:
    try:
        return msgspec.json.encode(value, enc_hook=_string)
    except UnicodeEncodeError:  # a lone surrogate, which must be escaped
        return json.dumps(msgspec.to_builtins(value, enc_hook=_string)).encode("ascii")


def _string(value: object) -> str:
    if isinstance(value, SafeHTML):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} has no JSON form")
