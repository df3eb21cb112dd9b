"""The tier of the cache that workers share, and its stand-in for a worker that shares with nobody."""

import secrets
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

LEASE = 2.0
"""How long a lease lasts unless it is renewed (seconds)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeTokens:
    """What was purged. Tokens are random and only compared for equality, because clocks of machines differ.

    Every purge replaces `newest`. A provider has a token from its first purge on, and each purge of it
    replaces that token. The token of "" is replaced with any provider's: it is that of failures, which have
    no provider.
    """

    newest: str = ""
    providers: Mapping[str, str] = field(default_factory=dict)


class Tier(Protocol):
    """Opaque values by key, leases on keys, and purge tokens. No method raises: a failure is a miss, is
    logged and is counted in `errors` by its name.
    """

    is_shared: bool
    """False where each worker has only its own memory."""

    errors: Counter[str]

    def get(self, key: str) -> bytes | None: ...

    def get_all(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """The values of those of the keys that have one, in one look-up."""
        ...

    def put(self, key: str, data: bytes, expires_at: float, newest: str) -> None:
        """Stores a value, unless there was a purge since `newest` was the newest token.

        From `expires_at` on (seconds since the epoch) the value is useless. A tier may store it for longer;
        short of room it evicts what expires first.
        """
        ...

    def delete(self, *keys: str) -> bool:
        """Purges these keys in one step; False where that failed."""
        ...

    def clear(self) -> bool:
        """Purges every key; False where that failed."""
        ...

    def purge_provider(self, provider: str) -> bool:
        """Replaces the token of a provider and that of failures; False where that failed."""
        ...

    def purge_tokens(self) -> PurgeTokens:
        """The current tokens; the last ones read where the tier fails."""
        ...

    def acquire(self, key: str, owner: str) -> bool:
        """Takes the lease of a key for LEASE seconds, unless another owner has it. True where the tier fails:
        two workers may fetch the same link, but a link is always fetched.
        """
        ...

    def renew(self, keys: Collection[str], owner: str) -> None:
        """Extends those of these leases that the owner still has to LEASE seconds from now."""
        ...

    def release(self, key: str, owner: str) -> None: ...

    def ready(self) -> bool:
        """Whether it can be read and written now."""
        ...

    def close(self) -> None:
        """Closes its connections; its next use opens new ones."""
        ...


def new_token() -> str:
    """A random token of 16 characters."""
    return secrets.token_hex(8)


class WorkerOnlyTier:
    """Stores no values, only the purge tokens of providers, and grants every lease."""

    is_shared = False

    def __init__(self) -> None:
        self._providers: dict[str, str] = {}
        self.errors: Counter[str] = Counter()

    def get(self, key: str) -> bytes | None:  # noqa: ARG002
        return None

    def get_all(self, keys: Sequence[str]) -> Mapping[str, bytes]:  # noqa: ARG002
        return {}

    def put(self, key: str, data: bytes, expires_at: float, newest: str) -> None:
        pass

    def delete(self, *keys: str) -> bool:  # noqa: ARG002
        return True

    def clear(self) -> bool:
        return True

    def purge_provider(self, provider: str) -> bool:
        self._providers[provider] = self._providers[""] = new_token()
        return True

    def purge_tokens(self) -> PurgeTokens:
        return PurgeTokens(providers=self._providers.copy())

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
