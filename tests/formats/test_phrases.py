"""Dates as people write them."""

import pytest

from embedsvc.formats import phrases

_LANGUAGES = [
    "ar", "he", "fa", "ur", "tr", "ru", "uk", "pl", "cs", "de", "nl", "sv", "fr", "es", "pt", "it", "id", "hi", "zh",
    "ja", "ko",
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "January 26, 2021"),
        ("en-US", "January 26, 2021"),
        ("en-GB", "26 January 2021"),
        ("ar", "26 يناير 2021"),
        ("he", "26 בינואר 2021"),
        ("fa-IR", "26 ژانویهٔ 2021"),
        ("ur", "26 جنوری، 2021"),
        ("de-AT", "26. Januar 2021"),
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
    """As CLDR writes them, with digits that can be copied everywhere."""
    assert phrases.date("2021-01-26T23:30:00+03:00", language) == (label, language)


@pytest.mark.parametrize("language", [None, "eu", "x-klingon", ""])
def test_other_languages_have_the_international_form(language: str | None) -> None:
    """No word is made up."""
    assert phrases.date("2021-01-26T21:14:00Z", language) == ("2021-01-26", None)


@pytest.mark.parametrize("stated", ["2021", "2021-01"])
def test_a_date_without_a_day_stays_as_it_is(stated: str) -> None:
    """Nothing is added to it."""
    assert phrases.date(stated, "en") == (stated, None)


def test_every_language_has_twelve_months_and_three_media() -> None:
    """A table with a hole would be found by the first date in that month."""
    for language in (
        "en",
        "en-GB",
        *_LANGUAGES,
    ):
        assert len({phrases.date(f"2021-{month:02}-01", language).text for month in range(1, 13)}) == 12
        assert all(phrases.of(language).medium(kind) for kind in ("photo", "video", "audio"))
