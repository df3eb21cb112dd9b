"""Addresses of the media proxy: files of other sites that readers' browsers load from this service.

An address is `BASE/media/SIGNATURE/FILE`. FILE is the URL of the file in base64url (RFC 4648 §5), which no
cache and no CMS rewrites; SIGNATURE is its HMAC-SHA256 by a secret, so that readers can make the service
fetch only what it has put into a block itself.
"""

import binascii
import hmac
import re
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Self

from embedsvc.safe.attributes import is_web_url

MEDIA_PATH = "/media/"
MAX_FILE = 5_462
"""Characters of a URL of 4,096 bytes in base64url; the address then fits into a request line."""

_BASE = re.compile(r"https?://[A-Za-z0-9._:\[\]-]+(?:/[A-Za-z0-9._~/-]*)?")
"""It also stands in a Content-Security-Policy, where `;` and `,` would end what it belongs to."""


class MediaProxy:
    """Signs addresses with the first of its secrets, and verifies them with all. `base` is what all addresses
    of this service begin with, without a slash at its end. Without a secret or a base it gives no addresses.
    """

    __slots__ = ("_secrets", "base")

    def __init__(self, secrets: Sequence[str] = (), base: str | None = None) -> None:
        self._secrets = tuple(secrets)
        self.base = base

    @property
    def is_on(self) -> bool:
        return bool(self._secrets)

    def at(self, base: str) -> Self:
        """The same with this base, unless it has one. A base that no server of ours can have is none."""
        return self if self.base or not _BASE.fullmatch(base) else type(self)(self._secrets, base)

    def address(self, url: str) -> str | None:
        """Where readers load the file of a URL; None if the proxy cannot serve it."""
        if not self._secrets or not self.base or not is_web_url(url):
            return None
        if self.is_ours(url):
            return url
        file = urlsafe_b64encode(url.encode()).rstrip(b"=").decode()
        if len(file) > MAX_FILE:
            return None
        return f"{self.base}{MEDIA_PATH}{_signature(self._secrets[0], file)}/{file}"

    def is_ours(self, address: str) -> bool:
        """Whether it is an address of this proxy, rightly signed."""
        start = f"{self.base}{MEDIA_PATH}"
        signature, _, file = address.removeprefix(start).partition("/")
        return bool(self.base) and address.startswith(start) and self.url(signature, file) is not None

    def url(self, signature: str, file: str) -> str | None:
        """The URL in an address; None if none of the secrets has signed it."""
        stated = signature.encode("utf-8", "surrogatepass")
        valid = [hmac.compare_digest(stated, _signature(secret, file).encode()) for secret in self._secrets]
        if not any(valid):
            return None
        try:
            return b64decode(file + "=" * (-len(file) % 4), altchars=b"-_", validate=True).decode()
        except (binascii.Error, ValueError):
            return None


NO_MEDIA = MediaProxy()


def _signature(secret: str, file: str) -> str:
    digest = hmac.digest(secret.encode(), file.encode("utf-8", "surrogatepass"), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
