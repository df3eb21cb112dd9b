from collections.abc import Iterator

from embedsvc.read.replayed import Replayed


def test_each_reader_gets_all_values_and_none_is_computed_before_it_is_read() -> None:
    computed: list[int] = []

    def values() -> Iterator[int]:
        for value in range(3):
            computed.append(value)
            yield value

    shared = Replayed(values())
    assert next(iter(shared)) == 0
    assert computed == [0]
    assert list(zip(shared, shared, strict=True)) == [(0, 0), (1, 1), (2, 2)]
    assert list(shared) == computed == [0, 1, 2]
