"""JSON as it leaves, over HTTP and on the command line."""

import json

import msgspec

from embedsvc.safe import SafeHTML


def encode(value: object) -> bytes:
    """Our values as JSON (UTF-8, one line); HTML that may leave is a string like any other.

    Every `<` is escaped (RFC 8259 §7), so that an answer opens no tag on a page that holds it by mistake.
    """
    return _plain(value).replace(b"<", rb"\u003c")


def _plain(value: object) -> bytes:
    try:
        return msgspec.json.encode(value, enc_hook=_string)
    except UnicodeEncodeError:  # a lone surrogate, which JSON can only hold escaped
        return json.dumps(msgspec.to_builtins(value, enc_hook=_string)).encode("ascii")


def _string(value: object) -> str:
    if isinstance(value, SafeHTML):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} does not leave")
