"""oEmbed 1.0 as its consumers need it."""

import json
from dataclasses import replace

import pytest
from lxml import etree

from embedsvc.formats import oembed
from embedsvc.model import Embed, Image, Media, Player
from tests.support.formats.samples import ALL, ARTICLE, AUDIO, LINK, OPTIONS, PHOTO, POST, RICH, VIDEO, known


@pytest.mark.parametrize("embed", ALL.values(), ids=ALL.keys())
def test_what_every_consumer_needs(embed: Embed) -> None:
    """`version` a string, `width` a positive number, `height` a positive number or null, the rest never null."""
    answer = oembed.render(embed, OPTIONS)
    assert answer["version"] == "1.0"
    assert isinstance(answer["width"], int)
    assert answer["width"] > 0
    assert answer["height"] is None or answer["height"] > 0
    for name in ("type", "title", "provider_name", "html"):
        assert isinstance(answer[name], str)
        assert answer[name]
    assert answer["cache_age"] == 86_400
    assert [name for name, value in answer.items() if value is None and name != "height"] == []
    assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize(
    ("embed", "kind"),
    [
        (POST, "rich"),
        (ARTICLE, "rich"),
        (RICH, "rich"),
        (LINK, "rich"),
        (VIDEO, "video"),
        (AUDIO, "video"),
        (PHOTO, "photo"),
    ],
)
def test_types(embed: Embed, kind: str) -> None:
    """What plays is a video, a picture of known size a photo, all else rich."""
    assert oembed.render(embed, OPTIONS)["type"] == kind


def test_a_photo_of_unknown_size_is_rich() -> None:
    """oEmbed photos need both sizes."""
    media = (Media(type="photo", url="https://live.staticflickr.com/1.jpg", width=1024),)
    answer = oembed.render(replace(PHOTO, finding=replace(PHOTO.finding, media=media)), OPTIONS)
    assert (answer["type"], answer["height"], "url" in answer) == ("rich", None, False)


@pytest.mark.parametrize(
    ("embed", "maxwidth", "maxheight", "size"),
    [
        (POST, None, None, (550, None)),
        (POST, 320, None, (320, None)),
        (POST, 1000, 100, (550, None)),
        (VIDEO, None, None, (550, 309)),
        (VIDEO, 400, None, (400, 225)),
        (VIDEO, 400, 711, (400, 225)),
        (VIDEO, 400, 90, (160, 90)),
        (AUDIO, 300, None, (300, 152)),
        (AUDIO, None, 80, (456, 80)),
        (PHOTO, None, None, (1024, 768)),
        (PHOTO, 512, None, (512, 384)),
        (PHOTO, 1, 1, (1, 1)),
    ],
)
def test_sizes(
    embed: Embed, maxwidth: int | None, maxheight: int | None, size: tuple[int, int | None]
) -> None:
    """Inside what was asked for, in proportion; text is as tall as its words."""
    answer = oembed.render(embed, replace(OPTIONS, maxwidth=maxwidth, maxheight=maxheight))
    assert (answer["width"], answer["height"]) == size
    if embed.finding.player:
        assert f'data-width="{size[0]}" data-height="{size[1]}"' in answer["html"]


PAGE = "https://embeds.example/frame?url=x"


def test_as_a_frame_a_video_is_its_player() -> None:
    """Confined, named, lazy, of the stated size."""
    answer = oembed.render(VIDEO, replace(OPTIONS, maxwidth=400), form="frame", page=PAGE)
    assert answer["html"].startswith(
        '<iframe src="https://www.youtube-nocookie.com/embed/jNQXAC9IVRw" title="Me at the zoo" '
        'width="400" height="225" sandbox="allow-scripts '
    )
    assert answer["html"].endswith(
        'loading="lazy" referrerpolicy="strict-origin-when-cross-origin"></iframe>'
    )
    assert (answer["type"], answer["width"], answer["height"]) == ("video", 400, 225)


@pytest.mark.parametrize("embed", [POST, ARTICLE, RICH, LINK, PHOTO])
def test_as_a_frame_anything_else_is_our_page(embed: Embed) -> None:
    """With a height until the page states its own; a picture too, since only the frame is wanted."""
    answer = oembed.render(embed, replace(OPTIONS, maxwidth=400, maxheight=200), form="frame", page=PAGE)
    assert answer["html"].startswith(f'<iframe src="{PAGE}" title="')
    assert 'width="400" height="200"' in answer["html"]
    assert (answer["type"], answer["width"], answer["height"]) == ("rich", 400, 200)


def test_a_player_elsewhere_is_not_framed() -> None:
    """Our page with the block is framed in its place."""
    elsewhere = replace(
        VIDEO, finding=replace(VIDEO.finding, player=Player(url="https://tube.example/embed/1"))
    )
    answer = oembed.render(elsewhere, OPTIONS, form="frame", page=PAGE)
    assert answer["html"].startswith(f'<iframe src="{PAGE}"')


def test_a_player_that_wants_to_know_its_pages_is_framed_by_ours() -> None:
    """The script on our page knows the pages around it; a bare frame has none. It keeps the size of the player."""
    url = "https://player.example/video/1?parent="
    stream = replace(VIDEO, finding=replace(VIDEO.finding, player=Player(url=url, aspect_ratio=1.7778)))
    answer = oembed.render(stream, OPTIONS, form="frame", page=PAGE)
    assert answer["html"].startswith(f'<iframe src="{PAGE}"')
    assert (answer["type"], answer["width"], answer["height"]) == ("video", 550, 309)
    assert f'data-player="{url}"' in oembed.render(stream, OPTIONS)["html"]


@pytest.mark.parametrize("embed", ALL.values(), ids=ALL.keys())
def test_as_a_link_everything_is_its_title(embed: Embed) -> None:
    """One link and nothing else; its type is neither video nor photo, which consumers show on their own."""
    answer = oembed.render(embed, OPTIONS, form="link")
    assert answer["html"].startswith('<a href="http')
    assert answer["html"].count("<") == 2
    assert (answer["type"], answer["width"], answer["height"]) == ("rich", 550, None)


def test_a_post() -> None:
    """Author, provider, and the post's words for the title that it has not."""
    answer = oembed.render(POST, OPTIONS)
    assert answer["title"] == "Telephone conversation: New START & more https://t.co/JTH4Ws7lcj @POTUS"
    assert answer["author_name"] == "President of Russia"
    assert answer["author_url"] == "https://x.com/KremlinRussia_E"
    assert (answer["provider_name"], answer["provider_url"]) == ("X", "https://x.com/")


def test_thumbnails_have_both_sizes() -> None:
    """With one missing there is none: a consumer throws the answer away otherwise."""
    assert oembed.render(ARTICLE, OPTIONS)["thumbnail_width"] == 1200
    half = known(ARTICLE, image=Image(url="https://paper.example/call.jpg", width=1200))
    assert not any(name.startswith("thumbnail") for name in oembed.render(half, OPTIONS))


@pytest.mark.parametrize("embed", ALL.values(), ids=ALL.keys())
def test_xml_has_the_same_members(embed: Embed) -> None:
    """Every member but the null ones is an element of its name."""
    answer = oembed.render(embed, OPTIONS)
    root = etree.fromstring(oembed.xml(answer))
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {
        name: str(value) for name, value in answer.items() if value is not None
    }


def test_xml_leaves_out_invalid_characters() -> None:
    """Controls, lone surrogates and non-characters of a title are removed."""
    answer = oembed.xml(
        oembed.render(known(VIDEO, title="a\x00\x0b\x1fb\ud800c\ufffed\U0001f600]]>&<"), OPTIONS)
    )
    assert etree.fromstring(answer).findtext("title") == "abcd\U0001f600]]>&<"
