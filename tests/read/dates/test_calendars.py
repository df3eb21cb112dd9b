from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.read.dates import calendars


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ((1300, 1, 1), date(1921, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 12, 30), None),
        ((1399, 7, 31), None),
        ((1399, 13, 1), None),
        ((2021, 1, 1), None),
    ],
)
def test_jalali_days(stated: tuple[int, int, int], day: date | None) -> None:
    """New years and leap days, as in Persian almanacs."""
    assert calendars.jalali(*stated) == day


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ((1442, 1, 1), date(2020, 8, 20)),
        ((1442, 9, 1), date(2021, 4, 13)),
        ((1442, 10, 1), date(2021, 5, 13)),
        ((1445, 1, 1), date(2023, 7, 19)),
        ((1400, 1, 1), date(1979, 11, 21)),
        ((1442, 1, 31), None),
        ((1300, 1, 1), None),
    ],
)
def test_hijri_days(stated: tuple[int, int, int], day: date | None) -> None:
    """New years, Ramadan and Eid as in Umm al-Qura; a year outside its table as in the tabular calendar."""
    assert calendars.hijri(*stated) == day


@given(st.integers(1245, 1470), st.integers(1, 12))
def test_jalali_months_have_no_gaps(year: int, month: int) -> None:
    """Each month begins on the day after the end of the month before."""
    first = calendars.jalali(year, month, 1)
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    last = calendars.jalali(*before, 30) or calendars.jalali(*before, 29)
    last = calendars.jalali(*before, 31) or last
    assert first is not None
    assert last is not None
    assert first - last == timedelta(days=1)


@given(st.integers(1319, 1499), st.integers(1, 12))
def test_hijri_months_follow_each_other(year: int, month: int) -> None:
    """A month has 29 or 30 days, or one more or less between the two calendars."""
    first = calendars.hijri(year, month, 1)
    then = calendars.hijri(year, month + 1, 1) if month < 12 else calendars.hijri(year + 1, 1, 1)
    assert first is not None
    assert then is not None
    assert 28 <= (then - first).days <= 31
