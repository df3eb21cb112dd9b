"""Where an element that browsers don't show ends: at its end tag, or where another tag ends it."""

from collections import Counter
from collections.abc import Mapping

from embedsvc.safe.tables import BLOCKS, FOREIGN_VOID, RENAMED

BLOCKS_WITH_END = BLOCKS.difference(FOREIGN_VOID).union(
    name for name, new in RENAMED.items() if new in BLOCKS
)
"""By their own names: those that have content."""
_LISTS = frozenset({"dir", "dl", "menu", "ol", "table", "ul"})
_CELLS = frozenset({"td", "th"})
_ENDED_BY: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt"})),
    **dict.fromkeys(_CELLS, _CELLS | {"tr", "tbody", "tfoot", "thead"}),
    "tr": frozenset({"tr", "tbody", "tfoot", "thead"}),
}
"""Siblings that end an element without an end tag (HTML Living Standard §13.1.2.4)."""


class HiddenElement:
    """Counts the tags behind the start of a hidden element."""

    def __init__(self, name: str, outer: frozenset[str]) -> None:
        """`outer` are the blocks that are open around it: only their ends can end it."""
        self.name = name
        self._outer = outer
        self._enders = frozenset().union(*(_ENDED_BY.get(each, frozenset()) for each in (name, *outer)))
        self._depth = 1
        self._lists = 0
        """Open lists and tables inside of it, whose items end nothing outside."""
        self._blocks: list[str] = []
        self._counts = Counter[str]()
        """Open blocks inside of it, in their order and by their name: their end tags end nothing outside."""

    def continues(self, name: str, step: int) -> bool:
        """Whether the element goes on behind a start tag (`step` 1) or an end tag (-1)."""
        if self._is_ended_by(name, step):
            self._depth = 0
        elif name == self.name:
            self._depth += step
        if name in _LISTS:
            self._lists += step
        return self._depth > 0

    def _is_ended_by(self, name: str, step: int) -> bool:
        if name not in BLOCKS_WITH_END:
            return False
        if step < 0 and self._is_end_of_outer_block(name):
            return True
        if step > 0 and self.name != "p":
            self._blocks.append(name)
            self._counts[name] += 1
        is_sibling = name in self._enders and self._lists <= 0
        return step > 0 and (is_sibling or self.name == "p")

    def _is_end_of_outer_block(self, name: str) -> bool:
        if not self._counts[name]:
            return name in self._outer
        closed = ""
        while closed != name:
            closed = self._blocks.pop()
            self._counts[closed] -= 1
        return False
