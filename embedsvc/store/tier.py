"""What a shared tier can do, and the tier of a worker that shares with nobody."""

import secrets
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

LEASE = 2.0
"""How long a leader may be silent (seconds) before another takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What was purged, told by tokens that are only compared for equality: clocks of machines differ.

    `newest` is another one after every purge. A provider has a mark from its first purge on, another one
    after each; that of "" moves with any provider's: it stands for failures, which have no provider.
    """

    newest: str = ""
    providers: Mapping[str, str] = field(default_factory=dict)


class Tier(Protocol):
    """Sealed values by key, leases on keys, and marks. No method raises; `errors` counts failures by name."""

    keeps: bool
    """False where the memory of a worker is all there is."""

    errors: Counter[str]

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, data: bytes, until: float, newest: str) -> None:
        """Keeps a value, unless there was a purge since `newest` was the newest mark.

        `until` is when nobody has a use for it any more (seconds since the epoch): a tier may keep it longer
        and, short of room, forgets what ended first.
        """
        ...

    def delete(self, *keys: str) -> bool:
        """Forgets keys together, which is one purge; False where that failed."""
        ...

    def clear(self) -> bool:
        """Forgets every key; False where that failed."""
        ...

    def outdate(self, provider: str) -> bool:
        """Moves the mark of a provider and that of failures; False where that failed."""
        ...

    def marks(self) -> Marks:
        """The marks of now; those last known where the tier fails."""
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


def token() -> str:
    """A mark that never was: 16 characters."""
    return secrets.token_hex(8)


class Alone:
    """Keeps nothing but the marks of providers, and grants every lease."""

    keeps = False

    def __init__(self) -> None:
        self._providers: dict[str, str] = {}
        self.errors: Counter[str] = Counter()

    def get(self, key: str) -> bytes | None:  # noqa: ARG002
        return None

    def put(self, key: str, data: bytes, until: float, newest: str) -> None:
        pass

    def delete(self, *keys: str) -> bool:  # noqa: ARG002
        return True

    def clear(self) -> bool:
        return True

    def outdate(self, provider: str) -> bool:
        self._providers[provider] = self._providers[""] = token()
        return True

    def marks(self) -> Marks:
        return Marks(providers=self._providers.copy())

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
