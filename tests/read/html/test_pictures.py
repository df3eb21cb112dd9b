import pytest

from embedsvc.read.html import pictures, tree

BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


@pytest.mark.parametrize(
    "markup",
    [
        "<img src=/real.jpg>",
        f"<img src='{BLANK}' data-src=/real.jpg>",
        "<img src=/img/spacer.gif data-lazy-src=/real.jpg>",
        "<img src=/1x1.png data-original=/real.jpg>",
        "<img src=/small.jpg data-large-file=/real.jpg data-lazy=true>",
        f"<img src='{BLANK}' swift-lazy-src=/real.jpg>",
        "<img src=/s.jpg srcset='/s.jpg 400w, /real.jpg 1200w, /m.jpg 800w'>",
        "<img srcset='/s.jpg, /real.jpg 2x,/m.jpg 1.5x'>",
        f"<img srcset='{BLANK} 1w' data-srcset='/w_10,h_20/s.jpg 10w, /real.jpg 900w'>",
        "<picture><source srcset='/real.jpg 1200w'><img src=/s.jpg srcset='/m.jpg 600w'></picture>",
    ],
)
def test_the_largest_real_address_comes_first(markup: str) -> None:
    """Candidates, addresses for late loading, then `src`; placeholders never."""
    assert next(pictures.addresses(tree.parse(markup.encode()).css("img")[0])) == "/real.jpg"


@pytest.mark.parametrize(
    "src", ["/a/blank.gif", "/loading.svg", "/pixel.png?v=2", "/placeholder-300x200.jpg", ""]
)
def test_a_placeholder_is_no_picture(src: str) -> None:
    """By the name of its file."""
    assert list(pictures.addresses(tree.parse(f"<img src='{src}'>".encode()).css("img")[0])) == []


@pytest.mark.parametrize("name", ["1x1.jpg", "phone-pixel.jpg", "outer-space.png", "half-empty.webp"])
def test_a_picture_of_such_a_thing_is_no_placeholder(name: str) -> None:
    """Google recommends `1x1` as the name of one of three shapes."""
    assert not pictures.is_blank(f"https://news.example/photos/{name}")


def test_the_root_of_a_site_is_no_picture() -> None:
    """Templates print it before a name that is missing. Some stores of pictures give them a path without one."""
    assert pictures.is_blank("https://news.example/")
    assert not pictures.is_blank("https://store.example/f5025a21-506b-4484/")
