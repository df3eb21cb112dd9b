import pytest

from embedsvc.read.html import charset

SAMPLES = {
    "cp1256": "ندد الرئيس الروسي بالعقوبات الجديدة وقال إن بلاده سترد عليها في الوقت المناسب",
    "cp1251": "Президент России заявил, что страна ответит на новые санкции в нужное время",
    "cp932": "東京で新しい首相が選ばれ、各国の首脳が祝意を示したと発表されました。",
    "cp1255": "ראש הממשלה אמר היום כי המדינה תגיב לסנקציות החדשות בזמן הנכון",
    "gb18030": "俄罗斯总统表示，该国将在适当的时候对新的制裁作出回应。",
    "cp949": "러시아 대통령은 새로운 제재에 대해 적절한 시기에 대응할 것이라고 말했다",
    "cp1250": "Prezydent powiedział, że kraj odpowie na nowe sankcje we właściwym czasie",
}


@pytest.mark.parametrize("codec", SAMPLES)
def test_an_undeclared_encoding_is_detected(codec: str) -> None:
    """By the letters of the page, for encodings of many scripts."""
    words = SAMPLES[codec]
    body = b"<html><head><title>x</title></head><body><p class=a>" + f"{words} {words} {words}".encode(codec)
    assert words in charset.decode(body).text


@pytest.mark.parametrize(
    ("codec", "words"),
    [
        ("cp1252", "Où est passé le garçon français ? Le président a déclaré à la presse"),
        ("cp1252", "El presidente declaró que España responderá mañana"),
        ("cp1252", "O presidente não respondeu à questão das eleições"),
        ("cp1250", "Předseda vlády řekl, že země bude včas reagovat"),
        ("cp1254", "Cumhurbaşkanı, ülkenin yeni yaptırımlara yanıt vereceğini söyledi"),
    ],
)
def test_latin_encodings_are_distinguished(codec: str, words: str) -> None:
    """Undeclared Latin text is decoded by the letters that languages use."""
    assert words in charset.decode(f"<p>{words}</p>".encode(codec)).text


@pytest.mark.parametrize(
    ("label", "codec"), [("windows-1256", "cp1256"), ("Windows-1251", "cp1251"), ("Shift_JIS", "cp932")]
)
def test_a_declared_encoding_is_used(label: str, codec: str) -> None:
    """The page's meta tag names its encoding by a WHATWG label."""
    words = SAMPLES[codec]
    body = f'<meta http-equiv="Content-Type" content="text/html; charset={label}"><p>{words}'.encode(codec)
    assert words in charset.decode(body).text


def test_a_long_text_with_hardly_a_tag_is_detected() -> None:
    """A whole book in one element."""
    words = SAMPLES["cp1251"]
    book = b"<html><body><pre>" + f"{words} ".encode("cp1251") * 4_000
    assert words in charset.decode(book).text


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
    assert charset.codec_of(label) is None
    assert charset.decode(b"+ADw-script+AD4-", label).text == "+ADw-script+AD4-"


def test_invalid_bytes_become_replacement_characters() -> None:
    """A few invalid bytes in UTF-8 leave the rest readable."""
    assert charset.decode("Größe ".encode() * 20 + b"\xff", "utf-8").text.startswith("Größe Größe")


def test_a_truncated_character_is_not_an_error() -> None:
    """A body cut inside a character is still UTF-8."""
    assert charset.decode("Größe".encode()[:3], truncated=True).text == "Gr"
