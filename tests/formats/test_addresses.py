"""Addresses in the letters of their readers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.errors import InvalidUrl
from embedsvc.formats import block, csl, oembed, text
from embedsvc.formats.addresses import readable
from tests.support.formats.samples import ARTICLE, LINK, OPTIONS, known
from tests.support.sites import normalise


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("https://xn--bcher-kva.example:8443/x", "https://bücher.example:8443/x"),
        ("https://a.example/%D9%85%D9%82%D8%A7%D9%84/%E6%9D%B1", "https://a.example/مقال/東"),
        ("https://a.example/Z%C3%BCrich%E2%80%93Bern_%C2%AB1%C2%BB", "https://a.example/Zürich–Bern_«1»"),
        ("https://a.example/?q=%D0%BC%D0%B8%D1%80+x#%C3%A4", "https://a.example/?q=мир+x#ä"),
        ("https://a.example/cafe%CC%81", "https://a.example/cafe\u0301"),
        ("https://[2606:4700::1]/%C3%BC", "https://[2606:4700::1]/ü"),
        ("https://a.example/%E0%A4%B9%E0%A4%BF%E0%A4%82", "https://a.example/हिं"),
    ],
)
def test_letters_are_shown(url: str, shown: str) -> None:
    """In the host, the path, the query and the fragment."""
    assert str(readable(url)) == shown


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/%2F%3F%23%20%25%41",  # delimiters, spaces and ASCII
        "https://a.example/%E2%80%AEtxt.exe",  # bidi control
        "https://a.example/%E2%81%A6%E2%81%A9",
        "https://a.example/a%E2%80%8B%C2%AD%EF%BB%BF",  # invisible
        "https://a.example/%E3%85%A4%EF%BE%A0%E2%A0%80",  # letters without ink
        "https://a.example/%E2%80%83%C2%A0%E3%80%80",  # spaces
        "https://a.example/%E2%81%84%EF%BC%8F%E2%88%95%C7%83",  # like slashes and an exclamation mark
        "https://a.example/%CC%B8%CC%81",  # marks on no letter
        "https://a.example/%E4%F6",  # Latin-1
        "https://a.example/%C3",
        "https://a.example/%F0%9F%98%80",
        "https://xn--80ak6aa92e.com/x%2Fy",  # аррӏе
    ],
)
def test_what_is_not_safe_stays_encoded(url: str) -> None:
    """Delimiters, spaces, invisible characters, bidi controls, and what is not UTF-8."""
    assert str(readable(url)) == url


def test_letters_that_a_page_wrote_itself_are_checked_too() -> None:
    """A canonical URL need not be encoded."""
    assert str(readable("https://аррӏе.com/ä\u202e")) == "https://xn--80ak6aa92e.com/ä%E2%80%AE"


@given(st.text(max_size=12), st.text(st.characters(categories=["L", "M", "N"]), max_size=8))
def test_a_shown_address_is_the_same_address(path: str, query: str) -> None:
    """Pasted again, it has the same normal form, and nothing in it is invisible."""
    try:
        url = normalise(f"https://xn--bcher-kva.example/{path}?q={query}")
    except InvalidUrl:
        return
    shown = str(readable(url.text))
    assert normalise(shown) == url
    assert shown.isprintable()


URL = "https://xn--bcher-kva.example/%D9%85%D9%82%D8%A7%D9%84"
SHOWN = "https://bücher.example/مقال"


def test_readers_see_letters_and_links_stay_exact() -> None:
    """In the caption of a block, as the title that is missing, and in plain text."""
    titled = known(ARTICLE, canonical_url=URL)
    html = block.render(titled, OPTIONS)
    assert f">{SHOWN}</span>" in html
    assert f'href="{URL}"' in html
    assert SHOWN not in html.replace(f">{SHOWN}<", "")
    assert text.render(titled, OPTIONS).splitlines()[-1] == SHOWN

    bare = known(replace(LINK, key=URL, url=URL), canonical_url=None, title=None)
    assert f'<a href="{URL}">{SHOWN}</a>' in block.render(bare, OPTIONS)
    assert oembed.render(bare, OPTIONS)["title"] == csl.item(bare)["title"] == SHOWN
    assert csl.item(bare)["URL"] == URL
    assert f'<a href="{URL}"><bdi>{SHOWN}</bdi></a>' in block.link(URL)


def test_a_right_to_left_host_is_isolated() -> None:
    """So that the path after it is not read as part of the host."""
    html = block.link("https://xn--4gbrim.xn--wgbh1c/%D9%85%D9%82%D8%A7%D9%84")
    assert '<span dir="ltr">https://<bdi>موقع.مصر</bdi>/مقال</span>' in html
