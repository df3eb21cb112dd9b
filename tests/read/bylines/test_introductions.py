import pytest

from embedsvc.read.bylines.introductions import is_label, without_introduction


@pytest.mark.parametrize("text", ["By", "By:", "Autor:", "Written by", "بقلم", "Von", "執筆者", "Text by"])
def test_an_introduction_alone_is_a_label(text: str) -> None:
    """It names nobody, and a name may follow in another element."""
    assert is_label(text)


@pytest.mark.parametrize("text", ["By Jane Doe", "Jane Doe", "Reading time", "Tags:", "Di Stefano"])
def test_a_name_or_any_other_text_is_not_a_label(text: str) -> None:
    """Only introductions are labels."""
    assert not is_label(text)


def test_several_introductions_are_removed() -> None:
    """Each may introduce the next."""
    assert without_introduction("Published by: Text: Jane Doe") == "Jane Doe"
    assert without_introduction("Oleh Rudenko") == "Oleh Rudenko"
