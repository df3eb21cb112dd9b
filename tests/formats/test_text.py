"""The block as plain text."""

from dataclasses import replace

from embedsvc.formats.text import render
from embedsvc.model import Author, Quote, Run
from tests.support.formats.samples import ARTICLE, LINK, OPTIONS, POST, QUOTED_URL, QUOTING, VIDEO, known


def test_a_post() -> None:
    """Words, author, handle, date, and the full address on a line of its own."""
    assert render(POST, OPTIONS) == (
        "Telephone conversation: New START & more https://t.co/JTH4Ws7lcj\n@POTUS\n"
        "— President of Russia (@KremlinRussia_E), January 26, 2021\n"
        "https://x.com/KremlinRussia_E/status/1354104000000000001"
    )


def test_an_article() -> None:
    """Title, description, authors, publisher, date; a name in the other direction is isolated."""
    assert render(ARTICLE, OPTIONS) == (
        "أول اتصال هاتفي\nواتفاق على تمديد المعاهدة\n"
        "— هيئة التحرير، \u2068Jane Doe\u2069، أخبار نموذجية، 26 يناير 2021\n"
        "https://paper.example/2021/01/26/call"
    )


def test_a_quoted_post() -> None:
    """Its words, source and URL stand between the words and the source of the post, marked as quoted."""
    assert render(QUOTING, OPTIONS) == (
        "Telephone conversation: New START & more https://t.co/JTH4Ws7lcj\n@POTUS\n"
        "> The words quoted\n"
        "> — The Original (@Original), January 25, 2021\n"
        f"> {QUOTED_URL}\n"
        "— President of Russia (@KremlinRussia_E), January 26, 2021\n"
        "https://x.com/KremlinRussia_E/status/1354104000000000001"
    )


def test_what_is_unknown_is_not_mentioned() -> None:
    """A link alone has its site and its URL."""
    assert render(VIDEO, OPTIONS) == (
        "Me at the zoo\n— jawed, YouTube\nhttps://www.youtube.com/watch?v=jNQXAC9IVRw"
    )
    assert render(LINK, OPTIONS).splitlines()[-1] == "https://paper.example/2021/01/26/call"


def test_names_stay_on_their_line() -> None:
    """A name with line breaks or bidi controls cannot add a line to the text."""
    text = render(known(POST, authors=(Author(name="A\nB\u2029C\u202e"),)), OPTIONS)
    assert "— \u2068A B C\u202e\u2069, January 26, 2021\n" in text


def test_nothing_steers_a_terminal() -> None:
    """Control characters of a title, C1 among them, are not printed."""
    embed = replace(
        POST, finding=replace(POST.finding, quote=Quote(runs=(Run(type="text", text="a\x1b[31m\x9bb\x07"),)))
    )
    assert render(embed, OPTIONS).startswith("a[31mb\n")
