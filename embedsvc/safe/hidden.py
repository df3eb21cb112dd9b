"""Where an element that browsers don't show ends: at its end tag, or where another tag ends it."""

from embedsvc.safe.tables import BLOCKS, FOREIGN_VOID, RENAMED

_BLOCKS = BLOCKS.difference(FOREIGN_VOID).union(name for name, new in RENAMED.items() if new in BLOCKS)
_LISTS = frozenset({"dir", "dl", "menu", "ol", "table", "ul"})
_CELLS = frozenset({"td", "th"})
_ENDED_BY = {
    "li": frozenset({"li"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt"})),
    **dict.fromkeys(_CELLS, _CELLS | {"tr", "tbody", "tfoot", "thead"}),
    "tr": frozenset({"tr", "tbody", "tfoot", "thead"}),
}
"""Siblings that end an element without an end tag (HTML Living Standard §13.1.2.4)."""


class HiddenElement:
    """Counts the tags behind the start of a hidden element."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._depth = 1
        self._lists = 0
        """Open lists and tables inside of it, whose items end nothing outside."""
        self._blocks: list[str] = []
        """Open blocks inside of it, whose end tags end nothing outside."""

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
        if self.name == "p":
            return name in _BLOCKS
        if self.name in _ENDED_BY:
            is_outer_end = step < 0 and name in _LISTS
            return self._lists <= 0 and (is_outer_end or name in _ENDED_BY[self.name])
        return self.name not in _BLOCKS and name in _BLOCKS and self._is_end_of_outer_block(name, step)

    def _is_end_of_outer_block(self, name: str, step: int) -> bool:
        if step > 0:
            self._blocks.append(name)
            return False
        while self._blocks:
            if self._blocks.pop() == name:
                return False
        return True
