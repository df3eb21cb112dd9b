import pytest

from tests.support.pages import read_page


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="https://kremlin.example/news/1">Original Article</a></p>',
        '<p><a href="https://kremlin.example/news/1">Original<!-- --> <!-- -->Article</a></p>',
        '<p>المصدر: <a href="https://kremlin.example/news/1">الكرملين</a></p>',
        '<p>المصدر<!-- -->: <a href="https://kremlin.example/news/1">الكرملين</a></p>',
        '<p><b>Source:</b> text</p><p>Originally published at <a href="https://kremlin.example/news/1">Kremlin</a></p>',
    ],
)
def test_a_labelled_link_off_the_site_is_the_source(body: str) -> None:
    """A link that is labelled as the original, and leads off the site, is what the page is based on."""
    assert read_page(body=body).based_on == "https://kremlin.example/news/1"
