"""The bytes of what the cache stores for a key.

A value is one byte of schema number, a digest of the key and the payload, and the payload in msgpack. SQLite
has no checksums of its own, and a quote with one flipped letter must never be served: bytes that fail their
digest are a miss, and so are those of another key.

The Snapshots that an Embed was read from are stored beside its Entry, to ask the site whether they are still
current. They are compressed, and a value of their own, because most readers of an Entry don't need them.
"""

import zlib
from dataclasses import dataclass
from hashlib import blake2b

from msgspec import msgpack

from embedsvc.model import Embed, Failed, Snapshot, Snapshots

SCHEMA = 4
"""Raised whenever the meaning of a field changes; older values are then misses."""

MAX_STORED = 2**20
"""The most bytes of all Snapshots of one link, compressed."""

MAX_INFLATED = 16 * 2**20
"""The most bytes of one Snapshot, uncompressed."""

_ZLIB_LEVEL = 1
"""On web pages a fifth more bytes than zlib's default of 6, in a third of the time."""

_DIGEST_SIZE = 16
_HEADER_SIZE = 1 + _DIGEST_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The last Embed of a link, and the failure of the latest attempt if that failed. One of them is there.

    `purge_token` is that of its provider (`tier.PurgeTokens`) when it was fetched.
    """

    embed: Embed | None = None
    failed: Failed | None = None
    purge_token: str = ""

    @property
    def last(self) -> Embed | Failed:
        """The result of the latest attempt."""
        last = self.failed or self.embed
        if last is None:
            raise ValueError("an Entry has an Embed, a failure or both")
        return last


@dataclass(frozen=True, slots=True)
class StoredSnapshots:
    """`purge_token` is that of their Entry; each Snapshot is msgpack, compressed by zlib."""

    purge_token: str
    snapshots: dict[str, bytes]


_encoder = msgpack.Encoder()
_entry_decoder = msgpack.Decoder(Entry)
_stored_decoder = msgpack.Decoder(StoredSnapshots)
_snapshot_decoder = msgpack.Decoder(Snapshot)


def encode(key: str, entry: Entry) -> bytes | None:
    """None where msgpack cannot express a value: a lone surrogate, an integer beyond 64 bits."""
    try:
        return _wrap(key, _encoder.encode(entry))
    except (UnicodeEncodeError, OverflowError):
        return None


def decode(key: str, data: bytes | None) -> Entry | None:
    """None where the bytes are not a whole Entry of this key and schema."""
    payload = _unwrap(key, data)
    if payload is None:
        return None
    try:
        entry = _entry_decoder.decode(payload)
    except (ValueError, RecursionError):
        return None
    return entry if entry.embed or entry.failed else None


def pack(key: str, purge_token: str, snapshots: Snapshots) -> bytes | None:
    """As many of the Snapshots as fit into MAX_STORED; None where there are none."""
    packed, size = dict[str, bytes](), 0
    for name, snapshot in snapshots.items():
        data = _deflate(snapshot)
        if data is not None and size + len(data) <= MAX_STORED:
            packed[name] = data
            size += len(data)
    return _wrap(key, _encoder.encode(StoredSnapshots(purge_token, packed))) if packed else None


def unpack(key: str, purge_token: str, data: bytes | None) -> Snapshots:
    """Empty where the bytes are not whole Snapshots of this key, schema and purge token."""
    payload = _unwrap(key, data)
    if payload is None:
        return {}
    try:
        stored = _stored_decoder.decode(payload)
        if stored.purge_token != purge_token:
            return {}
        return {name: _inflate(packed) for name, packed in stored.snapshots.items()}
    except (ValueError, RecursionError, zlib.error):
        return {}


def _deflate(snapshot: Snapshot) -> bytes | None:
    try:
        data = _encoder.encode(snapshot)
    except (UnicodeEncodeError, OverflowError):
        return None
    return zlib.compress(data, _ZLIB_LEVEL) if len(data) <= MAX_INFLATED else None


def _inflate(packed: bytes) -> Snapshot:
    return _snapshot_decoder.decode(zlib.decompressobj().decompress(packed, MAX_INFLATED))


def _wrap(key: str, payload: bytes) -> bytes:
    return bytes([SCHEMA]) + _digest(key, payload) + payload


def _unwrap(key: str, data: bytes | None) -> bytes | None:
    if not data or data[0] != SCHEMA:
        return None
    payload = data[_HEADER_SIZE:]
    return payload if data[1:_HEADER_SIZE] == _digest(key, payload) else None


def _digest(key: str, payload: bytes) -> bytes:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_SIZE)
    digest.update(b"\xff")  # never within UTF-8: a key's end and a payload's start cannot be confused
    digest.update(payload)
    return digest.digest()
