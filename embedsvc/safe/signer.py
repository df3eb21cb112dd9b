"""Signatures of this service's addresses, so that readers can request only what it has put into a block."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence


class Signer:
    """HMAC-SHA256 in base64url (RFC 4648 §5), which no cache and no CMS rewrites. The first secret signs, all
    are valid.
    """

    __slots__ = ("_secrets",)

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        self._secrets = tuple(secrets)

    @property
    def is_on(self) -> bool:
        return bool(self._secrets)

    def sign(self, text: str) -> str:
        """Raises IndexError without a secret."""
        return _signature(self._secrets[0], text)

    def is_signed(self, text: str, signature: str) -> bool:
        """Compares with the signature by every secret, each in constant time."""
        stated = signature.encode("utf-8", "surrogatepass")
        valid = [hmac.compare_digest(stated, _signature(secret, text).encode()) for secret in self._secrets]
        return any(valid)


def _signature(secret: str, text: str) -> str:
    digest = hmac.digest(secret.encode(), text.encode("utf-8", "surrogatepass"), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
