"""The body of a response: its media type, its size limit, its bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from embedsvc import media_types
from embedsvc.errors import TooLarge, UnsupportedMediaType, UpstreamError
from embedsvc.net.content_coding import decoded, decompressed
from embedsvc.net.exchange import Response
from embedsvc.numbers import whole

_MEDIA_TYPE = re.compile(r"[ \t]*([A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127})[ \t]*(?:;|$)")
_CHARSET = re.compile(r";[ \t]*charset[ \t]*=[ \t]*[\"']?([^\s\"';,]{1,64})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    media_type: str | None
    """As stated or, where nothing is stated, sniffed; None for an empty body of no stated type."""
    charset: str | None
    """As stated."""
    content: bytes
    truncated: bool


def read(response: Response, max_bytes: int) -> Body:
    """At most `max_bytes` decoded bytes of the body; nothing of images, audio and video.

    A page that is longer, or broke off, is cut and used. Raises TooLarge for data that is longer,
    UpstreamError for data that broke off, UnsupportedMediaType for what cannot be embedded.
    """
    charset = _CHARSET.search(response.first("content-type"))
    media_type, content, truncated = _read(_stated_type(response), response, max_bytes)
    return Body(media_type or None, charset[1] if charset else None, content, truncated)


def read_file(response: Response, max_bytes: int) -> Body:
    """The whole body, whatever its type is. Raises TooLarge for one that is longer, UpstreamError for one
    that broke off.
    """
    _refuse_stated_length(response, max_bytes)
    content = bytearray()
    if _fill(content, decompressed(response.all("content-encoding"), response.chunks), max_bytes):
        raise TooLarge("The answer of the site is too large.")
    return Body(_stated_type(response) or None, None, bytes(content), truncated=False)


def _stated_type(response: Response) -> str:
    stated = _MEDIA_TYPE.match(response.first("content-type"))
    return stated[1].lower() if stated else ""


def _read(media_type: str, response: Response, max_bytes: int) -> tuple[str, bytes, bool]:
    kind = media_types.kind_of(media_type)
    if kind in {"photo", "audio", "video"}:
        return media_type, b"", False
    if kind == "other":
        raise UnsupportedMediaType(
            f"The link leads to a file of type {media_type}, which cannot be embedded."
        )
    if kind == "data":
        _refuse_stated_length(response, max_bytes)
    content = bytearray()
    try:
        pieces = decoded(response.all("content-encoding"), response.chunks)
        if kind == "unnamed":
            _fill(content, pieces, media_types.SNIFFED_BYTES)
            media_type = _sniffed(content)
            kind = media_types.kind_of(media_type)
        truncated = _fill(content, pieces, max_bytes)
    except UpstreamError:
        if kind != "page" or not content:
            raise
        truncated = True
    if truncated and kind == "data":
        raise TooLarge("The answer of the site is too large.")
    return media_type, bytes(memoryview(content)[:max_bytes]), truncated


def _fill(content: bytearray, pieces: Iterator[bytes], size: int) -> bool:
    """Reads until the content is longer than `size`; False if the body ends before."""
    while len(content) <= size:
        piece = next(pieces, None)
        if piece is None:
            return False
        content += piece
    return True


def _refuse_stated_length(response: Response, max_bytes: int) -> None:
    length = response.first("content-length")
    if (whole(length) or 0) > max_bytes:
        raise TooLarge("The answer of the site is too large.")


def _sniffed(content: bytearray) -> str:
    if not content:
        return ""
    media_type = media_types.sniff(bytes(content[: media_types.SNIFFED_BYTES]))
    if media_type is None:
        raise UnsupportedMediaType("The link leads to a file of unknown type, which cannot be embedded.")
    return media_type
