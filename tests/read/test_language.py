import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from embedsvc.model import Direction
from embedsvc.read import language


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("iw", "rtl"), ("ckb", "rtl"), ("prs", "rtl"), ("pnb", "rtl"),
        ("arz", "rtl"), ("az", "ltr"), ("az-Arab", "rtl"), ("az-IR", "rtl"), ("pa", "ltr"), ("pa-PK", "rtl"),
        ("pa-Guru-PK", "ltr"), ("ku", "ltr"), ("ku-Arab-IQ", "rtl"), ("ar-Latn", "ltr"), ("AR-latn", "ltr"),
        ("ur-Aran", "rtl"), ("nqo", "rtl"), ("ff-Adlm", "rtl"), ("de-1996", "ltr"), ("x-klingon", "ltr"), ("xx", "ltr"),
    ],
)  # fmt: skip
def test_the_direction_of_a_language(tag: str, direction: Direction) -> None:
    """The script in the tag decides, otherwise the likely script of the language in its region."""
    assert language.direction_of_language(tag) == direction


def test_the_direction_agrees_with_every_locale_of_cldr() -> None:
    """The likely scripts cover 7,000 languages more than the locales do."""
    for identifier in sorted(locale_identifiers())[::8]:
        right_to_left = Locale.parse(identifier).text_direction == "rtl"
        tag = identifier.replace("_", "-")
        assert (language.direction_of_language(tag) == "rtl") is right_to_left, tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Καλημέρα κόσμε", "el"), ("שלום עולם", "he"), ("これはペンです", "ja"), ("안녕하세요", "ko"), ("สวัสดี", "th"),
        ("سلام دنیا، چه خبر", "fa"), ("مرحبا بالعالم", "ar"), ("یہ ایک خبر ہے", "ur"), ("Це їжа і її смак", "uk"),
        ("Это мы и вы", "ru"), ("Hello world", None), ("中文", None), ("123", None), ("", None),
    ],
)  # fmt: skip
def test_the_language_by_letters(text: str, tag: str | None) -> None:
    """Only where the letters prove it: Latin and Han are of many languages."""
    assert language.language_of(text, language.script_of(text)) == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("pt_BR", "pt-BR"), ("EN-us", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("iw", "he"), ("jp", "ja"), ("de, en", "de"),
        ("en_US.UTF-8", "en-US"), ("und", None), ("mul", None), ("english language", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_tags_as_pages_write_them(text: str | None, tag: str | None) -> None:
    """Case, separators, withdrawn codes and codes of countries are normalised."""
    assert language.tag_of(text) == tag


@pytest.mark.parametrize(
    ("tag", "text", "possible"),
    [
        ("ru", "Это новость", True), ("bg", "Това е новина", True), ("en", "Это новость", False), ("he", "Hello world", False),
        ("de", "Hallo Welt", True), ("ar-Latn", "marhaban", True), ("ja", "漢字", True), ("ko", "한국어", True),
    ],
)  # fmt: skip
def test_a_script_contradicts_a_tag(tag: str, text: str, possible: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    """A language that is never written in the script of a text is not that of the text."""
    script = language.script_of(text)
    assert script is not None
    assert language.can_be(tag, script) is possible
