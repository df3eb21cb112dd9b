"""The way out: what HTML may leave, as a table, and the only two makers of it."""

from embedsvc.safe.allowed import FOREIGN_REL, PLAYER_HOSTS
from embedsvc.safe.attributes import fits, player_kind
from embedsvc.safe.element import element
from embedsvc.safe.safe_html import SafeHTML
from embedsvc.safe.sanitise import sanitise
from embedsvc.safe.text import fit, isolated

__all__ = [
    "FOREIGN_REL",
    "PLAYER_HOSTS",
    "SafeHTML",
    "element",
    "fit",
    "fits",
    "isolated",
    "player_kind",
    "sanitise",
]
