import pytest

from embedsvc.numbers import MAX_PIXELS, pixels, positive


@pytest.mark.parametrize("value", [480, 480.0, "480", "480.0", " 480px ", "480 PX", "480.5", "0480"])
def test_sizes_are_whole_pixels(value: object) -> None:
    """As numbers, as texts, with a unit, with a fraction."""
    assert pixels(value) == 480


@pytest.mark.parametrize(
    "value",
    [
        *("", "px", "100%", "auto", "-480", "4e2", "٤٨٠", "1" * 5_000, "0", "0px"),
        *(0, -1, 0.4, MAX_PIXELS + 1, float("inf"), float("nan"), True, None, [480], {}),
    ],
)
def test_anything_else_is_not_a_size(value: object) -> None:
    """Percentages, other units, flags, nothing, and sizes that no screen has."""
    assert pixels(value) is None


def test_the_maximum_is_included() -> None:
    """It is the caller's."""
    assert positive("7", 7) == 7
    assert positive("8", 7) is None
