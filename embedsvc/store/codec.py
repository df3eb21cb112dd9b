"""What is remembered of a key, and its bytes.

Bytes are one schema number, a digest of the key and the rest, and msgpack. SQLite has no checksums of its
own, and a quote with one flipped letter is worse than none: what fails its digest is a miss, and so is the
value of another key.

Beside an Entry stand the Snapshots that its link was read from, to ask the site whether they still hold:
compressed, and bytes of their own, since whoever reads an answer has no use for them.
"""

import zlib
from dataclasses import dataclass
from hashlib import blake2b

from msgspec import msgpack

from embedsvc.model import Embed, Failed, Known, Snapshot

SCHEMA = 3
"""Raised whenever `model` changes the meaning of a field; older values are then misses."""

MOST_BYTES = 2**20
"""What the Snapshots of one link take together, compressed."""

MOST_INFLATED = 16 * 2**20
"""Bytes of one Snapshot as it was."""

_QUICK = 1
"""zlib's level: on web pages a fifth more bytes than with its usual 6, in a third of the time."""

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


@dataclass(frozen=True, slots=True)
class _Shelf:
    """`mark` is that of the Entry that the Snapshots stand beside; each is msgpack in zlib's format."""

    mark: str
    snapshots: dict[str, bytes]


_encoder = msgpack.Encoder()
_entries = msgpack.Decoder(Entry)
_shelves = msgpack.Decoder(_Shelf)
_snapshots = msgpack.Decoder(Snapshot)


def encode(key: str, entry: Entry) -> bytes | None:
    """None where msgpack has no place for a value: a lone surrogate, a number beyond 64 bits."""
    try:
        return _sealed(key, _encoder.encode(entry))
    except (UnicodeEncodeError, OverflowError):
        return None


def decode(key: str, data: bytes | None) -> Entry | None:
    """None where the bytes are not a whole value of this key and schema."""
    payload = _opened(key, data)
    if payload is None:
        return None
    try:
        entry = _entries.decode(payload)
    except (ValueError, RecursionError):
        return None
    return entry if entry.embed or entry.failed else None


def pack(key: str, mark: str, snapshots: Known) -> bytes | None:
    """As many of the Snapshots as fit into MOST_BYTES; None where there are none."""
    packed, size = dict[str, bytes](), 0
    for name, snapshot in snapshots.items():
        data = _deflated(snapshot)
        if data is not None and size + len(data) <= MOST_BYTES:
            packed[name] = data
            size += len(data)
    return _sealed(key, _encoder.encode(_Shelf(mark, packed))) if packed else None


def unpack(key: str, mark: str, data: bytes | None) -> Known:
    """Empty where the bytes are not whole, of this key, schema and mark."""
    payload = _opened(key, data)
    if payload is None:
        return {}
    try:
        shelf = _shelves.decode(payload)
        if shelf.mark != mark:
            return {}
        return {name: _inflated(packed) for name, packed in shelf.snapshots.items()}
    except (ValueError, RecursionError, zlib.error):
        return {}


def _deflated(snapshot: Snapshot) -> bytes | None:
    try:
        data = _encoder.encode(snapshot)
    except (UnicodeEncodeError, OverflowError):
        return None
    return zlib.compress(data, _QUICK) if len(data) <= MOST_INFLATED else None


def _inflated(packed: bytes) -> Snapshot:
    return _snapshots.decode(zlib.decompressobj().decompress(packed, MOST_INFLATED))


def _sealed(key: str, payload: bytes) -> bytes:
    return bytes([SCHEMA]) + _digest(key, payload) + payload


def _opened(key: str, data: bytes | None) -> bytes | None:
    if not data or data[0] != SCHEMA:
        return None
    payload = data[_HEAD:]
    return payload if data[1:_HEAD] == _digest(key, payload) else None


def _digest(key: str, payload: bytes) -> bytes:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_SIZE)
    digest.update(b"\xff")  # never within UTF-8: no key runs into the payload of another
    digest.update(payload)
    return digest.digest()
