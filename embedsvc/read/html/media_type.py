"""Whether a response is a page at all, by its media type and its first bytes."""

from embedsvc.errors import UnsupportedMediaType
from embedsvc.model import Snapshot

_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"})
_UNKNOWN_TYPES = frozenset(
    {None, "", "application/octet-stream", "unknown/unknown", "application/unknown", "*/*"}
)
_FILE_SIGNATURES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\x1f\x8b")


def require_page(snapshot: Snapshot) -> None:
    """Raises UnsupportedMediaType for a response that is a file, whatever media type its server sent."""
    media_type = snapshot.media_type
    if media_type in _MARKUP_TYPES or (media_type or "").endswith("+xml"):
        is_markup = True
    elif media_type in _UNKNOWN_TYPES:
        is_markup = False
    else:
        raise UnsupportedMediaType(f"There is no page at this link but a file of type {media_type}")
    start = snapshot.body[:1024].lstrip(b"\xef\xbb\xbf\t\n\f\r ")
    if start.startswith(_FILE_SIGNATURES):
        raise UnsupportedMediaType("There is no page at this link but a file")
    if not is_markup and start and b"<" not in start:
        raise UnsupportedMediaType("There is no page at this link but a file of an unknown type")
