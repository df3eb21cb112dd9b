"""Where an element that browsers don't show ends: at its end tag, or where another tag ends it."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from embedsvc.safe.tables import BLOCKS, FOREIGN_VOID, RENAMED

BLOCKS_WITH_END = BLOCKS.difference(FOREIGN_VOID).union(
    name for name, new in RENAMED.items() if new in BLOCKS
)
"""By their own names: those that have content."""
_CELLS = frozenset({"td", "th"})
_SECTIONS = frozenset({"tbody", "tfoot", "thead"})
_ROWS = _SECTIONS | {"tr"}
_TABLE_PARTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_CELLS, _CELLS | _ROWS),
    "tr": _ROWS,
    **dict.fromkeys(_SECTIONS, _SECTIONS),
    "table": frozenset(),
}
_ITEMS: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt"})),
}
"""Siblings that end an element without an end tag (HTML Living Standard §13.1.2.4)."""
_NO_LIMITS = frozenset({"address", "div", "p"})
"""Blocks within which a sibling of the item around them ends that item (§13.2.6.4.7)."""


class HiddenElement:
    """Counts the tags behind the start of a hidden element."""

    def __init__(self, name: str, outer: frozenset[str]) -> None:
        """`outer` are the blocks that are open around it: only their ends can end it."""
        self.name = name
        self._outer = outer
        around = {name} if name in BLOCKS_WITH_END - _NO_LIMITS else {name, *outer}
        self._items = _enders(_ITEMS, around)
        self._table_parts = _enders(_TABLE_PARTS, {name} if name in _TABLE_PARTS else outer)
        self._depth = 1
        self._blocks: list[str] = []
        self._counts = Counter[str]()
        """Open blocks inside of it, in their order and by their name: their end tags end nothing outside."""

    def continues(self, name: str, step: int) -> bool:
        """Whether the element goes on behind a start tag (`step` 1) or an end tag (-1)."""
        if name in BLOCKS_WITH_END and (self._starts(name) if step > 0 else self._ends(name)):
            return False
        if name == self.name:
            self._depth += step
        return self._depth > 0

    def _starts(self, name: str) -> bool:
        """Whether the start of a block ends the element; otherwise the block is inside of it."""
        limits = len(self._blocks) - sum(self._counts[each] for each in _NO_LIMITS)
        if self.name == "p" or (name in self._items and not limits):
            return True
        if name in self._table_parts and not self._counts["table"]:
            return True
        self._blocks.append(name)
        self._counts[name] += 1
        return False

    def _ends(self, name: str) -> bool:
        """Whether the end of a block ends the element: that of a block around it."""
        if not self._counts[name]:
            return name in self._outer
        closed = ""
        while closed != name:
            closed = self._blocks.pop()
            self._counts[closed] -= 1
        return False


def _enders(table: Mapping[str, frozenset[str]], names: AbstractSet[str]) -> frozenset[str]:
    return frozenset().union(*(table[name] for name in names & table.keys()))
