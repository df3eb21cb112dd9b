"""Bytes to text: byte order mark, Content-Type header, the page's own declaration, then detection.

The order is that of the HTML standard (§13.2.3.1), with four departures that real pages need: text that
starts as valid UTF-8 is UTF-8 whatever its label, UTF-8 that was encoded twice is decoded twice, a Latin
label is ignored where the letters can't be Latin, and text without a label is detected instead of being
taken for windows-1252.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, utf_8_decode
from dataclasses import dataclass

from embedsvc.read.html.charset_detection import detect, is_latin
from embedsvc.read.html.charset_labels import codec_of

_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_UTF_16 = frozenset({"utf-16-le", "utf-16-be"})
_ESCAPE = b"\x1b"
"""Starts the shift sequences of ISO-2022-JP, the only encoding of pages that uses no bytes beyond ASCII."""
_PRESCAN = 4096
"""Bytes searched for a declaration. The standard searches 1,024; long comments or scripts may come first."""
_DECLARATION = re.compile(
    rb"""<meta\b[^>]{0,500}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})"""
    rb"""|^\s{0,99}<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)

_CHUNK = 2**15
_ENOUGH_CONTINUATIONS = 64
"""Continuation bytes of valid UTF-8 that rule out any other encoding."""
_BEYOND_ASCII = re.compile(rb"[^\x00-\x7f]")
_FIRST_BYTE_TWICE = b"\xc3"
_CHARACTER_TWICE = re.compile(rb"\xc3[\x82-\xb4]\xc2[\x80-\xbf]")
"""The first two bytes of a character's UTF-8, each encoded again."""
_C1_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
"""In UTF-8. No text has these characters, but a second byte of UTF-8 that was taken for Latin-1 is one."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes and their encoding. The text is decoded on demand: a parser takes UTF-8 as it is."""

    body: bytes
    codec: str
    """Python's name of the encoding."""

    @property
    def text(self) -> str:
        return self.body.decode(self.codec, "replace")


def decode(body: bytes, header: str | None = None, *, truncated: bool = False) -> Decoded:
    """Decodes a page or a data file; `header` is the charset of its Content-Type.

    Never raises: invalid bytes become U+FFFD. `truncated`: the body may end inside a character.
    """
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :], codec)
    from_header = codec_of(header)
    if from_header in _UTF_16:
        if b"\0" in body[:_PRESCAN]:
            return Decoded(body, from_header)
        from_header = None  # markup in UTF-16 has a NUL in each of its letters
    if _ESCAPE in body and "iso2022-jp" in {from_header, _declared(body)}:
        return Decoded(body, "iso2022-jp")
    valid = _valid_utf_8(body, truncated=truncated)
    if valid == len(body) or (truncated and valid is not None):
        return Decoded(_encoded_once(body[:valid]), "utf-8")
    declared = _declared(body)
    # HTTP's default was iso-8859-1 for years, and servers still send it for pages in other encodings.
    candidates = (declared, from_header) if from_header == "cp1252" else (from_header, declared)
    return _decode_legacy(body, *candidates)


def _decode_legacy(body: bytes, *candidates: str | None) -> Decoded:
    """Text that isn't UTF-8: by the first candidate that fits its bytes, otherwise by detection."""
    for codec in candidates:
        if codec and _fits(body, codec):
            return Decoded(body, codec)
    return Decoded(body, detect(body) or "cp1252")


def _declared(body: bytes) -> str | None:
    for found in _DECLARATION.finditer(body, 0, _PRESCAN):
        codec = codec_of((found[1] or found[2]).decode("ascii", "replace"))
        if codec:
            # A declaration that could be read as ASCII can't be in UTF-16 (HTML §13.2.3.2).
            return "utf-8" if codec.startswith("utf-16") else codec
    return None


def _valid_utf_8(body: bytes, *, truncated: bool) -> int | None:
    """How many bytes to read as UTF-8: all but an incomplete last character; None for other encodings.

    Decodes in chunks, because allocating the text of a whole page costs more than decoding it, and stops once
    no doubt is left, so that invalid bytes after that point don't matter.
    """
    at = continuations = 0
    try:
        while used := (decoded := utf_8_decode(body[at : at + _CHUNK], "strict", False))[1]:
            at += used
            continuations += used - len(decoded[0])
            if continuations >= _ENOUGH_CONTINUATIONS and not truncated:
                return len(body)
    except UnicodeDecodeError:
        return None
    return at


def _encoded_once(body: bytes) -> bytes:
    """UTF-8 without the second encoding of a server that took it for Latin-1; unchanged if a character shows
    that there was none.
    """
    first = body.find(_FIRST_BYTE_TWICE)
    if first < 0 or not (_CHARACTER_TWICE.match(body, first) and _C1_CONTROL.search(body)):
        return body
    try:
        once = body.decode().encode("latin-1")
        once.decode()
    except UnicodeError:
        return body
    return once


def _fits(body: bytes, codec: str) -> bool:
    """False where more than a tenth of the bytes beyond ASCII are invalid, or where a Latin label covers text
    whose letters mostly aren't Latin.
    """
    if codec == "cp1252" and not is_latin(body):
        return False
    invalid = body.decode(codec, "replace").count("\ufffd")
    return invalid <= 4 or invalid * 10 <= len(_BEYOND_ASCII.findall(body))
