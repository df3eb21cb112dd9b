"""The bytes of a Finding in the archive: JSON, with a checksum.

By default neither database has checksums on its pages, and a quote with one flipped letter must never be
served.
"""

from hashlib import blake2b

from msgspec import json

from embedsvc.model import Finding

SCHEMA = 1
"""Raised, with a migration, when the meaning of a field changes. A new optional field needs neither."""

MAX_BYTES = 2**20

_encoder = json.Encoder(order="sorted")
_decoder = json.Decoder(Finding)


def encode(finding: Finding) -> bytes | None:
    """None where JSON cannot express it (a lone surrogate, an integer beyond 64 bits) or it has more than
    MAX_BYTES.
    """
    try:
        data = _encoder.encode(finding)
    except (UnicodeEncodeError, OverflowError):
        return None
    return data if len(data) <= MAX_BYTES else None


def checksum(url_hash: bytes, edition_id: str, data: bytes) -> bytes:
    """Covers the Edition too: the bytes of another one fail it."""
    return blake2b(data, key=url_hash + edition_id.encode(), digest_size=16).digest()


def decode(url_hash: bytes, edition_id: str, schema: int, data: bytes, stored: bytes) -> Finding | None:
    """None where the bytes fail the `stored` checksum, or are of another schema."""
    if schema != SCHEMA or stored != checksum(url_hash, edition_id, data):
        return None
    try:
        return _decoder.decode(data)
    except ValueError:
        return None
