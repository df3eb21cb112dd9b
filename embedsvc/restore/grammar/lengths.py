"""How long a post can be. A longer stretch of words holds prose of the article as well."""

import re
from datetime import date

_LIMITS = {
    "bluesky": 300,
    "threads": 500,
    "mastodon": 500,
    "telegram": 4096,
    "instagram": 2200,
    "tiktok": 2200,
}
MOST = 4096
"""Characters of the longest post."""
_FACEBOOK = 480
"""Its cards shorten the text to less than that."""
_X_DOUBLED = date(2017, 11, 7)
"""140 characters before, 280 after
(https://blog.x.com/official/en_us/topics/product/2017/tweetingmadeeasier.html).
"""
_X_MEDIA_FREE = date(2016, 9, 19)
"""Attached media and quoted posts don't count from then on."""
_SLACK = 12
"""Spaces and quotation marks that copies add."""
_URL_LENGTH = 23
_MEDIA = re.compile(r"(?:https?://)?pic\.(?:twitter|x)\.com/\w+|https?://t\.co/\w+\W*\Z")
_URL = re.compile(r"https?://\S+|\b[\w-]++\.(?:com|org|net|ly|me|gl)/\S+")
_MENTIONS = re.compile(r"\W*(?:[@＠]\w+\s+)+")
"""Those at the start of a reply don't count."""
_WIDE = re.compile("[\u1100-\u1fff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\uffef\U00010000-\U0010ffff]")
"""Characters that count as two since posts have 280 (twitter-text, config v2)."""


def fits(text: str, platform: str, published: str | None) -> bool:
    """Whether a post of the platform and day can have that many characters."""
    day = (
        date.fromisoformat(published[:10]) if published and len(published) >= len("2021-01-26") else date.max
    )
    limit = _limit(platform, day)
    if len(text) > 8 * limit:
        return False
    if platform != "x":
        return len(text) <= limit
    if width(text) + _URL_LENGTH * text.count("/") <= limit:
        return True  # even if each address in it counts in full
    if "@" in text or "＠" in text:
        text = _MENTIONS.sub("", text, count=1)
    if len(" ".join([word for word in text.split() if "/" not in word])) > limit:
        return False  # even if no address in it counts
    if "/" in text:
        text = _MEDIA.sub("", text) if day >= _X_MEDIA_FREE else text
        text = _URL.sub("u" * _URL_LENGTH, text)
    return (width(text.strip()) if day >= _X_DOUBLED else len(text.strip())) <= limit


def width(text: str, wide: int = 2) -> int:
    """Characters, those of scripts that write more with each count as `wide`."""
    return len(text) if text.isascii() else len(text) + (wide - 1) * len(_WIDE.findall(text))


def _limit(platform: str, day: date) -> int:
    if platform == "x":
        return (280 if day >= _X_DOUBLED else 140) + _SLACK
    return _LIMITS.get(platform, _FACEBOOK)
