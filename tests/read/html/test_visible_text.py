from embedsvc.read import fields
from embedsvc.read.html import document
from embedsvc.read.html.visible_text import visible_text
from tests.support.pages import page, snapshot


def test_visible_text_is_what_a_reader_sees() -> None:
    """Scripts are not visible; blocks separate words, inline elements do not."""
    read = document.parse(snapshot(page("", "<h1>O<b>ne</b> <script>no</script>two<br>three</h1>")))
    assert visible_text(read.all("h1")[0]) == "One two three"


def test_long_texts_are_cut() -> None:
    """No field is longer than anybody would read."""
    read = document.parse(snapshot(page(f"<title>{'a ' * 2_000_000}</title>", f"<p>{'word ' * 200_000}</p>")))
    found = fields.metadata(read)
    assert len(found.title or "") <= 20_000
    assert len(found.description or "") <= 20_000
