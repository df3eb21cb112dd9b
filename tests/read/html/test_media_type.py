import pytest

from embedsvc.errors import UnsupportedMediaType
from embedsvc.read.html import document
from tests.support.pages import snapshot


@pytest.mark.parametrize(
    ("media_type", "body"),
    [("application/pdf", b"%PDF-1.7"), ("text/html", b"%PDF-1.7"), ("image/png", b"\x89PNG")],
)
def test_files_are_not_pages(media_type: str, body: bytes) -> None:
    """A PDF is a file even if its server sends it as a page."""
    with pytest.raises(UnsupportedMediaType):
        document.parse(snapshot(body, media_type=media_type))
