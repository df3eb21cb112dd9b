"""Which host names are shown in their own letters."""

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.readable_host import readable_host


def ascii_form(host: str) -> str:
    return ada_url.parse_url(f"https://{host}/")["hostname"]


@pytest.mark.parametrize(
    "host",
    [
        "plain.example",
        "bücher.example",
        "straße.de",
        "łódź.pl",
        "việt-nam.vn",
        "kızılay.org.tr",
        "mývatn-þing.is",
        "πόλη.gr",
        "москва.com",
        "рус.рус",
        "сосо.ru",
        "сосо.срб",
        "հայ.am",
        "ქალაქი.ge",
        "موقع.مصر",
        "שלום.co.il",
        "भारत.in",
        "தமிழ்.in",
        "ไทย.th",
        "中文.cn",
        "hello中文.com",
        "日本語の.jp",
        "タワー東京b1.jp",
        "佐々木.jp",
        "한글han.kr",
        "注音ㄅㄆ.tw",
        "ひら.한국",
    ],
)
def test_names_that_are_shown(host: str) -> None:
    """One script, or Latin beside Chinese, Japanese or Korean, as people write them."""
    assert readable_host(ascii_form(host)) == host


@pytest.mark.parametrize(
    "host",
    [
        "gооgle.com",  # Cyrillic о
        "pаypal.com",  # Cyrillic а
        "аррӏе.com",  # all Cyrillic
        "сосо.com",
        "сосо-123.com",
        "сосо.한국",
        "νου.com",
        "օսո.com",  # Armenian
        "ɡoogle.com",
        "ıcloud.com",
        "þaypal.com",
        "hardᴡare.com",
        "café카페.kr",
        "παpa.gr",
        "кα.gr",
        "कক.in",
        "ひらㄅ.jp",
        "abノcd.com",
        "abーcd.com",
        "a一b.com",
        "1२.in",
        "২৪.com",
        "ایران‌ما.ir",  # zero width non-joiner
        "مـصر.eg",  # tatweel
        "שָׁלוֹם.il",  # vowel points
        "ร่่.th",  # the same mark twice
        "pi̇xel.com",
        "☃.net",
        "i❤.ws",
        "ᏟᎪᎡᎠ.com",
        "ⵜⵉⴼ.ma",
        "x·y.example",
    ],
)
def test_names_that_are_not_shown(host: str) -> None:
    """What is mistaken for another name, is invisible, or is no letter of a living script."""
    shown = readable_host(ascii_form(host))
    assert shown.startswith("xn--")
    assert shown.split(".")[0] == ascii_form(host).split(".")[0]


def test_labels_are_decided_one_by_one() -> None:
    """An unsafe label does not hide the others."""
    assert readable_host(ascii_form("gооgle.bücher.рф")) == f"{ascii_form('gооgle')}.bücher.рф"


@given(st.text(st.sampled_from("aeо中ノーーéßıا-1.xn"), min_size=1, max_size=12) | st.text(max_size=12))
def test_the_name_that_is_shown_is_the_same_host(label: str) -> None:
    """A browser takes the shown name to the same host, and it has no character that cannot be seen."""
    try:
        host = ascii_form(f"{label}.example")
    except ValueError:
        return
    shown = readable_host(host)
    assert ascii_form(shown) == host
    assert shown.isprintable()


@pytest.mark.parametrize("host", ["xn--", "xn--a", "xn--0", "a.xn--.b", "2606:4700::1"])
def test_names_that_are_not_encoded_stay(host: str) -> None:
    """What only looks like an encoded name is shown as it is."""
    assert readable_host(host) == host
