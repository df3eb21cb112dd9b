"""The lines under posts of Threads and Mastodon: `Post by @handle` and `View on Threads`."""

import re
from collections.abc import Iterator

from embedsvc.restore.grammar.attribution import INVISIBLE, Attribution

_LINES = {
    "en": ("post(?:ed)? by {}", "view (?:post )?on {}"),
    "de": ("beitrag von {}", "auf {} (?:ansehen|anzeigen)"),
    "fr": ("(?:publication|post) (?:de|par) {}", "(?:voir|afficher) (?:la publication )?sur {}"),
    "es": ("(?:publicación|post) de {}", "ver (?:publicación )?en {}"),
    "pt": ("(?:publicação|post) de {}", "(?:ver|visualizar) (?:post )?no {}"),
    "it": ("post di {}", "(?:visualizza|vedi) su {}"),
    "nl": ("bericht van {}", "(?:bekijken?|weergeven) op {}"),
    "pl": ("post (?:użytkownika|od) {}", "(?:zobacz|wyświetl) (?:w|na) {}"),
    "ru": ("(?:запись|публикация|пост)(?: от)? {}", "(?:посмотреть|смотреть) (?:в|на) {}"),
    "uk": ("(?:допис|публікація)(?: від)? {}", "(?:переглянути|дивитися) (?:в|на|у) {}"),
    "bg": ("публикация (?:от|на) {}", "(?:вижте|преглед) в {}"),
    "sr": ("objava (?:korisnika|od) {}", "(?:prikaži|pogledaj) na {}"),
    "cs": ("příspěvek (?:od|uživatele) {}", "zobrazit na {}"),
    "sk": ("príspevok (?:od|používateľa) {}", "zobraziť na {}"),
    "hu": ("{} bejegyzése", "megtekintés (?:a )?{}"),
    "ro": ("postare (?:de|a lui) {}", "(?:vezi|vizualizează) pe {}"),
    "el": ("δημοσίευση από {}", "(?:προβολή|δείτε) στο {}"),
    "sv": ("inlägg (?:av|från) {}", "(?:visa|se) på {}"),
    "da": ("opslag (?:af|fra) {}", "(?:vis|se) på {}"),
    "no": ("innlegg (?:av|fra) {}", "(?:vis|se) på {}"),
    "fi": ("julkais(?:sut|ija|u):? {}", "(?:näytä|katso) {}"),
    "tr": ("gönderi:? {}|{} gönderisi", "{} (?:üzerinde )?(?:gör|görüntüle)"),
    "id": ("postingan(?: oleh| dari)? {}", "lihat di {}"),
    "vi": ("bài viết (?:của|bởi) {}", "xem trên {}"),
    "th": ("โพสต์(?:โดย|ของ) ?{}", "ดูบน ?{}"),
    "ar": ("منشور (?:بواسطة|من) {}", "(?:عرض|شاهد) على {}"),
    "fa": ("پست(?: از| توسط)? {}", "(?:مشاهده|دیدن) در {}"),
    "he": ("פוסט (?:מאת|של) {}", "(?:הצגה|הצג|צפייה) ב-? ?{}"),
    "hi": ("{} (?:की|द्वारा) पोस्ट", "{} पर देखें"),
    "ur": ("{} کی پوسٹ", "{} پر دیکھیں"),
    "ja": ("投稿者:? {}|{} ?(?:による|さんの)投稿", "{}で(?:見る|表示)"),
    "ko": ("게시자:? {}|{}님의 게시물", "{}에서 보기"),
    "zh": (
        "(?:发布者|發佈者|作者)[:：]? {}|{} ?(?:的|发布的|發佈的)(?:帖子|串文|貼文)",
        "在 ?{} ?(?:上)?(?:查看|檢視)",
    ),
}
_SPACE = rf"[\s{INVISIBLE}]"
_SITES = "(?:threads|mastodon)(?:[’']?[^\\W\\d_]{1,4})?"
"""With the case endings of some languages."""
_ACCOUNT = r"[@＠][A-Za-z0-9_.]{1,60}(?:@[A-Za-z0-9.-]{1,250})?"
_HANDLE = re.compile("[@＠](?P<handle>[A-Za-z0-9_.@-]+)")
_BY = "|".join(by for by, _ in _LINES.values()).replace("{}", _ACCOUNT)
_BY = _BY.replace(" ?", f"{_SPACE}*").replace(" ", f"{_SPACE}+")
_VIEW = "|".join(view for _, view in _LINES.values()).replace("{}", _SITES)
_CAPTION = re.compile(rf"(?:{_BY}){_SPACE}+(?P<view>{_VIEW})", re.IGNORECASE)
_BY_LINE = re.compile(rf"^(?:{_BY}){_SPACE}*\Z", re.IGNORECASE | re.MULTILINE)
_VIEW_LINE = re.compile(rf"{_SPACE}*(?P<view>{_VIEW}){_SPACE}*(?:\n|\Z)", re.IGNORECASE)


def find(text: str, following: str) -> Iterator[Attribution]:
    """`following` is the text of the next block, which may have the second line."""
    if not (_names_site(text) or _names_site(following)):
        return
    for match in _CAPTION.finditer(text):
        yield _attribution(match, match["view"])
    by, view = _BY_LINE.search(text), _VIEW_LINE.match(following)
    if by and view:
        yield _attribution(by, view["view"])


def _names_site(text: str) -> bool:
    lower = text.lower()
    return "threads" in lower or "mastodon" in lower


def _attribution(match: re.Match[str], view: str) -> Attribution:
    handle = _HANDLE.search(match[0])
    return Attribution(
        platform="mastodon" if "mastodon" in view.lower() else "threads",
        name=None,
        handle=handle["handle"].rstrip(".") if handle else None,
        published=None,
        url=None,
        start=match.start(),
        end=match.end(),
        confidence=0.95,
        rule="caption",
    )
