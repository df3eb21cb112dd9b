"""Platforms of videos and sounds: what each gives, on small answers in the shape that its documents show."""

from typing import Any
from urllib.parse import urlencode

import pytest

from embedsvc.formats import block
from tests.support.recorded import Answer, embed, failed, oembed, page
from tests.support.sites import OPTIONS, SITES

NEWS = "the-news-of-the-day"
TRACK = "7y8NWS6gR3Wz4C7W8Bh0WL"
SOUND = "https%3A%2F%2Fsoundcloud.com%2Fnewsroom%2F"

PLAYERS: list[tuple[str, str, str, str]] = [
    # link, kind, the platform's own URL of the page, the player
    (
        "https://www.dailymotion.com/video/x7tgad0_a-film?start=30",
        "video",
        "https://www.dailymotion.com/video/x7tgad0",
        "https://geo.dailymotion.com/player.html?video=x7tgad0&startTime=30",
    ),
    (
        "https://dai.ly/x7tgad0",
        "video",
        "https://www.dailymotion.com/video/x7tgad0",
        "https://geo.dailymotion.com/player.html?video=x7tgad0",
    ),
    (
        "https://www.dailymotion.com/playlist/x6hynp",
        "video",
        "https://www.dailymotion.com/playlist/x6hynp",
        "https://geo.dailymotion.com/player.html?playlist=x6hynp",
    ),
    (
        "https://m.tiktok.com/@news.room/video/7106594312292453675?is_from_webapp=1",
        "video",
        "https://www.tiktok.com/@news.room/video/7106594312292453675",
        "https://www.tiktok.com/player/v1/7106594312292453675",
    ),
    (
        "https://www.ted.com/talks/ann_example_how_news_travels/transcript?language=ar",
        "video",
        "https://www.ted.com/talks/ann_example_how_news_travels?language=ar",
        "https://embed.ted.com/talks/lang/ar/ann_example_how_news_travels",
    ),
    (
        f"https://odysee.com/@newsroom:a/{NEWS}:4?r=abc",
        "video",
        f"https://odysee.com/@newsroom:a/{NEWS}:4",
        f"https://odysee.com/$/embed/@newsroom:a/{NEWS}:4",
    ),
    (
        "https://streamable.com/ifjh2a",
        "video",
        "https://streamable.com/ifjh2a",
        "https://streamable.com/e/ifjh2a",
    ),
    (
        f"https://open.spotify.com/intl-de/track/{TRACK}?si=abc",
        "audio",
        f"https://open.spotify.com/track/{TRACK}",
        f"https://open.spotify.com/embed/track/{TRACK}",
    ),
    (
        f"https://m.soundcloud.com/newsroom/{NEWS}?si=abc",
        "audio",
        f"https://soundcloud.com/newsroom/{NEWS}",
        f"https://w.soundcloud.com/player/?url={SOUND}{NEWS}",
    ),
    (
        "https://soundcloud.com/newsroom/unlisted/s-AbCdEf12345",
        "audio",
        "https://soundcloud.com/newsroom/unlisted/s-AbCdEf12345",
        f"https://w.soundcloud.com/player/?url={SOUND}unlisted%2Fs-AbCdEf12345",
    ),
    (
        "https://podcasts.apple.com/us/podcast/the-news/id1234567890?i=1000654321098&l=ar",
        "audio",
        "https://podcasts.apple.com/us/podcast/the-news/id1234567890?i=1000654321098",
        "https://embed.podcasts.apple.com/us/podcast/the-news/id1234567890?i=1000654321098",
    ),
    (
        "https://music.apple.com/us/album/all-the-news/1234567890?i=1234567891",
        "audio",
        "https://music.apple.com/us/album/all-the-news/1234567890?i=1234567891",
        "https://embed.music.apple.com/us/album/all-the-news/1234567890?i=1234567891",
    ),
    (
        f"https://shows.acast.com/the-news/episodes/{NEWS}",
        "audio",
        f"https://shows.acast.com/the-news/episodes/{NEWS}",
        f"https://embed.acast.com/the-news/{NEWS}",
    ),
    (
        "https://www.anghami.com/album/1003456?lang=ar",
        "audio",
        "https://play.anghami.com/album/1003456",
        "https://widget.anghami.com/album/1003456",
    ),
    (
        "https://www.deezer.com/fr/track/3135556",
        "audio",
        "https://www.deezer.com/track/3135556",
        "https://widget.deezer.com/widget/auto/track/3135556",
    ),
    (
        f"https://www.mixcloud.com/newsroom/{NEWS}",
        "audio",
        f"https://www.mixcloud.com/newsroom/{NEWS}/",
        f"https://player-widget.mixcloud.com/widget/iframe/?feed=%2Fnewsroom%2F{NEWS}%2F",
    ),
    (
        f"https://www.spreaker.com/episode/{NEWS}--12345678",
        "audio",
        f"https://www.spreaker.com/episode/{NEWS}--12345678",
        "https://widget.spreaker.com/player?episode_id=12345678",
    ),
]

ENDPOINTS = {
    "www.dailymotion.com": ("https://www.dailymotion.com/services/oembed", {"format": "json"}),
    "www.tiktok.com": ("https://www.tiktok.com/oembed", {"format": "json"}),
    "www.ted.com": ("https://www.ted.com/services/v1/oembed.json", {}),
    "rumble.com": ("https://rumble.com/api/Media/oembed.json", {}),
    "odysee.com": ("https://odysee.com/$/oembed", {"format": "json"}),
    "streamable.com": ("https://api.streamable.com/oembed.json", {}),
    "open.spotify.com": ("https://open.spotify.com/oembed", {"format": "json"}),
    "soundcloud.com": ("https://soundcloud.com/oembed", {"format": "json"}),
    "podcasts.apple.com": ("https://podcasts.apple.com/api/oembed", {}),
    "music.apple.com": ("https://music.apple.com/api/oembed", {}),
    "shows.acast.com": ("https://oembed.acast.com/v1/embed-player", {"format": "json"}),
    "play.anghami.com": ("https://api.anghami.com/rest/v1/oembed.view", {"format": "json"}),
    "www.deezer.com": ("https://api.deezer.com/oembed", {"format": "json"}),
    "www.mixcloud.com": ("https://www.mixcloud.com/oembed/", {"format": "json"}),
    "www.spreaker.com": ("https://api.spreaker.com/oembed", {"format": "json"}),
}


def asked(page: str) -> str:
    """The oEmbed request about a page."""
    endpoint, parameters = ENDPOINTS[page.split("/")[2]]
    return f"{endpoint}?{urlencode({**parameters, 'url': page})}"


def answer(**fields: Any) -> Answer:
    usual = {
        "type": "video",
        "title": "The news",
        "author_name": "Newsroom",
        "thumbnail_url": "https://i.example/1.jpg",
    }
    return oembed(**(usual | fields))


@pytest.mark.parametrize(("link", "kind", "page_url", "player"), PLAYERS, ids=[link for link, *_ in PLAYERS])
def test_the_words_are_the_answers_and_the_player_is_ours(
    link: str, kind: str, page_url: str, player: str
) -> None:
    """Whatever frame the answer has; the block names the player, which is a declared one."""
    foreign = answer(html='<iframe src="https://evil.example/"></iframe><script>x()</script>')
    value = embed(link, {asked(page_url): foreign})
    found = value.finding
    assert (found.kind, found.metadata.title, found.markup) == (kind, "The news", None)
    assert found.metadata.canonical_url == page_url
    assert (found.method, found.metadata.authors[0].name) == ("oembed", "Newsroom")
    assert found.metadata.image
    assert found.player
    assert found.player.url == player
    assert SITES.players.kind(player) == kind
    assert f'href="{page_url}"' in block.render(value, OPTIONS)
    assert "data-player=" in block.render(value, OPTIONS)


@pytest.mark.parametrize(("link", "kind", "_page", "player"), PLAYERS, ids=[link for link, *_ in PLAYERS])
def test_a_platform_that_is_down_leaves_its_player(link: str, kind: str, _page: str, player: str) -> None:
    """For a short time, without words."""
    found = embed(link, {}).finding
    assert (found.kind, found.method, found.metadata.title, found.ttl) == (kind, "link", None, 60)
    assert found.player
    assert found.player.url == player


@pytest.mark.parametrize(
    ("link", "kind", "page_url", "player"),
    [
        ("https://www.buzzsprout.com/123456/12345678-the-news?client_source=small_player&iframe=true", "audio",
         "https://www.buzzsprout.com/123456/episodes/12345678-the-news",
         "https://www.buzzsprout.com/123456/episodes/12345678-the-news?client_source=small_player&iframe=true"),
        ("https://anchor.fm/newsroom/episodes/The-news-e1a2b3c/a-a4b5c6", "audio",
         "https://creators.spotify.com/pod/profile/newsroom/episodes/The-news-e1a2b3c",
         "https://creators.spotify.com/pod/profile/newsroom/embed/episodes/The-news-e1a2b3c"),
        ("https://nico.ms/sm12345", "video", "https://www.nicovideo.jp/watch/sm12345",
         "https://embed.nicovideo.jp/watch/sm12345"),
        ("https://video.wordpress.com/v/a1B2c3D4", "video", "https://videopress.com/v/a1B2c3D4",
         "https://videopress.com/embed/a1B2c3D4"),
    ],
)  # fmt: skip
def test_the_words_are_the_pages_and_the_player_is_ours(
    link: str, kind: str, page_url: str, player: str
) -> None:
    """Where no endpoint answers; the page alone would not name the player."""
    value = embed(link, {page_url: page("<title>The news</title>")})
    found = value.finding
    assert (found.kind, found.method, found.metadata.title) == (kind, "metadata", "The news")
    assert found.metadata.canonical_url == page_url
    assert found.player
    assert found.player.url == player
    assert SITES.players.kind(player) == kind
    assert "data-player=" in block.render(value, OPTIONS)


@pytest.mark.parametrize(
    ("link", "endpoint", "src", "kind"),
    [
        ("https://sketchfab.com/3d-models/bee-0a1b2c3d4e5f6071", "http://sketchfab.com/oembed",
         "https://sketchfab.com/models/0a1b2c3d4e5f6071/embed", "rich"),
        ("https://audioboom.com/posts/1234567-bees", "https://audioboom.com/publishing/oembed.json",
         "https://embeds.audioboom.com/posts/1234567-bees/embed/v4", "audio"),
        ("https://coub.com/view/1a2b3c", "http://coub.com/api/oembed.json", "https://coub.com/embed/1a2b3c", "video"),
        ("https://issuu.com/ann/docs/the_bees", "https://issuu.com/oembed",
         "https://e.issuu.com/embed.html?d=the_bees&u=ann", "rich"),
        ("https://omny.fm/shows/the-news/bees-dance", "https://omny.fm/oembed",
         "https://omny.fm/shows/the-news/bees-dance/embed", "audio"),
    ],
)  # fmt: skip
def test_the_registry_gives_players_of_declared_hosts(link: str, endpoint: str, src: str, kind: str) -> None:
    """Where the answer alone has the address of the player."""
    html = f'<iframe src="{src}" width="600" height="300"></iframe>'
    request = f"{endpoint}?{urlencode({'url': link, 'format': 'json'})}"
    value = embed(link, {request: answer(type="rich", html=html)})
    assert value.finding.kind == kind
    assert value.finding.player
    assert value.finding.player.url == src


@pytest.mark.parametrize(
    ("link", "status", "code", "words"),
    [
        ("https://www.dailymotion.com/video/x7tgad0", 404, "not_found", "removed"),
        ("https://www.dailymotion.com/video/x7tgad0", 403, "upstream_refused", "private"),
        ("https://www.tiktok.com/@newsroom/video/7106594312292453675", 400, "not_found", "private"),
        ("https://www.ted.com/talks/ann_example_how_news_travels", 404, "not_found", "TED"),
        ("https://rumble.com/v4abcde-news.html", 404, "not_found", "removed"),
        (f"https://odysee.com/@newsroom:a/{NEWS}:4", 404, "not_found", "removed"),
        (f"https://open.spotify.com/track/{TRACK}", 404, "not_found", "private"),
        (f"https://soundcloud.com/newsroom/{NEWS}", 404, "not_found", "removed"),
        (f"https://soundcloud.com/newsroom/{NEWS}", 403, "upstream_refused", "other sites"),
        ("https://podcasts.apple.com/podcast/id1234567890", 404, "not_found", "removed"),
        (f"https://www.mixcloud.com/newsroom/{NEWS}/", 404, "not_found", "public"),
        (f"https://www.spreaker.com/episode/{NEWS}--12345678", 404, "not_found", "removed"),
    ],
)
def test_what_the_endpoint_refuses_is_not_played(link: str, status: int, code: str, words: str) -> None:
    """The page is not tried: the player would only show an error."""
    value = failed(link, {asked(link): Answer(status=status)})
    assert value.code == code
    assert words in value.detail
    assert len(value.tried) == 1


def test_an_endpoint_without_a_stated_meaning_leaves_the_page_to_decide() -> None:
    """An endpoint may move or go; a page that is gone is gone."""
    link = "https://www.deezer.com/track/3135556"
    there = {asked(link): Answer(status=404), link: page("<title>The news</title>")}
    found = embed(link, there).finding
    assert (found.kind, found.method) == ("audio", "metadata")
    assert found.player
    assert failed(link, {asked(link): Answer(status=500), link: Answer(status=404)}).code == "not_found"


def test_a_wall_does_not_take_the_player_away() -> None:
    """The endpoint is down and the page shows a bot check."""
    link = "https://streamable.com/ifjh2a"
    found = embed(link, {link: Answer("<title>Just a moment...</title>", status=403)}).finding
    assert found.player
    assert found.metadata.title is None


@pytest.mark.parametrize(
    ("width", "height", "ratio"),
    [(720, 1280, 0.5625), (640, 640, 1.0), ("100%", "100%", 1.7778), (None, None, 1.7778)],
)
def test_a_video_has_the_proportions_of_its_answer(width: object, height: object, ratio: float) -> None:
    """Upright and square ones too; widescreen where it states none."""
    link = "https://streamable.com/ifjh2a"
    player = embed(link, {asked(link): answer(width=width, height=height)}).finding.player
    assert player
    assert player.aspect_ratio == ratio


@pytest.mark.parametrize(
    ("link", "player"),
    [
        ("https://vimeo.com/76979871#t=1m3s", "https://player.vimeo.com/video/76979871?dnt=1#t=63s"),
        (
            "https://vimeo.com/76979871/8272103f6e?t=90",
            "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1#t=90s",
        ),
        (
            "https://www.dailymotion.com/video/x7tgad0?start=1m30s",
            "https://geo.dailymotion.com/player.html?video=x7tgad0&startTime=90",
        ),
        (
            "https://www.twitch.tv/videos/1234567890?t=0h1m5s",
            "https://player.twitch.tv/?video=1234567890&time=65s&autoplay=false&parent=",
        ),
        (
            "https://www.twitch.tv/videos/1234567890?t=x",
            "https://player.twitch.tv/?video=1234567890&autoplay=false&parent=",
        ),
    ],
)
def test_a_link_to_a_moment_plays_from_there(link: str, player: str) -> None:
    """In every notation of moments, also where the platform is down."""
    found = embed(link, {SITES.normalise(link).without_query: page("<title>Talks</title>")}).finding
    assert found.player
    assert found.player.url == player


def test_a_video_of_tiktok_is_upright() -> None:
    """Its answer states percentages (developers.tiktok.com/doc/embed-videos)."""
    link = "https://www.tiktok.com/@newsroom/video/7106594312292453675"
    html = block.render(embed(link, {asked(link): answer(width="100%", height="100%")}), OPTIONS)
    assert 'class="embed-play embed-ratio-9-16"' in html


@pytest.mark.parametrize(
    ("link", "height"),
    [
        (f"https://open.spotify.com/episode/{TRACK}", 152),
        (f"https://open.spotify.com/album/{TRACK}", 352),
        (f"https://soundcloud.com/newsroom/{NEWS}", 166),
        ("https://soundcloud.com/newsroom/sets/all-the-news", 450),
        ("https://podcasts.apple.com/us/podcast/id1234567890?i=1000654321098", 175),
        ("https://podcasts.apple.com/us/podcast/id1234567890", 450),
        ("https://www.deezer.com/track/1", 150),
        ("https://www.deezer.com/album/1", 300),
        (f"https://www.mixcloud.com/newsroom/{NEWS}/", 120),
        ("https://www.spreaker.com/show/the-news--1234567", 350),
    ],
)
def test_a_sound_has_the_height_of_its_player(link: str, height: int) -> None:
    """That of one recording, or of several."""
    assert f'data-height="{height}"' in block.render(embed(link, {}), OPTIONS)


def test_rumble_has_the_id_of_the_player_in_its_answer_alone() -> None:
    """Nothing else of the foreign HTML is used; without the answer the video is a card."""
    link = "https://rumble.com/v4abcde-the-news.html"
    html = '<iframe src="https://rumble.com/embed/v49xyz1/?pub=4&evil=1" width="640" height="360"></iframe>'
    player = embed(link, {asked(link): answer(html=html, width=640, height=360)}).finding.player
    assert player
    assert player.url == "https://rumble.com/embed/v49xyz1/"
    found = embed(link, {link: page("<title>The news</title>")}).finding
    assert (found.kind, found.player) == ("video", None)


def test_spreaker_finds_the_id_that_an_old_link_lacks() -> None:
    link = f"https://www.spreaker.com/user/newsroom/{NEWS}"
    html = '<iframe src="https://widget.spreaker.com/player?episode_id=12345678&theme=light" height="200"></iframe>'
    player = embed(link, {asked(link): answer(type="rich", html=html)}).finding.player
    assert player
    assert player.url == "https://widget.spreaker.com/player?episode_id=12345678"


@pytest.mark.parametrize(
    ("link", "tag"),
    [
        (f"https://newsroom.bandcamp.com/track/{NEWS}", "track"),
        ("https://newsroom.bandcamp.com/album/all-the-news", "album"),
    ],
)
def test_bandcamp_has_the_id_in_its_page(link: str, tag: str) -> None:
    """In `og:video`; only the id is used."""
    video = f"https://bandcamp.com/EmbeddedPlayer/v=2/{tag}=3220102216/size=large/linkcol=evil/"
    head = f'<title>The news</title><meta property="og:video" content="{video}">'
    player = embed(link, {link: Answer(head)}).finding.player
    assert player
    assert player.url == (
        f"https://bandcamp.com/EmbeddedPlayer/{tag}=3220102216/size=large/tracklist=false/artwork=small/"
    )
    elsewhere = head.replace("https://bandcamp.com", "https://evil.example")
    assert embed(link, {link: Answer(elsewhere)}).finding.player is None


@pytest.mark.parametrize(
    "link",
    [
        "https://www.twitch.tv/directory",
        "https://dev.twitch.tv/docs",
        "https://soundcloud.com/newsroom",
        "https://soundcloud.com/newsroom/likes",
        "https://on.soundcloud.com/AbCdE",
        "https://api.soundcloud.com/users/123",
        "https://www.mixcloud.com/newsroom/",
        "https://streamable.com/login",
        "https://odysee.com/$/help",
        "https://www.ted.com/playlists/171",
        "https://www.tiktok.com/@newsroom",
        "https://bandcamp.com/discover",
        "https://rumble.com/c/newsroom",
        "https://open.spotify.com/search/news",
    ],
)
def test_what_is_not_played_is_not_claimed(link: str) -> None:
    """Home pages, lists, help and short links are read like any page."""
    assert not SITES.claims(SITES.normalise(link))
