"""The Embed as JSON: every key, as the contract defines it."""

import json
from dataclasses import replace

import pytest

from embedsvc.formats import block, csl, embed_json
from embedsvc.model import Author, Embed, Image
from tests.support.formats.samples import ALL, ARTICLE, LINK, OPTIONS, POST, QUOTED_URL, QUOTING, VIDEO, known

KEYS = {
    "url", "canonical_url", "kind", "title", "text", "description", "language", "direction", "authors",
    "publisher", "published", "modified", "provider", "image", "media", "player", "quoted", "reply_to", "poll",
    "content_warning", "passage", "archived_at", "based_on", "source", "html", "citation",
}  # fmt: skip


@pytest.mark.parametrize("embed", ALL.values(), ids=ALL.keys())
def test_every_key_is_there(embed: Embed) -> None:
    """Unknown values are null, lists are empty, and everything is JSON."""
    values = embed_json.render(embed, OPTIONS)
    assert values.keys() == KEYS
    assert json.loads(json.dumps(values)) == values
    assert values["html"] == block.render(embed, OPTIONS)
    assert values["citation"] == csl.item(embed)


def test_a_post() -> None:
    """The pasted link is returned verbatim; text, language and direction are the post's."""
    values = embed_json.render(POST, OPTIONS)
    assert values["url"] == "https://twitter.com/KremlinRussia_E/status/1354104000000000001?s=20"
    assert values["canonical_url"] == "https://x.com/KremlinRussia_E/status/1354104000000000001"
    assert values["text"] == "Telephone conversation: New START & more https://t.co/JTH4Ws7lcj\n@POTUS"
    assert (values["kind"], values["language"], values["direction"], values["title"]) == (
        "post",
        "en",
        "ltr",
        None,
    )
    assert values["authors"] == [
        {
            "name": "President of Russia",
            "handle": "KremlinRussia_E",
            "url": "https://x.com/KremlinRussia_E",
            "avatar": None,
        }
    ]
    assert values["provider"] == {"name": "X", "url": "https://x.com/", "key": "x"}
    assert values["source"] == {
        "method": "oembed",
        "fetched_at": "2021-01-26T22:30:00Z",
        "expires_at": "2021-01-27T22:30:00Z",
        "state": "fresh",
        "kept": False,
        "tried": [{"method": "oembed", "url": "https://publish.x.com/oembed", "code": None}],
    }


def test_an_embed_with_an_edition_is_in_the_archive() -> None:
    """`kept` is true where an Edition has it."""
    assert embed_json.render(replace(POST, edition="a1"), OPTIONS)["source"]["kept"] is True


def test_the_original_of_a_republished_article_is_named() -> None:
    """The URL of the work that a page republishes."""
    original = known(ARTICLE, based_on="https://original.example/1")
    assert embed_json.render(original, OPTIONS)["based_on"] == "https://original.example/1"
    assert embed_json.render(known(ARTICLE, based_on="javascript:1"), OPTIONS)["based_on"] is None


def test_a_quoted_post_is_an_embed_without_keys_of_its_own() -> None:
    """The quoted post has all keys; those that describe our answer are null, and it quotes nothing itself."""
    quoted = embed_json.render(QUOTING, OPTIONS)["quoted"]
    assert quoted.keys() == KEYS
    assert (quoted["url"], quoted["kind"], quoted["text"]) == (QUOTED_URL, "post", "The words quoted")
    assert quoted["authors"][0]["handle"] == "Original"
    assert [quoted[name] for name in ("html", "citation", "source", "quoted")] == [None] * 4


def test_an_article_has_no_text() -> None:
    """`text` is for the words of posts; the picture has its four keys."""
    values = embed_json.render(ARTICLE, OPTIONS)
    assert values["text"] is None
    assert values["image"] == {
        "url": "https://paper.example/call.jpg",
        "width": 1200,
        "height": 675,
        "alt": "الرئيسان",
    }


def test_a_player_has_four_keys() -> None:
    """Sizes that are not known are null."""
    assert embed_json.render(VIDEO, OPTIONS)["player"] == {
        "url": "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw",
        "width": None,
        "height": None,
        "aspect_ratio": 1.7778,
    }
    assert embed_json.render(LINK, OPTIONS)["player"] is None


def test_media_have_six_keys() -> None:
    """Type, URL, size, alternative text and poster."""
    values = embed_json.render(ALL["photo"], OPTIONS)["media"]
    assert values == [
        {
            "type": "photo",
            "url": "https://live.staticflickr.com/1.jpg",
            "width": 1024,
            "height": 768,
            "alt": "Slices of bacon",
            "poster": None,
        }
    ]


def test_only_web_urls_are_returned() -> None:
    """Programs put our URLs into their own pages."""
    odd = known(
        ARTICLE,
        authors=(Author(name="A", url="javascript:alert(1)", avatar="data:image/png;base64,AA"),),
        image=Image(url="javascript:alert(1)"),
        canonical_url="javascript:alert(1)",
    )
    assert "javascript:" not in json.dumps(embed_json.render(odd, OPTIONS))
    assert "data:" not in json.dumps(embed_json.render(odd, OPTIONS))
