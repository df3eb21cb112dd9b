import pytest

from embedsvc.read.html.markup_in_text import without_markup


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>The <strong>ferry</strong> sails.</p>", "The ferry sails."),
        ("One<br>two<br/>three", "One two three"),
        ("H<sub>2</sub>O", "H2O"),
        ("<p>The ferry sails ag", "The ferry sails ag"),
        ("The ferry <a href='https://news.ex", "The ferry"),
        ("<p>The ferry <stro", "The ferry"),
        ("<img src='/jane.jpg' alt='' width='49' />Jane Doe", "Jane Doe"),
        ("<!-- wp:paragraph --><p>Ferry</p><style>.a{b:c}</style>", "Ferry"),
        ("[box_row][box_column width='1/2']Ferry[/box_column][/box_row]", "Ferry"),
        ("[b]Ferry[/b]", "Ferry"),
    ],
)
def test_markup_is_removed(text: str, shown: str) -> None:
    """Tags, cut ones too, comments, style sheets, shortcodes and BBCode; blocks separate words."""
    assert " ".join(without_markup(text).split()) == shown


@pytest.mark.parametrize(
    "text",
    [
        "<p>: The Paragraph element",
        "The <video> element",
        "How to use the <br> tag in HTML",
        "List<String> and Map<K, V>",
        "a < b and c > d",
        "I <3 ferries",
        "[Video] The ferry sails [again]",
    ],
)
def test_what_a_text_is_about_remains(text: str) -> None:
    """Tags without attributes that are never closed, and what only looks like a tag."""
    assert without_markup(text) == text
