"""Which links a platform's own flow handles: the forms that people copy, and pages that are none of its posts."""

import pytest

from tests.support.sites import SITES, normalise

POSTS = [
    ("bluesky", "https://bsky.app/profile/ann.example/post/3kabcdefghi2x/quotes"),
    ("doi", "https://doi.org/doi:10.5555/sample"),
    ("doi", "https://doi.org/10.5555%2Fsample"),
    ("archive-today", "https://archive.ph/newest/https://news.example/story"),
    ("archive-today", "https://archive.md/2021/https://news.example/story"),
    ("archive-today", "https://archive.vn/AbC12/image"),
    ("internet-archive", "https://web.archive.org/save/https://news.example/story"),
    ("mixcloud", "https://m.mixcloud.com/dj/set/"),
    ("reddit", "https://www.reddit.com/gallery/abc123"),
    ("ted", "https://www.ted.com/talks/lang/ar/ann_example.html"),
    ("telegram", "https://town-news.t.me/42"),
    ("threads", "https://www.threads.com/@ann/post/C8abcdefghi/media"),
    ("tiktok", "https://www.tiktok.com/en/@ann/video/6718335390845095173"),
    ("tumblr", "https://www.tumblr.com/dashboard/blog/ann/165326273724"),
    ("tumblr", "https://ann.tumblr.com/165326273724"),
    ("twitch", "https://m.twitch.tv/clip/BraveClip-ab"),
    ("x", "https://x.com/Reporter/article/1354104000000000001"),
]
OTHERS = [
    "https://x.com/about",
    "https://x.com/messages",
    "https://x.com/notifications",
    "https://twitter.com/signup",
    "https://x.com/search?q=news",
    "https://x.com/hashtag/news",
    "https://bsky.app/profile/ann.example",
    "https://bsky.app/hashtag/news",
    "https://www.threads.com/@ann",
    "https://www.tiktok.com/@ann",
    "https://www.tiktok.com/tag/news",
    "https://t.me/town_news",
    "https://t.me/+AbCdEf",
    "https://www.linkedin.com/in/ann",
    "https://www.linkedin.com/company/news/posts",
    "https://www.reddit.com/r/news",
    "https://www.reddit.com/user/ann",
    "https://vk.com/feed",
    "https://truthsocial.com/@ann",
    "https://chat.whatsapp.com/AbCdEf",
    "https://www.youtube.com/@news",
    "https://www.youtube.com/results?search_query=news",
    "https://soundcloud.com/tags/news",
    "https://www.twitch.tv/directory",
    "https://github.com/topics/python",
    "https://open.spotify.com/user/ann",
    "https://commons.wikimedia.org/wiki/Category:Bees",
    "https://archive.org/details/bees",
]


@pytest.mark.parametrize(("key", "link"), POSTS)
def test_a_link_to_a_post(key: str, link: str) -> None:
    """Handled by the platform's own flow."""
    url = normalise(link)
    assert [site.provider.key for site in SITES.sites if site.match(url)] == [key]


@pytest.mark.parametrize("link", OTHERS)
def test_a_link_to_another_page(link: str) -> None:
    """Accounts, searches, tags, settings: left to oEmbed and to the flow of any web page."""
    assert not SITES.claims(normalise(link))
