"""Our own JSON: every key, in the shapes of the contract."""

import json

import pytest

from embedsvc.formats import block, csl, embed_json
from embedsvc.model import Author, Embed, Image
from tests.support.formats.samples import ALL, ARTICLE, LINK, POST, VIDEO, known

KEYS = {
    "url", "canonical_url", "kind", "title", "text", "description", "language", "direction", "authors",
    "publisher", "published", "modified", "provider", "image", "media", "player", "quoted", "source", "html",
    "citation",
}  # fmt: skip


@pytest.mark.parametrize("embed", ALL.values(), ids=ALL.keys())
def test_every_key_is_there(embed: Embed) -> None:
    """What is unknown is null, lists are empty, and all of it is JSON."""
    told = embed_json.render(embed)
    assert told.keys() == KEYS
    assert json.loads(json.dumps(told)) == told
    assert told["html"] == block.render(embed)
    assert told["citation"] == csl.item(embed)


def test_a_post() -> None:
    """The pasted link stays as it was; text, language and direction are the post's."""
    told = embed_json.render(POST)
    assert told["url"] == "https://twitter.com/KremlinRussia_E/status/1354104000000000001?s=20"
    assert told["canonical_url"] == "https://x.com/KremlinRussia_E/status/1354104000000000001"
    assert told["text"] == "Telephone conversation: New START & more https://t.co/JTH4Ws7lcj\n@POTUS"
    assert (told["kind"], told["language"], told["direction"], told["title"]) == ("post", "en", "ltr", None)
    assert told["authors"] == [
        {
            "name": "President of Russia",
            "handle": "KremlinRussia_E",
            "url": "https://x.com/KremlinRussia_E",
            "avatar": None,
        }
    ]
    assert told["provider"] == {"name": "X", "url": "https://x.com/", "key": "x"}
    assert told["source"] == {
        "method": "oembed",
        "fetched_at": "2021-01-26T22:30:00Z",
        "expires_at": "2021-01-27T22:30:00Z",
        "state": "fresh",
        "tried": [{"method": "oembed", "url": "https://publish.x.com/oembed", "code": None}],
    }


def test_an_article_has_no_text() -> None:
    """`text` is for the words of posts; the picture has its four keys."""
    told = embed_json.render(ARTICLE)
    assert told["text"] is None
    assert told["image"] == {
        "url": "https://paper.example/call.jpg",
        "width": 1200,
        "height": 675,
        "alt": "الرئيسان",
    }


def test_a_player_has_four_keys() -> None:
    """Sizes that are not known are null."""
    assert embed_json.render(VIDEO)["player"] == {
        "url": "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw",
        "width": None,
        "height": None,
        "aspect_ratio": 1.7778,
    }
    assert embed_json.render(LINK)["player"] is None


def test_media_have_six_keys() -> None:
    """A medium says what it is, where, how large, and what is shown before it plays."""
    told = embed_json.render(ALL["photo"])["media"]
    assert told == [
        {
            "type": "photo",
            "url": "https://live.staticflickr.com/1.jpg",
            "width": 1024,
            "height": 768,
            "alt": "Slices of bacon",
            "poster": None,
        }
    ]


def test_addresses_that_are_none_do_not_leave() -> None:
    """Programs put our URLs into pages of their own."""
    odd = known(
        ARTICLE,
        authors=(Author(name="A", url="javascript:alert(1)", avatar="data:image/png;base64,AA"),),
        image=Image(url="javascript:alert(1)"),
        canonical_url="javascript:alert(1)",
    )
    assert "javascript:" not in json.dumps(embed_json.render(odd))
    assert "data:" not in json.dumps(embed_json.render(odd))
