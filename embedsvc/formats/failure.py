"""A link that could not be resolved, as data: what was tried, and the block that can still be published."""

from typing import Any

from embedsvc.errors import BlockedAddress
from embedsvc.formats import block
from embedsvc.model import Failed
from embedsvc.safe import SafeHTML


def line(failed: Failed) -> dict[str, Any]:
    """One result among many."""
    return {
        "url": failed.url,
        "error": {"code": failed.code, "detail": failed.detail},
        **attempts(failed),
    }


def attempts(failed: Failed) -> dict[str, Any]:
    """`tried`, and `html` if there is a block."""
    html = link_block(failed)
    return {"tried": failed.tried} | ({"html": html} if html is not None else {})


def link_block(failed: Failed) -> SafeHTML | None:
    """The plain link; None for an invalid link, and for one that leads to a blocked address."""
    if failed.key is None or not failed.tried or failed.code == BlockedAddress.code:
        return None
    return block.link(failed.key)
