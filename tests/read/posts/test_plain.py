from embedsvc.model import Run
from embedsvc.read.posts import plain


def test_links_and_lines_of_plain_text_become_runs() -> None:
    """A link ends before the full stop of its sentence."""
    assert plain.to_runs("See https://a.example/b.\n\nBye") == (
        Run(type="text", text="See "),
        Run(type="link", text="https://a.example/b", url="https://a.example/b"),
        Run(type="text", text="."),
        Run(type="break"),
        Run(type="break"),
        Run(type="text", text="Bye"),
    )
