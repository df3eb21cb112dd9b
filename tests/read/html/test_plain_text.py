import pytest

from embedsvc.read.html.plain_text import clean, clean_address, clean_statement


@pytest.mark.parametrize(
    "text", ["<b>A</b> &amp; B", "&lt;b&gt;A&lt;/b&gt; & B", "&amp;lt;b&amp;gt;A&amp;lt;/b&amp;gt; & B"]
)
def test_markup_goes_however_often_it_was_escaped(text: str) -> None:
    """Not at all, once or twice."""
    assert clean(text) == "A & B"


def test_escapes_of_scripts_are_read_and_latex_is_left() -> None:
    """Templates copy strings of JSON into the head."""
    assert (
        clean(r"It\u2019s \ud83d\ude00\nThe mayor\'s ferry\r\n") == "It\u2019s \U0001f600 The mayor's ferry"
    )
    assert clean(r"On $\nu$ and \'etale maps by Erd\"os") == r"On $\nu$ and \'etale maps by Erd\"os"


def test_a_default_is_only_no_value_where_it_is_stated() -> None:
    """A reader may see a picture that is called "Untitled"."""
    assert clean("Untitled") == "Untitled"
    assert clean_statement("Untitled") == ""


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("/i?a=1&amp;amp;b=2&#038;c=3", "/i?a=1&b=2&c=3"),
        ("/i?a=1&copy=2;", "/i?a=1&copy=2;"),
        ("/i?u=https%253A%252F%252Fa", "/i?u=https%253A%252F%252Fa"),
        ("https://news.example/\na.jpg", "https://news.example/a.jpg"),
        ("https://news.examplehttps://cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        (
            "https://proxy.example/https://cdn.example/a.jpg",
            "https://proxy.example/https://cdn.example/a.jpg",
        ),
        ("undefined", ""),
        ("{image}", ""),
        ("##IMAGE##", ""),
        ("https://news.example/null", ""),
        ("https://news.example/[object Object]", ""),
        ("https://news.example/{{ image }}", ""),
        ("https://news.example/undefined-behaviour", "https://news.example/undefined-behaviour"),
    ],
)
def test_addresses_lose_only_doubled_ampersands(text: str, address: str) -> None:
    """Names like `copy` aren't entities in an address, and other escapes belong to it."""
    assert clean_address(text) == address
