"""What is written can be read again, and nothing else can."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from embedsvc.model import Embed, Failed, Snapshot
from embedsvc.store.codec import SCHEMA, Entry, decode, encode, pack, unpack
from tests.support.store.samples import KEY, embed, failed

ENTRY = Entry(embed=embed(at=1.0), failed=failed("gone", at=2.0))


def written(entry: Entry = ENTRY) -> bytes:
    data = encode(KEY, entry)
    assert data is not None
    return data


def test_every_noun_survives() -> None:
    """An entry comes back as it was, tuples and literals included."""
    assert decode(KEY, written()) == ENTRY


@given(st.from_type(Embed), st.from_type(Failed), st.text())
def test_any_entry_survives_or_cannot_be_written(one: Embed, other: Failed, key: str) -> None:
    """Whatever the types allow comes back, save numbers that msgpack has no place for."""
    data = encode(key, Entry(embed=one, failed=other))
    if data is None:
        return
    entry = decode(key, data)
    assert entry is not None
    assert encode(key, entry) == data  # bytes, because NaN is not equal to itself


@given(st.dictionaries(st.text(), st.from_type(Snapshot), min_size=1), st.text())
def test_any_snapshots_survive_or_cannot_be_written(snapshots: dict[str, Snapshot], mark: str) -> None:
    """Whatever the types allow comes back whole, for its own key and mark alone."""
    data = pack(KEY, mark, snapshots)
    kept = unpack(KEY, mark, data)
    assert {name: snapshots[name] for name in kept} == dict(kept) or pack(KEY, mark, kept) == data  # NaN
    assert unpack(KEY, mark + "0", data) == unpack(KEY + "0", mark, data) == {}


@given(st.data())
def test_snapshots_with_one_wrong_byte_are_none(data: st.DataObject) -> None:
    """Half a page is never given for a whole one."""
    page = data.draw(st.from_type(Snapshot))
    packed = bytearray(pack(KEY, "", {"page": page}) or b"")
    if packed:
        packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
        assert unpack(KEY, "", bytes(packed)) == {}


@given(st.binary())
def test_junk_is_a_miss(data: bytes) -> None:
    """Bytes of any other kind give nothing and raise nothing."""
    assert decode(KEY, data) is None
    assert decode(KEY, bytes([SCHEMA]) + data) is None
    assert unpack(KEY, "", data) == unpack(KEY, "", bytes([SCHEMA]) + data) == {}


@given(st.integers(0, len(written()) - 1), st.integers(1, 255))
def test_one_wrong_byte_is_a_miss(at: int, flip: int) -> None:
    """A quote with one flipped letter is never given."""
    data = bytearray(written())
    data[at] ^= flip
    assert decode(KEY, bytes(data)) is None


def test_a_torn_value_is_a_miss() -> None:
    """No prefix of a value, and no value with a tail, is read."""
    data = written()
    assert all(decode(KEY, data[:end]) is None for end in range(len(data)))
    assert decode(KEY, data + b"\0") is None


def test_the_value_of_another_key_is_a_miss() -> None:
    """A value answers for its own key alone, however alike they are."""
    for other in (KEY + "0", KEY[:-1], KEY.upper(), "", KEY + "\0"):
        assert decode(other, written()) is None


def test_another_schema_is_a_miss() -> None:
    """Values written before the model changed are learned anew."""
    assert decode(KEY, bytes([SCHEMA + 1]) + written()[1:]) is None


def test_nothing_is_a_miss() -> None:
    """An entry that remembers nothing is no entry."""
    assert decode(KEY, written(Entry())) is None
    assert decode(KEY, None) is None
    assert pack(KEY, "", {}) is None
    assert unpack(KEY, "", None) == {}
    assert unpack(KEY, "", written()) == {}


def test_what_msgpack_has_no_place_for_is_not_written() -> None:
    """A lone surrogate of a command line, or a number beyond 64 bits, is not remembered rather than a crash."""
    assert encode(KEY, Entry(embed=replace(embed(at=1.0), url="\udcff"))) is None
    huge = replace(embed(at=1.0).finding, ttl=2**70)
    assert encode(KEY, Entry(embed=replace(embed(at=1.0), finding=huge))) is None
    assert encode("\udcff", ENTRY) is not None
