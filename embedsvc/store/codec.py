"""What is remembered of a key, and its bytes.

Bytes are one schema number, a digest of the key and the rest, and msgpack. SQLite has no checksums of its
own, and a quote with one flipped letter is worse than none: what fails its digest is a miss, and so is the
value of another key.
"""

from dataclasses import dataclass
from hashlib import blake2b

from msgspec import msgpack

from embedsvc.model import Embed, Failed

SCHEMA = 2
"""Raised whenever `model` changes the meaning of a field; older values are then misses."""

_SIZE = 16
_HEAD = 1 + _SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The last Embed, and the failure of the newest attempt if that failed. One of them is there.

    `mark` is that of its provider (`tier.Marks`) when it was learned.
    """

    embed: Embed | None = None
    failed: Failed | None = None
    mark: str = ""

    @property
    def last(self) -> Embed | Failed:
        """What the newest attempt gave."""
        last = self.failed or self.embed
        if last is None:
            raise ValueError("an entry remembers an Embed, a failure or both")
        return last


_encoder = msgpack.Encoder()
_decoder = msgpack.Decoder(Entry)


def _digest(key: str, payload: bytes) -> bytes:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_SIZE)
    digest.update(b"\xff")  # never within UTF-8: no key runs into the payload of another
    digest.update(payload)
    return digest.digest()


def encode(key: str, entry: Entry) -> bytes | None:
    """None where msgpack has no place for a value: a lone surrogate, a number beyond 64 bits."""
    try:
        payload = _encoder.encode(entry)
    except (UnicodeEncodeError, OverflowError):
        return None
    return bytes([SCHEMA]) + _digest(key, payload) + payload


def decode(key: str, data: bytes | None) -> Entry | None:
    """None where the bytes are not a whole value of this key and schema."""
    if not data or data[0] != SCHEMA:
        return None
    payload = data[_HEAD:]
    if data[1:_HEAD] != _digest(key, payload):
        return None
    try:
        entry = _decoder.decode(payload)
    except (ValueError, RecursionError):
        return None
    return entry if entry.embed or entry.failed else None
