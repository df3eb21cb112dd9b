"""What was encoded can be decoded, and nothing else can."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from embedsvc.model import Embed, Failed, Snapshot
from embedsvc.store.codec import SCHEMA, Entry, decode, encode, pack, unpack
from tests.support.store.samples import KEY, embed, failed

ENTRY = Entry(embed=embed(at=1.0), failed=failed("gone", at=2.0))


def encoded(entry: Entry = ENTRY) -> bytes:
    data = encode(KEY, entry)
    assert data is not None
    return data


def test_every_type_survives() -> None:
    """An entry comes back as it was, tuples and literals included."""
    assert decode(KEY, encoded()) == ENTRY


@given(st.from_type(Embed), st.from_type(Failed), st.text())
def test_any_entry_survives_or_cannot_be_encoded(one: Embed, other: Failed, key: str) -> None:
    """Whatever the types allow comes back, except for numbers that msgpack cannot express."""
    data = encode(key, Entry(embed=one, failed=other))
    if data is None:
        return
    entry = decode(key, data)
    assert entry is not None
    assert encode(key, entry) == data  # bytes, because NaN is not equal to itself


@given(st.dictionaries(st.text(), st.from_type(Snapshot), min_size=1), st.text())
def test_any_snapshots_survive_or_cannot_be_encoded(snapshots: dict[str, Snapshot], token: str) -> None:
    """Whatever the types allow comes back whole, for its own key and purge token alone."""
    data = pack(KEY, token, snapshots)
    stored = unpack(KEY, token, data)
    assert {name: snapshots[name] for name in stored} == dict(stored) or pack(
        KEY, token, stored
    ) == data  # NaN
    assert unpack(KEY, token + "0", data) == unpack(KEY + "0", token, data) == {}


@given(st.data())
def test_snapshots_with_one_wrong_byte_are_none(data: st.DataObject) -> None:
    """A damaged page is never taken for a whole one."""
    page = data.draw(st.from_type(Snapshot))
    packed = bytearray(pack(KEY, "", {"page": page}) or b"")
    if packed:
        packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
        assert unpack(KEY, "", bytes(packed)) == {}


@given(st.binary())
def test_junk_is_a_miss(data: bytes) -> None:
    """Any other bytes are a miss and raise nothing."""
    assert decode(KEY, data) is None
    assert decode(KEY, bytes([SCHEMA]) + data) is None
    assert unpack(KEY, "", data) == unpack(KEY, "", bytes([SCHEMA]) + data) == {}


@given(st.integers(0, len(encoded()) - 1), st.integers(1, 255))
def test_one_wrong_byte_is_a_miss(at: int, flip: int) -> None:
    """A quote with one flipped letter is never served."""
    data = bytearray(encoded())
    data[at] ^= flip
    assert decode(KEY, bytes(data)) is None


def test_part_of_a_value_is_a_miss() -> None:
    """Neither a prefix of a value nor a value with more bytes after it is decoded."""
    data = encoded()
    assert all(decode(KEY, data[:end]) is None for end in range(len(data)))
    assert decode(KEY, data + b"\0") is None


def test_the_value_of_another_key_is_a_miss() -> None:
    """However similar the keys are."""
    for other in (KEY + "0", KEY[:-1], KEY.upper(), "", KEY + "\0"):
        assert decode(other, encoded()) is None


def test_another_schema_is_a_miss() -> None:
    """Values of an older version are fetched again."""
    assert decode(KEY, bytes([SCHEMA + 1]) + encoded()[1:]) is None


def test_an_empty_value_is_a_miss() -> None:
    """An Entry without Embed and failure is none, and so are no bytes and no Snapshots."""
    assert decode(KEY, encoded(Entry())) is None
    assert decode(KEY, None) is None
    assert pack(KEY, "", {}) is None
    assert unpack(KEY, "", None) == {}
    assert unpack(KEY, "", encoded()) == {}


def test_what_msgpack_cannot_express_is_not_encoded() -> None:
    """A lone surrogate of a command line, or an integer beyond 64 bits, is not stored, and nothing crashes."""
    assert encode(KEY, Entry(embed=replace(embed(at=1.0), url="\udcff"))) is None
    huge = replace(embed(at=1.0).finding, ttl=2**70)
    assert encode(KEY, Entry(embed=replace(embed(at=1.0), finding=huge))) is None
    assert encode("\udcff", ENTRY) is not None
