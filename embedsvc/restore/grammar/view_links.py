"""The lines under posts of Threads and Mastodon: `Post by @handle` and `View on Threads`."""

import re
from collections.abc import Iterator

from embedsvc.restore.grammar.attribution import INVISIBLE, Attribution

_LINES = {
    "en": ("(?:post|posted) by", "view (?:post )?on {}"),
    "de": ("beitrag von", "auf {} (?:ansehen|anzeigen)"),
    "fr": ("(?:publication|post) (?:de|par)", "(?:voir|afficher) (?:la publication )?sur {}"),
    "es": ("(?:publicación|post) de", "ver (?:publicación )?en {}"),
    "pt": ("(?:publicação|post) de", "(?:ver|visualizar) (?:post )?no {}"),
    "it": ("post di", "(?:visualizza|vedi) su {}"),
    "nl": ("bericht van", "(?:bekijken?|weergeven) op {}"),
    "pl": ("post (?:użytkownika|od)", "(?:zobacz|wyświetl) (?:w|na) {}"),
    "ru": ("(?:запись|публикация|пост)(?: от)?", "(?:посмотреть|смотреть) (?:в|на) {}"),
    "uk": ("(?:допис|публікація)(?: від)?", "(?:переглянути|дивитися) (?:в|на|у) {}"),
    "tr": ("gönderi:?", "{}(?:'?[a-z]{1,3})? (?:üzerinde )?(?:gör|görüntüle)"),
    "id": ("postingan(?: oleh| dari)?", "lihat di {}"),
    "ar": ("منشور (?:بواسطة|من)", "(?:عرض|شاهد) على {}"),
    "fa": ("پست(?: از| توسط)?", "(?:مشاهده|دیدن) در {}"),
    "he": ("פוסט (?:מאת|של)", "(?:הצגה|הצג|צפייה) ב-? ?{}"),
    "ja": ("投稿者:?", "{}で(?:見る|表示)"),
    "ko": ("게시자:?", "{}에서 보기"),
    "zh": ("(?:发布者|發佈者|作者)[:：]?", "在 ?{} ?(?:上)?(?:查看|檢視)"),
    "el": ("δημοσίευση από", "(?:προβολή|δείτε) στο {}"),
    "sv": ("inlägg av", "visa på {}"),
}
_SITES = "(?:threads|mastodon)"
_BY = "|".join(by for by, _ in _LINES.values())
_VIEW = "|".join(view.replace("{}", _SITES) for _, view in _LINES.values())
_BY_ACCOUNT = rf"(?:{_BY})[\s{INVISIBLE}]+[@＠](?P<handle>[\w.]{{1,60}}(?:@[\w.-]{{1,250}})?)"
_CAPTION = re.compile(rf"{_BY_ACCOUNT}[\s{INVISIBLE}]+(?P<view>{_VIEW})", re.IGNORECASE)
_BY_LINE = re.compile(rf"^{_BY_ACCOUNT}[\s{INVISIBLE}]*\Z", re.IGNORECASE | re.MULTILINE)
_VIEW_LINE = re.compile(rf"[\s{INVISIBLE}]*(?P<view>{_VIEW})[\s{INVISIBLE}]*(?:\n|\Z)", re.IGNORECASE)


def find(text: str, following: str) -> Iterator[Attribution]:
    """`following` is the text of the next block, which may have the second line."""
    for match in _CAPTION.finditer(text):
        yield _attribution(match, match["view"])
    by, view = _BY_LINE.search(text), _VIEW_LINE.match(following)
    if by and view:
        yield _attribution(by, view["view"])


def _attribution(match: re.Match[str], view: str) -> Attribution:
    return Attribution(
        platform="mastodon" if "mastodon" in view.lower() else "threads",
        name=None,
        handle=match["handle"],
        published=None,
        url=None,
        start=match.start(),
        end=match.end(),
        confidence=0.95,
        rule="caption",
    )
