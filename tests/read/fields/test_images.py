import json

import pytest

from tests.support.pages import JSON_LD_ARTICLE, json_ld, read_page

REAL = "https://news.example/real.jpg"
PICTURE = "<figure><img src=/real.jpg></figure>"


def og_image(url: str, width: int | None = None) -> str:
    sizes = f'<meta property="og:image:width" content="{width}">' if width else ""
    return f'<meta property="og:image" content="{url}">{sizes}'


def url_of_image(head: str = "", body: str = "") -> str | None:
    image = read_page(head, body).image
    return image.url if image else None


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


@pytest.mark.parametrize(
    "head",
    [
        og_image("/real.jpg", 900) + og_image("/other.jpg", 1600),
        og_image("/small.jpg", 300) + og_image("/real.jpg", 1200),
        og_image("/tiny.jpg", 100) + og_image("/real.jpg"),
        og_image("undefined") + og_image("/real.jpg"),
        og_image("https://news.example") + og_image("/real.jpg"),
        og_image(r"https:\/\/news.example\/real.jpg"),
        og_image("data:image/gif;base64,R0lG") + og_image("/real.jpg"),
        og_image("/pixel.gif", 1) + '<meta name="twitter:image" content="/real.jpg">',
        og_image("/static/site-logo.png") + '<meta name="twitter:image" content="/real.jpg">',
        og_image("https://www.gravatar.com/avatar/0?s=500") + '<link rel="image_src" href="/real.jpg">',
    ],
)
def test_the_image_that_fills_a_card_is_chosen(head: str) -> None:
    """The page's order counts among those that do; a logo, a portrait or a small image only stands in."""
    assert url_of_image(head) == REAL


@pytest.mark.parametrize(
    "images",
    [
        [{"url": "/a.jpg", "width": 100}, {"url": "/real.jpg", "width": 1600}],
        [
            {"url": "/a.jpg", "width": 1200, "height": 1200},
            {"url": "/real.jpg", "width": 1200, "height": 675},
        ],
        [{"url": "/a.jpg", "width": "400px"}, {"url": ["/real.jpg"], "width": {"value": "1200"}}],
        [["null", None, "/real.jpg"]],
        {"0": {"contentUrl": "/real.jpg"}},
        "https://news.example/real.jpg",
    ],
)
def test_the_largest_version_in_json_ld_is_chosen(images: object) -> None:
    """However it states its versions and their sizes."""
    assert url_of_image(json_ld(json.dumps({**JSON_LD_ARTICLE, "image": images}))) == REAL


def test_a_small_image_or_a_logo_is_better_than_none() -> None:
    """A counter is not."""
    assert url_of_image(og_image("/real.jpg", 100)) == REAL
    assert url_of_image(og_image("/logo.png")) == "https://news.example/logo.png"
    assert url_of_image(og_image("/logo.png"), PICTURE) == REAL
    assert url_of_image(og_image("/counter.gif", 1)) is None


@pytest.mark.parametrize(
    "body",
    [
        PICTURE,
        "<img src=/real.jpg width=800>",
        "<img src='data:image/gif;base64,R0lG' data-src=/real.jpg>",
        "<img src='data:image/gif;base64,R0lG'><noscript><img src=/real.jpg></noscript>",
        "<amp-img src=/real.jpg width=1200 height=800></amp-img>",
        "<video data-poster=/real.jpg></video>",
        "<figure><img src='https://count.example/tr?id=1' style='display: none'></figure>" + PICTURE,
        "<div class=hero style='background-image: url(/real.jpg)'></div>",
        "<div class='post-header' style='background: #000 url(&quot;/real.jpg&quot;) center'></div>",
        "<div class='featured-image lazy' data-bg='url(/real.jpg)'></div>",
        "<img class=avatar src=/jane.jpg width=200 height=200><img src=/real.jpg width=600 height=400>",
        "<img src=/assets/logo.png width=400 height=200><img src=/real.jpg width=600 height=400>",
        "<noscript><img src='https://count.example/x?id=1'></noscript><img src=/real.jpg width=600 height=400>",
    ],
)
def test_the_picture_of_an_article_is_found_however_it_is_loaded(body: str) -> None:
    """It has sizes, loads late, or is put into the page as an illustration."""
    assert url_of_image(body=body) == REAL


@pytest.mark.parametrize(
    "head",
    [
        "<link rel=preload as=image href=/real.jpg>",
        "<link rel=preload as=image href=/logo.png><link rel=preload as=image href=/real.jpg>",
        "<link rel=preload as=image imagesrcset='/s.jpg 400w, /real.jpg 1200w' imagesizes=100vw>",
        "<link rel=preload as=font href=/a.woff2><link rel=preload as=image href=/real.jpg>",
    ],
)
def test_the_picture_that_a_page_loads_first_counts(head: str) -> None:
    """Where no other is stated or seen: it is the largest thing on the screen."""
    assert url_of_image(head) == REAL
    assert url_of_image(head, "<figure><img src=/seen.jpg></figure>") == "https://news.example/seen.jpg"


def test_the_background_of_any_element_is_no_picture() -> None:
    """Textures and buttons are made of them."""
    assert url_of_image(body="<div class=wrapper style='background: url(/texture.jpg)'></div>") is None
    assert url_of_image(body="<div class=hero style='background: url(/logo.svg)'></div>") is None


def test_addresses_escaped_twice_are_read() -> None:
    """Ampersands alone: other escapes belong to the address."""
    assert url_of_image(og_image("/real.jpg?w=1&amp;amp;h=%2526")) == f"{REAL}?w=1&h=%2526"


@pytest.mark.parametrize("alt", ["undefined", "IMG_0815.JPG", "{{ alt }}", ""])
def test_an_alternative_text_describes_the_image(alt: str) -> None:
    """A placeholder or the name of a file does not."""
    image = read_page(f'{og_image("/real.jpg")}<meta property="og:image:alt" content="{alt}">').image
    assert image is not None
    assert image.alt is None


@pytest.mark.parametrize(
    "address",
    ["/clip.mp4", "/live.m3u8", "/talk.mp3", "/report.pdf", "/story.html", "/favicon.ico", "/favicon-32x32.png",
     "/favicon.svg", "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "/1x1.gif", "/pixel.gif", "/px.gif",
     "https://social.example/tr?id=1&ev=PageView", "/counter.php?id=1", "/no-image.jpg", "/image-not-found.png",
     "/photo_not_available.jpg", "/image-coming-soon.png", "https://via.placeholder.com/1200x630",
     "https://placehold.co/600x400.png", "/.jpg"],
)  # fmt: skip
def test_what_is_no_picture_is_no_image(address: str) -> None:
    """Neither before a picture nor where there is none."""
    stated = f'<meta property="og:image" content="{address}">'
    assert read_page(stated).image is None
    found = read_page(stated + '<meta name="twitter:image" content="/ferry.jpg">').image
    assert found is not None
    assert found.url == "https://news.example/ferry.jpg"


@pytest.mark.parametrize(
    "name", ["default.jpg", "og-default.png", "default-og-image.png", "share-default.jpg"]
)
def test_the_image_of_any_page_yields_to_the_pages_own(name: str) -> None:
    stated = f'<meta property="og:image" content="/{name}">'
    alone, own = (
        read_page(stated).image,
        read_page(stated + '<meta name="twitter:image" content="/a.jpg">').image,
    )
    assert alone is not None
    assert alone.url == f"https://news.example/{name}"
    assert own is not None
    assert own.url == "https://news.example/a.jpg"


@pytest.mark.parametrize(
    "address", ["/tracks/a.jpg", "/image.php?id=3", "/photo/123", "/pixel-art.png", "/hit-song.jpg"]
)
def test_a_picture_with_such_a_word_in_its_name_is_one(address: str) -> None:
    found = read_page(f'<meta property="og:image" content="{address}">').image
    assert found is not None
    assert found.url == f"https://news.example{address}"


@pytest.mark.parametrize(
    "name",
    ["thumbnail", "thumbnailUrl", "image", "parsely-image-url", "sailthru.image.full", "cXenseParse:image"],
)
def test_an_image_in_any_vocabulary_is_read(name: str) -> None:
    found = read_page(f'<meta name="{name}" content="/ferry.jpg">').image
    assert found is not None
    assert found.url == "https://news.example/ferry.jpg"
