from tests.support.pages import read_page


def test_open_graph_images_have_their_sizes_and_alternative_texts() -> None:
    """The properties that follow an `og:image` describe it; those after the next one do not."""
    found = read_page(
        '<meta property="og:image" content="/i.jpg"><meta property="og:image:alt" content="A bridge">'
        '<meta property="og:image:width" content="800"><meta property="og:image:height" content="600px">'
        '<meta property="og:image" content="/j.jpg"><meta property="og:image:width" content="80">'
    ).image
    assert found is not None
    assert (found.url, found.alt, found.width, found.height) == (
        "https://news.example/i.jpg",
        "A bridge",
        800,
        600,
    )


def test_without_a_declared_image_a_large_one_of_the_article_counts() -> None:
    """Logos and images beside the article do not; a video's poster does."""
    body = '<img src="/logo.png" width="40" height="40"><aside><img src="/ad.png" width="300" height="300"></aside>'
    assert read_page(body=body).image is None
    found = read_page(body=f'{body}<img src="/a.jpg" width="600" height="400" alt="A bridge">').image
    assert found is not None
    assert (found.url, found.width, found.alt) == ("https://news.example/a.jpg", 600, "A bridge")
    poster = read_page(body='<video poster="/p.jpg"></video>').image
    assert poster is not None
    assert poster.url == "https://news.example/p.jpg"


def test_the_largest_icon_is_the_favicon() -> None:
    """A touch icon is larger than an icon without sizes."""
    icon, touch = '<link rel="shortcut icon" href="/f.ico">', '<link rel="apple-touch-icon" href="/t.png">'
    large = '<link rel="icon" sizes="256x256" href="/l.png">'
    assert read_page(icon).favicon == "https://news.example/f.ico"
    assert read_page(icon + touch).favicon == "https://news.example/t.png"
    assert read_page(icon + touch + large).favicon == "https://news.example/l.png"
