import pytest

from embedsvc.read.html.invisible import collapse


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fähr\xadver\xadbindung", "Fährverbindung"),
        ("Ferry\u200b sails \u2060again\ufeff", "Ferry sails again"),
        ("a \u200b b", "a b"),
        ("\u202eFerry\u202c \u2066sails\u2069", "Ferry sails"),
        ("\ue123 Ferry \x08sails", "Ferry sails"),
        ("Fer\u200dry sai\u200cls \U0001f600\u200d", "Ferry sails \U0001f600"),
    ],
)
def test_invisible_characters_are_removed(text: str, shown: str) -> None:
    """Hints for line breaks, marks of direction, icons of private fonts, control characters, stray joiners."""
    assert collapse(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "ه\u200d.ش",
        "क्\u200dष",
        "ക്\u200d",
        "\U0001f469\u200d\U0001f4bb",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_joiners_that_a_script_or_an_emoji_needs_remain(text: str) -> None:
    """Without them it would be another word, or several emoji."""
    assert collapse(text) == text
