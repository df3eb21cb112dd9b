from hypothesis import given
from hypothesis import strategies as st

from embedsvc.model import Run
from embedsvc.read.posts import runs


def shape(fragment: str) -> list[tuple[str, str]]:
    return [(run.type, run.text) for run in runs.from_html(fragment)]


def test_links_mentions_tags_and_breaks_become_runs() -> None:
    """With entities decoded and white space collapsed."""
    fragment = (
        '<p>Hello  &amp; <b>w</b>orld <a href="https://t.example/x">t.example/x</a><br>'
        '<a href="https://m.example/@u">@u</a> <a href="https://m.example/tags/t">#t</a></p><p>End </p>'
    )
    assert runs.from_html(fragment) == (
        Run(type="text", text="Hello & world "),
        Run(type="link", text="t.example/x", url="https://t.example/x"),
        Run(type="break"),
        Run(type="mention", text="@u", url="https://m.example/@u"),
        Run(type="text", text=" "),
        Run(type="tag", text="#t", url="https://m.example/tags/t"),
        Run(type="break"),
        Run(type="break"),
        Run(type="text", text="End"),
    )


def test_links_that_are_not_http_become_text() -> None:
    """Scripts in links are dropped."""
    assert shape('a <a href="javascript:alert(1)">b</a> c') == [("text", "a b c")]


def test_hidden_text_is_dropped() -> None:
    """Scripts, and the parts of a URL that Mastodon hides."""
    assert shape('x <script>y</script><span class="invisible">https://</span>z') == [("text", "x z")]


def test_there_are_never_more_than_two_breaks_in_a_row() -> None:
    """And none at the edges."""
    assert [kind for kind, _ in shape("<p></p><p>a</p><p></p><br><br><p>b</p><br>")] == [
        "text",
        "break",
        "break",
        "text",
    ]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_escaped_text_is_unchanged(text: str) -> None:
    """Apart from collapsed white space."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    got = "".join(run.text for run in runs.from_html(f"<p>{escaped}</p>") if run.type == "text")
    assert (
        "".join(got.split()) == "".join(text.replace("\0", "").split())
        or "\r" in text
        or not text.isprintable()
    )
