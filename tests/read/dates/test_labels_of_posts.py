"""Dates as blogs and widgets write them that translate the month alone, and those of Esperanto."""

import pytest

from embedsvc.read.dates import dates, weekdays


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2014, 2月 27", "2014-02-27"),
        ("1月 26, 2021", "2021-01-26"),
        ("2021 1월 26", "2021-01-26"),
        ("la 30-an de majo 2013", "2013-05-30"),
        ("7a de oktobro, 2013", "2013-10-07"),
        ("22-a de junio 2014", "2014-06-22"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert [found.value for found in dates.find(f"Word, {text}")] == [value]


@pytest.mark.parametrize("text", ["3, 2月 5", "2014 2월", "5, 1월 2021", "chapter 5 an April 2020"])
def test_no_day(text: str) -> None:
    assert all(len(found.value) < len("2021-01-26") for found in dates.find(text))


@pytest.mark.parametrize(
    ("word", "is_weekday"), [("tuesday", True), ("mardi", True), ("вт.", True), ("boat", False)]
)
def test_a_weekday_of_any_language(word: str, is_weekday: bool) -> None:  # noqa: FBT001
    assert weekdays.is_any(word) is is_weekday
