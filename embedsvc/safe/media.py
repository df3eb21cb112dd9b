"""Addresses of the media proxy: files of other sites that readers' browsers load from this service.

An address is `BASE/media/SIGNATURE/FILE`. FILE is the URL of the file in base64url, SIGNATURE that of FILE.
"""

import binascii
import re
from base64 import b64decode, urlsafe_b64encode
from typing import Self

from embedsvc.safe.attributes import is_web_url
from embedsvc.safe.signer import Signer

MEDIA_PATH = "/media/"
MAX_FILE = 5_462
"""Characters of a URL of 4,096 bytes in base64url; the address then fits into a request line."""

_BASE = re.compile(r"https?://[A-Za-z0-9._:\[\]-]+(?:/[A-Za-z0-9._~/-]*)?")
"""It also stands in a Content-Security-Policy, where `;` and `,` would end what it belongs to."""


class MediaProxy:
    """`base` is what all addresses of this service begin with, without a slash at its end. Without a secret
    or a base it gives no addresses.
    """

    __slots__ = ("_signer", "base")

    def __init__(self, signer: Signer, base: str | None = None) -> None:
        self._signer = signer
        self.base = base

    @property
    def is_on(self) -> bool:
        return self._signer.is_on

    def at(self, base: str) -> Self:
        """The same with this base, unless it has one. A base that no server of ours can have is none."""
        return self if self.base or not _BASE.fullmatch(base) else type(self)(self._signer, base)

    def address(self, url: str) -> str | None:
        """Where readers load the file of a URL; None if the proxy cannot serve it."""
        if not self.is_on or not self.base or not is_web_url(url):
            return None
        if self.is_ours(url):
            return url
        file = urlsafe_b64encode(url.encode()).rstrip(b"=").decode()
        if len(file) > MAX_FILE:
            return None
        return f"{self.base}{MEDIA_PATH}{self._signer.sign(file)}/{file}"

    def is_ours(self, address: str) -> bool:
        """Whether it is an address of this proxy, rightly signed."""
        start = f"{self.base}{MEDIA_PATH}"
        signature, _, file = address.removeprefix(start).partition("/")
        return bool(self.base) and address.startswith(start) and self.url(signature, file) is not None

    def url(self, signature: str, file: str) -> str | None:
        """The URL in an address; None if none of the secrets has signed it."""
        if not self._signer.is_signed(file, signature):
            return None
        try:
            return b64decode(file + "=" * (-len(file) % 4), altchars=b"-_", validate=True).decode()
        except (binascii.Error, ValueError):
            return None


NO_MEDIA = MediaProxy(Signer())
