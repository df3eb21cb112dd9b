"""From the id in an old embed to the address of the post: widgets, shortcodes and AMP components name a
platform and an id.
"""

import re

_X_ID = re.compile(r"\d{1,19}")
_VIDEO_ID = re.compile(r"[\w-]{11}")
_FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "x": (_X_ID, "https://x.com/{user}/status/{id}"),
    "youtube": (_VIDEO_ID, "https://www.youtube.com/watch?v={id}"),
    "instagram": (re.compile(r"[\w-]{5,40}"), "https://www.instagram.com/p/{id}/"),
    "vimeo": (re.compile(r"\d{4,12}"), "https://vimeo.com/{id}"),
    "dailymotion": (re.compile(r"x?[a-z0-9]{5,12}"), "https://www.dailymotion.com/video/{id}"),
    "tiktok": (re.compile(r"\d{15,22}"), "https://www.tiktok.com/@{user}/video/{id}"),
    "soundcloud": (re.compile(r"\d{4,12}"), "https://api.soundcloud.com/tracks/{id}"),
    "telegram": (re.compile(r"\w{4,32}/\d{1,9}"), "https://t.me/{id}"),
    "gist": (re.compile(r"[\w-]{1,39}/[0-9a-f]{7,40}"), "https://gist.github.com/{id}"),
    "spotify": (
        re.compile(r"(?:track|album|playlist|artist|episode|show)[:/]\w{22}"),
        "https://open.spotify.com/{id}",
    ),
    "facebook": (re.compile(r"[\w.]{1,80}/(?:posts|videos)/\w{5,40}"), "https://www.facebook.com/{id}"),
    "flourish": (re.compile(r"(?:visualisation|story)/\d{4,12}"), "https://public.flourish.studio/{id}/"),
    "vk": (re.compile(r"-?\d{1,12}_\d{1,12}"), "https://vk.com/wall{id}"),
    "rutube": (re.compile(r"[0-9a-f]{32}"), "https://rutube.ru/video/{id}/"),
    "bilibili": (re.compile(r"BV\w{8,12}"), "https://www.bilibili.com/video/{id}"),
    "ted": (re.compile(r"[a-z0-9_]{8,200}"), "https://www.ted.com/talks/{id}"),
    "streamable": (re.compile(r"[a-z0-9]{5,8}"), "https://streamable.com/{id}"),
    "codepen": (re.compile(r"[\w-]{2,40}/pen/\w{5,40}"), "https://codepen.io/{id}"),
    "infogram": (re.compile(r"[\w-]{10,200}"), "https://infogram.com/{id}"),
    "pinterest": (re.compile(r"\d{12,20}"), "https://www.pinterest.com/pin/{id}/"),
    "reddit": (re.compile(r"r/\w{1,30}/comments/\w{4,12}\S{0,200}"), "https://www.reddit.com/{id}"),
}
_NAMES = {
    "tweets": "x",
    "twitter status": "x",
    "twitter-tweet": "x",
    "xtweet": "x",
    "blackbirdpie": "x",
    "twittertweetembed": "x",
    "youtubeplayer": "youtube",
    "youtubeembed": "youtube",
    "lyte": "youtube",
    "youtube2": "youtube",
    "youtubevideo": "youtube",
    "ytplayer": "youtube",
    "vk": "vk",
    "flourish": "flourish",
    "fb": "facebook",
    "rutube": "rutube",
    "bilibili": "bilibili",
    "ted": "ted",
    "streamable": "streamable",
    "bluesky": "bluesky",
    "mixcloud": "mixcloud",
    "threads": "threads",
    "codepen": "codepen",
    "pinterest": "pinterest",
    "infogram": "infogram",
    "insta": "instagram",
    "ig": "instagram",
    "tweet": "x",
    "twitter": "x",
    "x": "x",
    "cite tweet": "x",
    "twitter_simple": "x",
    "youtube": "youtube",
    "youtube_simple": "youtube",
    "embedyt": "youtube",
    "yt": "youtube",
    "youtube-lite": "youtube",
    "instagram": "instagram",
    "instagram_simple": "instagram",
    "vimeo": "vimeo",
    "vimeo_simple": "vimeo",
    "dailymotion": "dailymotion",
    "tiktok": "tiktok",
    "soundcloud": "soundcloud",
    "telegram": "telegram",
    "gist": "gist",
    "spotify": "spotify",
    "facebook": "facebook",
    "reddit": "reddit",
}
NAMES = frozenset(_NAMES)
_WORD = re.compile(r"[a-z]{2,}")


def platform_in(text: str) -> str | None:
    """The first name of a platform in the name or class of something: `lite-youtube`, `su_tweet`."""
    return next((word for word in _WORD.findall(text.lower()) if word in NAMES), None)


def permalink(name: str, key: str, user: str | None = None) -> str | None:
    """The address of what a mark-up calls by the name of its platform and an id; None for another name or
    form.
    """
    platform = _NAMES.get(name.lower())
    if platform not in _FORMS:
        return None
    pattern, form = _FORMS[platform]
    if not pattern.fullmatch(key):
        return None
    fallback = "i" if platform == "x" else "_"
    return form.format(
        id=key.replace(":", "/") if platform == "spotify" else key, user=(user or fallback).lstrip("@")
    )
