"""Pictures and films in blocks, where the media proxy is on."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from embedsvc.formats import block, embed_json, oembed
from embedsvc.model import Author, Embed, Image, Media
from embedsvc.safe import MediaProxy, Signer
from tests.support.formats.samples import ARTICLE, AUDIO, OPTIONS, PHOTO, POST, VIDEO, known

BASE = "https://embed.example"
MEDIA = MediaProxy(Signer(["a-secret-of-the-tests"]), BASE)
SHOWN = replace(OPTIONS, media=MEDIA)
JPG = "https://p.example/1.jpg"
CALL = "https://paper.example/call.jpg"


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(html: str, tag: str) -> list[dict[str, str | None]]:
    parser = _Elements()
    parser.feed(html)
    return [attributes for name, attributes in parser.found if name == tag]


def post(*media: Media, **changes: Any) -> Embed:
    return replace(POST, finding=replace(POST.finding, media=media, **changes))


def through(url: str) -> str:
    address = MEDIA.address(url)
    assert address
    return address


def test_a_photo_of_a_post_is_shown() -> None:
    """With its alt text and its size; following it leads to the whole picture."""
    html = block.render(post(Media(type="photo", url=JPG, width=800, height=600, alt='A "dog"')), SHOWN)
    (image,) = elements(html, "img")
    assert image == {
        "src": through(JPG),
        "alt": 'A "dog"',
        "width": "800",
        "height": "600",
        "loading": "lazy",
        "referrerpolicy": "no-referrer",
    }
    assert f'<p class="embed-media"><a href="{through(JPG)}"><img ' in html
    assert JPG not in html


def test_several_pictures_are_side_by_side() -> None:
    """In their order; what has no picture follows."""
    media = [Media(type="photo", url=f"https://p.example/{n}.jpg", alt=str(n)) for n in range(3)]
    media.insert(1, Media(type="audio", url="https://p.example/1.mp3", alt="A song"))
    html = block.render(post(*media), SHOWN)
    gallery = re.search(r'<div class="embed-gallery">(.*?)</div>', html, re.DOTALL)
    assert gallery
    assert [image["alt"] for image in elements(gallery[1], "img")] == ["0", "1", "2"]
    assert f'<p class="embed-media"><a href="{through("https://p.example/1.mp3")}">A song</a></p>' in html


def test_a_film_is_shown_by_its_poster() -> None:
    """Following it leads to the film, by the proxy."""
    film = Media(type="video", url="https://p.example/1.mp4", poster=JPG, alt="A walk")
    html = block.render(post(film), SHOWN)
    start = f'<p class="embed-media embed-film"><a href="{through(film.url)}"><img src="{through(JPG)}" alt="A walk"'
    assert start in html


@pytest.mark.parametrize("name", ["playlist.m3u8", "1/manifest.MPD?x=1"])
def test_a_film_in_pieces_leads_to_its_post(name: str) -> None:
    """A playlist of its parts is not a film that a browser plays."""
    html = block.render(post(Media(type="video", url=f"https://p.example/{name}", poster=JPG)), SHOWN)
    url = POST.finding.metadata.canonical_url
    assert f'<p class="embed-media embed-film"><a href="{url}"><img src="{through(JPG)}"' in html


def test_what_the_author_warns_of_is_a_link() -> None:
    """Still to a file of ours."""
    html = block.render(post(Media(type="photo", url=JPG, alt="A wound"), content_warning="Blood"), SHOWN)
    assert elements(html, "img") == []
    assert f'<a href="{through(JPG)}">A wound</a>' in html


def test_the_author_has_a_face() -> None:
    """Decoration beside the name, of constant size."""
    author = Author(name="Ann", avatar="https://p.example/ann.jpg")
    html = block.render(known(POST, authors=(author, replace(author, name="Bob"))), SHOWN)
    (image,) = elements(html, "img")
    assert (image["src"], image["alt"]) == (through("https://p.example/ann.jpg"), "")
    assert (image["class"], image["width"], image["height"]) == ("embed-avatar", "40", "40")
    assert re.search("<figcaption><img [^>]*>— <cite>", html)


def test_a_quoted_post_has_its_pictures() -> None:
    quoted = post(Media(type="photo", url=JPG)).finding
    assert len(elements(block.render(post(quoted=quoted), SHOWN), "img")) == 1


def test_a_card_shows_its_picture() -> None:
    """Following it leads to the original."""
    html = block.render(ARTICLE, SHOWN)
    (image,) = elements(html, "img")
    assert (image["src"], image["width"], image["height"]) == (through(CALL), "1200", "675")
    assert (
        f'<p class="embed-picture"><a href="https://paper.example/2021/01/26/call"><img src="{through(CALL)}"'
        in html
    )


@pytest.mark.parametrize("embed", [VIDEO, AUDIO], ids=["video", "audio"])
def test_a_player_has_its_picture(embed: Embed) -> None:
    """Inside the link that plays, without a name of its own, no wider than the player."""
    pictured = known(embed, image=Image(url=JPG, width=1600, height=900))
    html = block.render(pictured, SHOWN)
    (image,) = elements(html, "img")
    (play,) = [link for link in elements(html, "a") if "data-player" in link]
    assert (image["src"], image["alt"]) == (through(JPG), "")
    assert int(image["width"] or 0) == int(play["data-width"] or 0)
    assert re.search(r'<a class="embed-play [^>]*><img [^>]*><br><span class="embed-title">', html)


def test_a_player_without_a_picture_has_the_poster_of_its_film() -> None:
    film = Media(type="video", url="https://p.example/1.mp4", poster=JPG)
    html = block.render(replace(VIDEO, finding=replace(VIDEO.finding, media=(film,))), SHOWN)
    assert [image["src"] for image in elements(html, "img")] == [through(JPG)]


@pytest.mark.parametrize("embed", [POST, ARTICLE, VIDEO, AUDIO, PHOTO])
def test_json_has_the_originals(embed: Embed) -> None:
    """The proxy is in `html` alone."""
    pictured = known(embed, image=Image(url=JPG, width=800, height=600))
    shown, plain = embed_json.render(pictured, SHOWN), embed_json.render(pictured, OPTIONS)
    assert shown.pop("html") is not None
    assert plain.pop("html") is not None
    assert shown == plain
    assert BASE not in str(shown)


def test_a_thumbnail_of_oembed_is_ours() -> None:
    """The `url` of a photo is not: it is the original that `html` shows as well."""
    assert oembed.render(ARTICLE, SHOWN)["thumbnail_url"] == through(CALL)
    assert oembed.render(ARTICLE, OPTIONS)["thumbnail_url"] == CALL
    assert oembed.render(PHOTO, SHOWN)["url"] == "https://live.staticflickr.com/1.jpg"


def test_oembed_has_no_thumbnail_of_what_the_author_warns_of() -> None:
    warned = post(Media(type="photo", url=JPG, width=4, height=3), content_warning="Blood")
    assert "thumbnail_url" not in oembed.render(warned, OPTIONS)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:image/png;base64,AA", "//p.example/1.jpg", ""])
def test_what_has_no_address_is_not_shown(url: str) -> None:
    media = Media(type="photo", url=url, alt="A trap")
    film = Media(type="video", url=url, poster=url, alt="A trap")
    html = block.render(known(post(media, film), authors=(Author(name="Ann", avatar=url),)), SHOWN)
    assert elements(html, "img") == []
    assert not any(url and url in str(attributes) for attributes in elements(html, "a"))
    card = block.render(known(ARTICLE, image=Image(url=url)), SHOWN)
    assert elements(card, "img") == []


def test_a_url_that_is_too_long_is_a_link() -> None:
    url = JPG.ljust(5000, "a")
    assert elements(block.render(post(Media(type="photo", url=url, alt="A dog")), SHOWN), "img") == []


def test_the_proxy_precedes_direct_pictures() -> None:
    html = block.render(ARTICLE, replace(SHOWN, images="direct"))
    assert [image["src"] for image in elements(html, "img")] == [through(CALL)]
    without_base = replace(SHOWN, images="direct", media=MediaProxy(Signer(["a-secret-of-the-tests"])))
    assert elements(block.render(ARTICLE, without_base), "img") == []
