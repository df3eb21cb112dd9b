import pytest

from embedsvc.read.html import charset
from embedsvc.read.html.charset_labels import codec_of

SAMPLES = {
    "cp1256": "ندد الرئيس الروسي بالعقوبات الجديدة وقال إن بلاده سترد عليها في الوقت المناسب",
    "cp1251": "Президент России заявил, что страна ответит на новые санкции в нужное время",
    "cp932": "東京で新しい首相が選ばれ、各国の首脳が祝意を示したと発表されました。",
}


@pytest.mark.parametrize(
    ("label", "codec"), [("windows-1256", "cp1256"), ("Windows-1251", "cp1251"), ("Shift_JIS", "cp932")]
)
def test_a_declared_encoding_is_used(label: str, codec: str) -> None:
    """The page's meta tag names its encoding by a WHATWG label."""
    words = SAMPLES[codec]
    body = f'<meta http-equiv="Content-Type" content="text/html; charset={label}"><p>{words}'.encode(codec)
    assert words in charset.decode(body).text


def test_the_header_precedes_the_declaration() -> None:
    """The Content-Type header decides, not the meta tag."""
    body = '<meta charset="windows-1256"><p>Привет, как дела'.encode("cp1251")
    assert "Привет" in charset.decode(body, "windows-1251").text


def test_the_old_default_yields_to_the_declaration() -> None:
    """A server that sends iso-8859-1 with every page does not override the page's own windows-1256."""
    words = SAMPLES["cp1256"]
    body = f'<meta charset="windows-1256"><p>{words}'.encode("cp1256")
    assert words in charset.decode(body, "ISO-8859-1").text


def test_latin_1_is_windows_1252() -> None:
    """Pages labelled iso-8859-1 use the quotation marks of windows-1252."""
    assert charset.decode(b"\x93caf\xe9\x94", "iso-8859-1").text == "“café”"


def test_valid_utf8_is_utf8() -> None:
    """Valid UTF-8 with letters beyond ASCII is UTF-8 whatever its label."""
    assert charset.decode("Größe".encode(), "iso-8859-1").text == "Größe"


def test_a_byte_order_mark_decides() -> None:
    """It precedes the header, and is not part of the text."""
    assert charset.decode(b"\xef\xbb\xbfGr\xc3\xb6\xc3\x9fe", "windows-1251").text == "Größe"
    assert charset.decode("\ufeffGröße".encode("utf-16-le"), "utf-8").text == "Größe"


@pytest.mark.parametrize("label", ["utf-7", "unicode-1-1-utf-7", "idna", "rot13", "hex", "zlib", "x-nothing"])
def test_other_codecs_of_python_are_never_used(label: str) -> None:
    """Neither UTF-7 nor rot13, whatever label a page has."""
    assert codec_of(label) is None
    assert charset.decode(b"+ADw-script+AD4-", label).text == "+ADw-script+AD4-"


def test_invalid_bytes_become_replacement_characters() -> None:
    """A few invalid bytes in UTF-8 leave the rest readable."""
    assert charset.decode("Größe ".encode() * 20 + b"\xff", "utf-8").text.startswith("Größe Größe")


@pytest.mark.parametrize("words", ["The editor’s café – “open”", "ندد الرئيس", "東京で"])
def test_text_that_was_encoded_twice_is_decoded_twice(words: str) -> None:
    """A server took its UTF-8 for Latin-1 and encoded it again; browsers show it as `â\x80\x99`."""
    twice = f'<meta charset="utf-8"><p>{words}'.encode().decode("latin-1").encode()
    assert charset.decode(twice).text.endswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "“Itâ\x80\x99s” is what is left of an apostrophe",
        "next line\x85 in Latin-1",
        "Â© and Ã© are letters",
        "café",
        "Ã© is first, then one\x85 that Latin-1 has, and a “quotation”",
        "é is first, then Ã©\x85",
    ],
)
def test_text_that_was_encoded_once_stays(text: str) -> None:
    """One letter that Latin-1 lacks, or one that is no byte of UTF-8, shows that there was no second encoding."""
    assert charset.decode(text.encode()).text == text


def test_a_truncated_character_is_not_an_error() -> None:
    """A body cut inside a character is still UTF-8."""
    assert charset.decode("Größe".encode()[:3], truncated=True).text == "Gr"


@pytest.mark.parametrize("label", ["utf-16", "unicode", "UTF-16LE"])
def test_markup_of_single_bytes_is_not_utf_16(label: str) -> None:
    """Some servers call every page Unicode, whose label browsers take for UTF-16."""
    assert charset.decode("<p>Größe</p>".encode(), label).text == "<p>Größe</p>"
    assert charset.decode("<p>Größe</p>".encode("utf-16-le"), label).text == "<p>Größe</p>"
