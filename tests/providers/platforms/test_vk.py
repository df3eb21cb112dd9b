"""VK. The pages are invented, in the shape that RSSHub and yt-dlp read."""

import pytest

from tests.support.recorded import Answer, embed, failed, page
from tests.support.sites import SITES, normalise

LINK = "https://vk.com/wall-123_456"
WORDS = (
    'Сегодня в городе открылся музей. <a href="/feed?section=search&q=%23bees">#bees</a><br>Вход свободный.'
)
POST = (
    '<div id="wl_post"><div class="PostHeaderTitle"><a class="PostHeaderTitle__authorLink" href="/newsroom">'
    '<span class="PostHeaderTitle__authorName">Новости города</span></a></div>'
    "{date}"
    f'<div class="wall_post_text">{WORDS}</div>'
    '<img class="PhotoPrimaryAttachment__imageElement" alt="Музей" src="https://sun9.example/a.jpg"></div>'
)
RECENT = (
    '<span class="rel_date rel_date_needs_update" abs_time="сегодня в 10:35" time="1541835300">5 минут</span>'
)
OLD = '<a><span class="PostHeaderSubtitle__item">5 мая 2021 в 10:00</span></a>'


@pytest.mark.parametrize(
    "pasted",
    [
        LINK,
        "https://m.vk.com/wall-123_456?from=group",
        "https://vk.ru/wall-123_456",
        "https://vk.com/club123?w=wall-123_456",
        "https://vk.com/video/@newsroom?w=wall-123_456",
        "https://vk.com/newsroom?z=a&w=wall-123_456%2Fall",
        "https://vk.com/widget_post.php?app=0&width=100%25&owner_id=-123&post_id=456&hash=abc",
    ],
)
def test_a_post_of_a_wall(pasted: str) -> None:
    """With its words, tags, author and pictures, wherever VK shows it."""
    found = embed(pasted, {LINK: page(body=POST.format(date=RECENT), language="ru")}).finding
    assert (found.kind, found.method, found.metadata.canonical_url) == ("post", "metadata", LINK)
    assert found.quote
    assert found.quote.text == "Сегодня в городе открылся музей. #bees\nВход свободный."
    assert [run.type for run in found.quote.runs] == ["text", "tag", "break", "text"]
    author = found.metadata.authors[0]
    assert (author.name, author.url) == ("Новости города", "https://vk.com/newsroom")
    assert (found.media[0].url, found.media[0].alt) == ("https://sun9.example/a.jpg", "Музей")


@pytest.mark.parametrize(
    ("date", "published"),
    [
        (RECENT, "2018-11-10T07:35:00Z"),
        (RECENT.replace("1541835300", "9" * 15), "2001-09-09T01:46:39.999999Z"),
        (OLD, "2021-05-05"),
        ("", None),
    ],
)
def test_the_date_is_as_exact_as_the_page(date: str, published: str | None) -> None:
    """Seconds while the post is recent, then the day."""
    assert embed(LINK, {LINK: page(body=POST.format(date=date))}).finding.metadata.published == published


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Запись удалена или ещё не создана.", "not_found"),
        ("Post not found", "not_found"),
        ("Эта запись доступна только друзьям.", "upstream_refused"),
        ("Access denied", "upstream_refused"),
    ],
)
def test_deleted_and_hidden_posts_have_different_failures(sentence: str, code: str) -> None:
    """VK states it in a page with status 200."""
    value = failed(LINK, {LINK: page(body=f'<div class="message_page_body">{sentence}</div>')})
    assert (value.code, value.older_answer) == (code, "gone")


def test_a_post_without_words_is_a_card() -> None:
    """By the preview of its page."""
    head = '<meta property="og:title" content="Новости города. Запись со стены.">'
    value = embed(LINK, {LINK: page(head)})
    assert value.finding.kind != "post"
    assert value.finding.metadata.title
    assert [attempt.code for attempt in value.tried] == ["upstream_error", None]


@pytest.mark.parametrize(
    ("pasted", "permalink", "player", "ratio"),
    [
        ("https://vk.com/video-1_2", "https://vk.com/video-1_2", "https://vk.com/video_ext.php?oid=-1&id=2", 1.7778),
        ("https://m.vk.com/club1?z=video-1_2%2Fabc", "https://vk.com/video-1_2",
         "https://vk.com/video_ext.php?oid=-1&id=2", 1.7778),
        ("https://vk.com/clip-1_2", "https://vk.com/clip-1_2", "https://vk.com/video_ext.php?oid=-1&id=2", 0.5625),
        ("https://vkvideo.ru/video-1_2", "https://vkvideo.ru/video-1_2",
         "https://vkvideo.ru/video_ext.php?oid=-1&id=2", 1.7778),
        ("https://vkvideo.ru/playlist/-1_5/video-1_2", "https://vkvideo.ru/video-1_2",
         "https://vkvideo.ru/video_ext.php?oid=-1&id=2", 1.7778),
    ],
)  # fmt: skip
def test_a_film_is_played(pasted: str, permalink: str, player: str, ratio: float) -> None:
    """With the words of its page; a clip is upright."""
    found = embed(pasted, {permalink: page('<meta property="og:title" content="Фильм">')}).finding
    assert (found.kind, found.metadata.title, found.metadata.canonical_url) == ("video", "Фильм", permalink)
    assert found.player
    assert (found.player.url, found.player.aspect_ratio) == (player, ratio)


@pytest.mark.parametrize(
    "link",
    [f"{LINK}?reply=789", f"{LINK}?thread=1&reply=789", "https://vk.com/newsroom", "https://vk.com/wall-123"],
)
def test_comments_and_walls_are_read_like_any_page(link: str) -> None:
    """The words of a post are not those of its comment."""
    assert not SITES.claims(normalise(link))


def test_an_unreachable_page_is_its_failure() -> None:
    assert failed(LINK, {LINK: Answer(status=503)}).code == "upstream_error"
