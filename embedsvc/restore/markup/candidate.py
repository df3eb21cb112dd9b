"""A stretch of mark-up that embeds something."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """`source[start:end]` embeds the first of `addresses` that is a link.

    Without addresses it is a stretch that must be left alone with all inside: code, a comment, a block of
    ours.
    """

    start: int
    end: int
    addresses: tuple[str, ...]
    """As the mark-up writes them, with entities decoded."""
    rule: str
    confidence: float = 0.95
    of_platform: bool = False
    """Whether only the address of a known platform counts: an iframe may show anything."""
    is_quotation: bool = False
    """Whether the words of the post stand inside, in the form that platforms give as embed code."""
