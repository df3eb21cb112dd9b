"""Dates and phrases in the language of the content."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from embedsvc.formats import phrases

LANGUAGES = json.loads(Path(phrases.__file__).with_name("phrases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "January 26, 2021"),
        ("en-US", "January 26, 2021"),
        ("en-GB", "26 January 2021"),
        ("ar", "26 يناير 2021"),
        ("he", "26 בינואר 2021"),
        ("fa-IR", "26 ژانویه 2021"),
        ("ur", "26 جنوری، 2021"),
        ("de-CH", "26. Januar 2021"),
        ("de-AT", "26. Jänner 2021"),
        ("en-AU", "26 January 2021"),
        ("EN-gb-oxendict", "26 January 2021"),
        ("eu", "2021(e)ko urtarrilaren 26(a)"),
        ("hu", "2021. január 26."),
        ("sr-Latn-RS", "26. januar 2021."),
        ("th", "26 มกราคม ค.ศ. 2021"),
        ("my", "2021 ဇန်နဝါရီ 26"),
        ("fr", "26 janvier 2021"),
        ("es-MX", "26 de enero de 2021"),
        ("pt-BR", "26 de janeiro de 2021"),
        ("ru", "26 января 2021 г."),
        ("uk", "26 січня 2021 р."),
        ("pl", "26 stycznia 2021"),
        ("tr", "26 Ocak 2021"),
        ("hi", "26 जनवरी 2021"),
        ("ja", "2021年1月26日"),
        ("zh-Hant-TW", "2021年1月26日"),
        ("ko", "2021년 1월 26일"),
    ],
)
def test_days_in_many_languages(language: str, label: str) -> None:
    """The long form of CLDR, with Western digits and plain spaces."""
    assert phrases.long_date("2021-01-26T23:30:00+03:00", language) == (label, language)


@pytest.mark.parametrize("language", [None, "", "x-klingon", "tlh", "en_US", "dv", "ht"])
def test_a_language_without_names_of_months_has_the_international_form(language: str | None) -> None:
    """CLDR lacks the language, or its names of months."""
    assert phrases.long_date("2021-01-26T21:14:00Z", language) == ("2021-01-26", None)


@pytest.mark.parametrize("stated", ["2021", "2021-01", "2021-02-30", "0000-01-01", "20210126"])
def test_a_date_without_a_day_is_unchanged(stated: str) -> None:
    """Nothing is added to a month, and a day that does not exist is not written out."""
    assert phrases.long_date(stated, "en") == (stated, None)


@pytest.mark.parametrize("language", ["ar-EG", "bn", "ckb", "fa", "mr", "my", "ne", "ps", "sat", "ur-IN"])
def test_digits_are_western(language: str) -> None:
    """Also in locales whose own digits are others."""
    text, _ = phrases.long_date("2021-01-26", language)
    assert "2021" in text
    assert "26" in text


@pytest.mark.slow
def test_memory_is_bounded() -> None:
    """Requests choose the language, so a worker must not hold the locales of all of them in memory."""
    code = """
import resource
from babel import localedata
from embedsvc.formats import phrases
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for language in sorted(name for name in localedata.locale_identifiers() if "_" not in name)[::2]:
    phrases.long_date("2021-01-26", language)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    grown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert int(grown) < 60_000  # kB; half of the languages take 80,000


def test_the_catalogue_is_complete() -> None:
    """Each language names photos, videos and recordings, and marks where the date of the notice goes."""
    for language in LANGUAGES:
        words = phrases.in_language(language)
        assert all(words)
        assert words.gone.count("{date}") == 1
        assert language == "en" or words.gone != phrases.in_language("en").gone


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("de-AT", "An der Quelle nicht mehr verfügbar; Stand vom 26. Jänner 2021"),
        ("en-GB", "No longer available at its source; as captured on 26 January 2021"),
        ("eu", "No longer available at its source; as captured on January 26, 2021"),
        (None, "No longer available at its source; as captured on January 26, 2021"),
    ],
)
def test_the_notice_and_its_date_are_in_one_language(language: str | None, notice: str) -> None:
    """English where the catalogue lacks the language, even if CLDR has it."""
    before, day, after = phrases.around_date("gone", "2021-01-26T21:14:00Z", language)
    assert before + day.text + after == notice
