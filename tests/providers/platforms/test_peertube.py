"""PeerTube: videos of any instance."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from embedsvc.formats import block
from tests.support.recorded import JSON, Answer, embed, failed, oembed
from tests.support.sites import OPTIONS

KEY = "kkGMgK9ZtnKfYAgnEtQxbv"
LINK = f"https://tube.example/w/{KEY}"
API = f"https://tube.example/api/v1/videos/{KEY}"
SHELL = Answer(
    '<meta property="og:platform" content="PeerTube"><title>The news - Tube</title>'
    '<meta property="og:title" content="The news"><meta property="og:description" content="From the page.">'
)
VIDEO: dict[str, Any] = {
    "name": "The news",
    "uuid": "9c9de5e8-0a1e-484a-b099-e80766180a6d",
    "url": "https://origin.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d",
    "publishedAt": "2026-11-30T10:11:12.345Z",
    "originallyPublishedAt": None,
    "language": {"id": "ar", "label": "Arabic"},
    "privacy": {"id": 1, "label": "Public"},
    "description": "All of it.",
    "embedPath": "/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d",
    "previewPath": "/lazy-static/previews/1.jpg",
    "aspectRatio": 0.5625,
    "account": {"displayName": "Ann", "host": "origin.example", "url": "https://origin.example/accounts/ann"},
    "channel": {"displayName": "Newsroom", "url": "https://origin.example/video-channels/news"},
}


def answer(**fields: Any) -> Answer:
    return Answer(json.dumps(VIDEO | fields), JSON)


@pytest.mark.parametrize("link", [LINK, f"https://tube.example/videos/watch/{KEY}", f"{LINK}?start=1m"])
def test_a_video_of_any_instance(link: str) -> None:
    """By the API: title, channel, date, language, picture, and its address on the instance that it comes from."""
    found = embed(link, {link: SHELL, API: answer()}).finding
    metadata = found.metadata
    assert (found.kind, found.method, found.provider.key) == ("video", "api", "peertube")
    assert (metadata.title, metadata.description, metadata.language) == ("The news", "All of it.", "ar")
    assert [(author.name, author.url) for author in metadata.authors] == [
        ("Newsroom", "https://origin.example/video-channels/news")
    ]
    assert metadata.published == "2026-11-30T10:11:12Z"
    assert metadata.canonical_url == VIDEO["url"]
    assert metadata.image
    assert metadata.image.url == "https://tube.example/lazy-static/previews/1.jpg"


def test_its_player_is_a_link() -> None:
    """Anybody can run an instance, so no frame of ours leads to one."""
    value = embed(LINK, {LINK: SHELL, API: answer()})
    assert value.finding.player
    assert (
        value.finding.player.url == "https://tube.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d"
    )
    assert value.finding.player.aspect_ratio == 0.5625
    html = block.render(value, OPTIONS)
    assert "data-player" not in html
    assert f'<a href="{VIDEO["url"]}">The news</a>' in html


@pytest.mark.parametrize(
    ("status", "code"), [(401, "upstream_refused"), (403, "upstream_refused"), (404, "not_found")]
)
def test_each_refusal_has_its_failure(status: int, code: str) -> None:
    """Stated by the API; the page itself is always the same."""
    assert failed(LINK, {LINK: SHELL, API: Answer(status=status)}).code == code


@pytest.mark.parametrize(
    "broken",
    [Answer(status=500), Answer("<html>", JSON), Answer("[]", JSON), answer(name=None), answer(embedPath=1)],
)
def test_without_the_api_the_page_is_read(broken: Answer) -> None:
    found = embed(LINK, {LINK: SHELL, API: broken}).finding
    assert (found.method, found.metadata.title, found.metadata.description) == (
        "metadata",
        "The news",
        "From the page.",
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": None, "account": []},
        {"language": "ar", "aspectRatio": "wide", "publishedAt": 5},
        {"previewPath": None, "thumbnailPath": None, "description": None, "url": ""},
        {"aspectRatio": -1},
    ],
)
def test_fields_of_a_wrong_type_are_unknown(fields: dict[str, Any]) -> None:
    found = embed(LINK, {LINK: SHELL, API: answer(**fields)}).finding
    assert found.metadata.title == "The news"
    assert found.player


@pytest.mark.parametrize("path", ["/about/instance", f"/w/p/{KEY}", "/c/newsroom/videos"])
def test_other_pages_of_an_instance_are_pages(path: str) -> None:
    link = f"https://tube.example{path}"
    assert embed(link, {link: SHELL}).finding.method == "metadata"


def test_an_instance_of_the_oembed_registry_is_an_instance() -> None:
    """Its API states more than its registered endpoint: the channel, the date and the language."""
    link = f"https://peertube.tv/w/{KEY}"
    asked = "https://peertube.tv/services/oembed?" + urlencode({"url": link, "format": "json"})
    registered = oembed(type="video", title="The news", author_name="Newsroom")
    answers = {asked: registered, link: SHELL, f"https://peertube.tv/api/v1/videos/{KEY}": answer()}
    found = embed(link, answers).finding
    assert (found.method, found.provider.key, found.metadata.language) == ("api", "peertube", "ar")
    found = embed(link, {asked: registered, link: SHELL}).finding
    assert (found.method, found.metadata.title) == ("oembed", "The news")


def test_a_link_to_a_moment_plays_from_there() -> None:
    link = f"{LINK}?start=1m5s"
    player = embed(link, {link: SHELL, API: answer()}).finding.player
    assert player
    assert player.url.endswith("?start=65s")
