import json
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest

from embedsvc.read.dates import months, names, weekdays
from embedsvc.read.dates.months import Month
from embedsvc.read.folding import fold


@pytest.mark.slow
def test_the_file_has_the_names_of_the_installed_babel(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade of Babel, run scripts/cldr_names.py."""
    monkeypatch.syspath_prepend(Path(__file__).parents[3] / "scripts")
    written = Path(names.__file__).with_name("cldr.json").read_text(encoding="utf-8")
    is_current = written == import_module("cldr_names").text()
    assert is_current


@pytest.mark.parametrize(
    ("word", "languages", "month"),
    [
        ("January", (), 1),
        ("févr", (), 2),
        ("Jänner", ("de",), 1),
        ("listopada", ("hr",), 10),
        ("listopada", ("bs",), 10),
        ("listopada", ("pl",), 11),
        ("listopada", ("en", "hr"), 10),
        ("listopada", (), 11),
        ("Januarie", ("en",), 1),
        ("Ionawr", ("cy",), 1),
        ("Eanáir", ("ga",), 1),
        ("sánzá ya yambo", ("ln",), 1),
        ("abu", ("eu",), 8),
        ("тра", ("uk",), 5),
        ("tammikuun", ("fi",), 1),
        ("كانون ثاني", (), 1),
    ],
)
def test_months(word: str, languages: tuple[str, ...], month: int) -> None:
    """The page's language decides; names of widespread languages count on every page."""
    assert months.month(fold(word), languages) == Month("gregorian", month)


@pytest.mark.parametrize("word", ["Eanáir", "la", "me", "sun", "de", "abu", "ira", "там", "monday", ""])
def test_words_that_are_months_elsewhere(word: str) -> None:
    """Months of rarer languages, and of Basque where they are first names, count in these languages only."""
    assert months.month(fold(word), ("en",)) is None


@pytest.mark.parametrize(
    ("word", "month"),
    [("بهمن", Month("jalali", 11)), ("دلو", Month("jalali", 11)), ("رمضان", Month("hijri", 9))],
)
def test_months_of_other_calendars(word: str, month: Month) -> None:
    assert months.month(fold(word)) == month


@pytest.mark.parametrize(
    ("word", "languages", "weekday"),
    [
        ("Monday", (), 0), ("thurs", (), 3), ("ons", ("sv",), 2), ("ons", ("en",), 2), ("so", ("de",), 6),
        ("so", ("cs",), 5), ("Sonnabend", ("de",), 5), ("Dydd Llun", ("cy",), 0), ("יום שני", ("he",), 0),
        ("שני", ("he",), 0), ("星期二", ("zh",), 1), ("火曜日", ("ja",), 1), ("п'ятниця", ("uk",), 4),
    ],
)  # fmt: skip
def test_weekdays(word: str, languages: tuple[str, ...], weekday: int) -> None:
    """Each name is that of one weekday in its language."""
    monday = date(2021, 1, 25)
    week = [monday + timedelta(days=days) for days in range(7)]
    assert [day.weekday() for day in week if weekdays.is_named(fold(word), day, languages)] == [weekday]


def test_a_short_name_can_be_of_two_weekdays() -> None:
    """Without a language "so" is Saturday in Czech and Sunday in German."""
    assert weekdays.is_named("so", date(2021, 1, 30))
    assert weekdays.is_named("so", date(2021, 1, 31))


def test_full_names_have_no_abbreviations() -> None:
    """They are cut out of bylines, where "Sun" and "Mar" can be names."""
    assert {"monday", "montag", fold("вторник")} <= weekdays.full_names()
    assert weekdays.full_names().isdisjoint({"mon", "sun", "sat", "mar", "lu"})


def test_every_language_that_counts_everywhere_is_in_cldr() -> None:
    """Dari has names of the Persian calendar alone."""
    tables = json.loads(Path(names.__file__).with_name("cldr.json").read_text(encoding="utf-8"))
    assert set(names.LANGUAGES) - set(tables["months"]) == {"prs"}
