import pytest

from tests.support.pages import read_page


@pytest.mark.parametrize(
    ("attributes", "title", "language", "direction"),
    [
        ('lang="en-US"', "الرئيس يجتمع مع الوزراء في العاصمة", "ar", "rtl"),
        ('lang="en-US"', "رئیس‌جمهور گفت که دولت پاسخ می‌دهد", "fa", "rtl"),
        ('lang="en"', "ראש הממשלה נפגש עם השרים", "he", "rtl"),
        ('lang="en-US"', "وزیر اعظم نے کہا ہے کہ حکومت جواب دے گی", "ur", "rtl"),
        ('lang="iw" dir="rtl"', "ראש הממשלה נפגש עם השרים", "he", "rtl"),
        ('lang="pt_br"', "O presidente falou com os ministros", "pt-BR", "ltr"),
        ("", "Президент встретился с министрами, сообщили эксперты", "ru", "ltr"),
        ('lang="de"', "Der Präsident traf die Minister", "de", "ltr"),
    ],
)
def test_a_stated_language_is_ignored_if_the_letters_contradict_it(
    attributes: str, title: str, language: str, direction: str
) -> None:
    """A theme's `en-US` does not apply to Arabic, Persian, Hebrew or Urdu."""
    found = read_page(f"<title>{title}</title>", attributes=attributes)
    assert (found.language, found.direction) == (language, direction)
