"""What a shared tier can do, and the tier of a worker that shares with nobody."""

from collections.abc import Collection
from typing import Protocol

LEASE = 2.0
"""How long a leader may be silent (seconds) before another takes its place."""


class Tier(Protocol):
    """Sealed values by key, and leases on keys. No method raises.

    `until` is when the value must be learned anew (seconds since the epoch): a tier may keep it longer and,
    short of room, forgets what ended first.
    """

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, data: bytes, until: float) -> None: ...

    def delete(self, key: str) -> bool:
        """Forgets one key and moves the mark; False where that failed."""
        ...

    def clear(self) -> bool:
        """Forgets every key and moves the mark; False where that failed."""
        ...

    def mark(self) -> str:
        """Another one after every delete and clear, so that workers know their own memory is outdated."""
        ...

    def acquire(self, key: str, owner: str) -> bool:
        """Takes the lease of a key for LEASE seconds if no other holds it. A tier that fails says True:
        better learned twice than not at all.
        """
        ...

    def renew(self, keys: Collection[str], owner: str) -> None:
        """Makes the leases that this owner still holds last LEASE seconds from now."""
        ...

    def release(self, key: str, owner: str) -> None: ...

    def ready(self) -> bool:
        """Whether it can be used now."""
        ...

    def close(self) -> None: ...


class Alone:
    """Keeps nothing and grants every lease."""

    def get(self, key: str) -> bytes | None:  # noqa: ARG002
        return None

    def put(self, key: str, data: bytes, until: float) -> None:
        pass

    def delete(self, key: str) -> bool:  # noqa: ARG002
        return True

    def clear(self) -> bool:
        return True

    def mark(self) -> str:
        return ""

    def acquire(self, key: str, owner: str) -> bool:  # noqa: ARG002
        return True

    def renew(self, keys: Collection[str], owner: str) -> None:
        pass

    def release(self, key: str, owner: str) -> None:
        pass

    def ready(self) -> bool:
        return True

    def close(self) -> None:
        pass
