"""The bytes of a Finding in the archive: JSON, with a seal.

Neither database checks its pages by default, and a quote with one flipped letter is worse than none.
"""

from hashlib import blake2b

from msgspec import json

from embedsvc.model import Finding

SCHEMA = 1
"""Raised, along with a migration, when `model` changes the meaning of a field."""

MOST_BYTES = 2**20

_encoder = json.Encoder(order="sorted")
_decoder = json.Decoder(Finding)


def encode(finding: Finding) -> bytes | None:
    """None where it has no JSON (a lone surrogate, a number beyond 64 bits) or more than MOST_BYTES."""
    try:
        facts = _encoder.encode(finding)
    except (UnicodeEncodeError, OverflowError):
        return None
    return facts if len(facts) <= MOST_BYTES else None


def seal(place: bytes, edition_id: str, facts: bytes) -> bytes:
    """Binds facts to where they stand: they are no other Edition's."""
    return blake2b(facts, key=place + edition_id.encode(), digest_size=16).digest()


def decode(place: bytes, edition_id: str, schema: int, facts: bytes, kept: bytes) -> Finding | None:
    """None where they are not what was kept: another schema, a broken seal."""
    if schema != SCHEMA or kept != seal(place, edition_id, facts):
        return None
    try:
        return _decoder.decode(facts)
    except ValueError:
        return None
