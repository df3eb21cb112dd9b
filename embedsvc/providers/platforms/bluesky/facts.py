"""What every answer about a post of Bluesky is made into: its author and its address."""

import re
from typing import Any

from embedsvc.model import Author, Provider
from embedsvc.read.markup.json_path import text

HOME = "https://bsky.app/"
BLUESKY = Provider(name="Bluesky", url=HOME, key="bluesky")
AT_URI = re.compile(r"at://(?P<who>[^/]+)/app\.bsky\.feed\.post/(?P<key>[^/]+)")

INVALID_HANDLE = "handle.invalid"
"""The handle of an account whose own no longer leads back to it."""


def author_of(profile: Any, did: str) -> Author:  # noqa: ANN401  (JSON)
    """The account by its present handle; by its DID where it has none."""
    stated = text(profile, "handle")
    handle = stated if stated != INVALID_HANDLE else None
    return Author(
        name=text(profile, "displayName") or handle or did,
        handle=handle,
        url=f"{HOME}profile/{handle or did}",
        avatar=text(profile, "avatar"),
    )


def permalink(who: str, key: str) -> str:
    """The address of a post; `who` is a handle or a DID."""
    return f"{HOME}profile/{who}/post/{key}"
