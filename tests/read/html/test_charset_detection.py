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


def test_a_long_text_with_hardly_a_tag_is_detected() -> None:
    """A whole book in one element."""
    words = SAMPLES["cp1251"]
    book = b"<html><body><pre>" + f"{words} ".encode("cp1251") * 4_000
    assert words in charset.decode(book).text
