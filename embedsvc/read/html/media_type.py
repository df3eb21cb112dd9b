"""Whether a response is a page at all, by its media type and its first bytes."""

from embedsvc import media_types
from embedsvc.errors import UnsupportedMediaType
from embedsvc.model import Snapshot

_FILE_SIGNATURES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\x1f\x8b")


def require_page(snapshot: Snapshot) -> None:
    """Raises UnsupportedMediaType for a response that is a file, whatever media type its server sent."""
    kind = media_types.kind_of(snapshot.media_type)
    if kind not in {"page", "unnamed"} and not media_types.is_xml(snapshot.media_type):
        raise UnsupportedMediaType(f"The link leads to a file of type {snapshot.media_type}, not to a page.")
    start = snapshot.body[:1024].lstrip(b"\xef\xbb\xbf\t\n\f\r ")
    if start.startswith(_FILE_SIGNATURES):
        raise UnsupportedMediaType("The link leads to a file, not to a page.")
    if kind == "unnamed" and start and b"<" not in start:
        raise UnsupportedMediaType("The link leads to a file of an unknown type, not to a page.")
