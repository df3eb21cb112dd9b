"""HTML that may be sent out: the allow-lists, and the only two functions that create SafeHTML."""

from embedsvc.safe.attributes import is_valid
from embedsvc.safe.element import element
from embedsvc.safe.media import MEDIA_PATH, NO_MEDIA, MediaProxy
from embedsvc.safe.players import NO_PLAYERS, PlayerHost, PlayerKind, Players, needs_parent
from embedsvc.safe.safe_html import SafeHTML
from embedsvc.safe.sanitise import sanitise
from embedsvc.safe.signer import Signer
from embedsvc.safe.tables import FOREIGN_REL
from embedsvc.safe.text import isolated, printable

__all__ = [
    "FOREIGN_REL",
    "MEDIA_PATH",
    "NO_MEDIA",
    "NO_PLAYERS",
    "MediaProxy",
    "PlayerHost",
    "PlayerKind",
    "Players",
    "SafeHTML",
    "Signer",
    "element",
    "is_valid",
    "isolated",
    "needs_parent",
    "printable",
    "sanitise",
]
