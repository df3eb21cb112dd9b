"""The media type of a picture, a film or a sound by its first bytes, never by what its site states.

The signatures are those of the WHATWG MIME Sniffing Standard, section 6, or of the format, for what browsers
show. What can carry a script (SVG, HTML, XML, PDF) has no row here.
"""

import re
from typing import Literal

Kind = Literal["picture", "film", "sound"]

SNIFFED_BYTES = 512
"""First bytes of a file that `sniff` looks at."""

EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/ogg": "ogv",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/flac": "flac",
}
"""All media types that are served, with the extension of their files."""

_SIGNATURES = (
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF.{4}WEBPVP", re.DOTALL), "image/webp"),
    # The major brand of a file in the ISO base media format (ISO 14496-12 §4.3).
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), "image/avif"),
    (re.compile(rb".{4}ftypM4[AB] ", re.DOTALL), "audio/mp4"),
    (re.compile(rb".{4}ftypqt  ", re.DOTALL), "video/quicktime"),
    (re.compile(rb".{4}ftyp(?:mp4|iso|M4V|MSNV|avc|dash|f4v|mmp4|3g)", re.DOTALL), "video/mp4"),
    # The document type of an EBML header (RFC 8794 §11.2.6); Matroska has the same header.
    (re.compile(rb"\x1a\x45\xdf\xa3.{0,60}\x42\x82.{1,8}webm", re.DOTALL), "video/webm"),
    # The first packet of an Ogg page (RFC 3533 §6) names its codec.
    (re.compile(rb"OggS\x00.{22}.{1,8}(?:\x80theora)", re.DOTALL), "video/ogg"),
    (re.compile(rb"OggS\x00.{22}.{1,8}(?:OpusHead|\x01vorbis|\x7fFLAC|Speex)", re.DOTALL), "audio/ogg"),
    (re.compile(rb"RIFF.{4}WAVE", re.DOTALL), "audio/wav"),
    (re.compile(rb"fLaC"), "audio/flac"),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), "audio/mpeg"),
)
"""The first row that matches counts."""


def sniff(start: bytes) -> str | None:
    """One of `EXTENSIONS`, or None."""
    head = start[:SNIFFED_BYTES]
    return next((media_type for pattern, media_type in _SIGNATURES if pattern.match(head)), None)


def kind_of(media_type: str) -> Kind:
    match media_type.partition("/")[0]:
        case "image":
            return "picture"
        case "video":
            return "film"
        case _:
            return "sound"
