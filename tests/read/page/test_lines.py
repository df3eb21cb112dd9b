import pytest

from tests.support.pages import HEADLINE, author_names, read_article


@pytest.mark.parametrize(
    "line",
    [
        "<p><span>By</span> <a href='/jane'>Jane Doe</a></p>",
        "<table><tr><td>Autor:</td><td>Jane Doe</td></tr></table>",
        "<dl><dt>Written by</dt><dd>Jane Doe</dd></dl>",
        "<div>Geschreven door Jane Doe</div>",
        "<div>Kirjoittaja: Jane Doe</div>",
        "<div>Հեղինակ՝ Jane Doe</div>",
        "<div>Przez Jane Doe</div>",
        "<div>di Jane Doe</div>",
        "<div>3 May 2021 <span>-&nbsp;Redaktion: Jane Doe (Example)</span></div>",
    ],
)
def test_an_introduced_line_is_a_byline(line: str) -> None:
    """Words of all lists of introductions start a byline, also in an element of their own."""
    assert author_names(read_article(f"<div>{HEADLINE}{line}<p>Text.</p></div>")) == ["Jane Doe"]


@pytest.mark.parametrize(
    "line",
    [
        "<h3><a href='/a'>Von Fischern und Seglern</a></h3>",
        "<p>Par Monts et Vallées</p>",
        "<li><a href='/authors'>Authors</a></li><li>Our Promise</li>",
        f"{'<p>Text.</p>' * 60}<p>De Groene Kamer</p>",
    ],
)
def test_a_text_that_only_begins_like_a_byline_names_nobody(line: str) -> None:
    """Titles of teasers, names of things and links to all authors are not bylines."""
    assert author_names(read_article(f"<div>{HEADLINE}{line}</div>")) == []


def test_a_byline_may_be_the_first_text() -> None:
    """Also of a page without a title."""
    assert author_names(read_article("<p>By Jane Doe</p>", head="")) == ["Jane Doe"]
