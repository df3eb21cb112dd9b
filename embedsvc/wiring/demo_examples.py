"""What the paste page of `--demo` offers: examples whose responses are recorded in the package."""

from pathlib import Path

from embedsvc import web
from embedsvc.web.service import ArticleExample, Example

RECORDING = Path(web.__file__).with_name("demo") / "recording.warc.gz"

LINKS = (
    Example(
        url="https://x.com/KremlinRussia_E/status/1354104000000000001", label="a post of the Kremlin on X"
    ),
    Example(
        url="https://akhbar.example/2021/01/26/putin-biden-call/", label="an Arabic article that quotes it"
    ),
    Example(url="https://www.youtube.com/watch?v=jNQXAC9IVRw", label="a video"),
    Example(url="https://akhbar.example/2019/05/04/removed/", label="a dead link"),
)


def article() -> ArticleExample:
    """Its page in the recording links to the post that decayed to text."""
    return ArticleExample(
        source=RECORDING.with_name("article.html").read_text("utf-8"),
        markup="html",
        url="https://akhbar.example/2021/01/26/putin-biden-call/",
        label="an Arabic article in which a post decayed to text",
    )
