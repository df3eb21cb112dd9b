"""How Instagram's widget introduces a post and its author, in the languages that it is shown in."""

import re
from collections.abc import Iterator

from embedsvc.restore.articles.block import View
from embedsvc.restore.grammar import handles, label_dates, phrases
from embedsvc.restore.grammar.attribution import INVISIBLE, Attribution, is_in_sentence, name_start, one_line

_LABELS = phrases.compile_phrases(
    {
        "en": ["a (?:post|photo|video|reel) (?:shared|posted) by {}"],
        "de": [
            "ein(?:e)? (?:beitrag|foto|video|reel),? ?(?:das |der )?(?:geteilt|gepostet) von {}",
            "ein von {} geteilte[rs] (?:beitrag|foto|video)",
            "ein von {} gepostete[rs] (?:beitrag|foto|video)",
        ],
        "fr": ["une? (?:publication|photo|vidéo|post) (?:partagée?|publiée?) par {}"],
        "es": [
            "una? (?:publicación|foto|video|vídeo) compartid[ao] (?:por|de) {}",
            "una? (?:publicación|foto|vídeo) publicad[ao] (?:por|de) {}",
        ],
        "ca": ["una publicació compartida (?:per|de) {}"],
        "pt": ["uma? (?:publicação|post|foto|vídeo) (?:compartilhad|partilhad|publicad)[ao] por {}"],
        "it": ["una? (?:post|video|foto) (?:condivis|pubblicat)[oa] da {}"],
        "nl": [
            "een (?:bericht|foto|video) (?:gedeeld|geplaatst) door {}",
            "een (?:bericht|foto|video) die (?:is )?(?:gedeeld|geplaatst) door {}",
        ],
        "pl": ["(?:post|zdjęcie|wideo|film) (?:udostępnion|zamieszczon)[yea] przez(?: użytkownika)? {}"],
        "ru": ["(?:публикация|фото|видео),? от {}", "(?:фото|видео) опубликовано {}"],
        "uk": ["допис,? поширений(?: від)? {}", "публікація від {}", "допис від {}"],
        "bg": ["публикация,? споделена от {}"],
        "sr": ["objava koju deli {}", "објава коју дели {}"],
        "hr": ["objava koju dijeli {}"],
        "sl": [
            "objava,? ki jo (?:je )?(?:deli|delil|delila)(?:/a)? {}",
            "objavo je delila?(?:/a)? {}",
            "objava osebe {}",
        ],
        "cs": ["příspěvek sdílený(?: uživatelem)? {}"],
        "sk": ["príspevok,? ktorý zdieľa(?: používateľ)? {}"],
        "hu": ["{} által megosztott bejegyzés"],
        "ro": ["o postare (?:distribuită|partajată|împărtășită) de {}"],
        "el": [
            "(?:η )?δημοσίευση (?:που )?κοινοποιήθηκε από(?: τον?| την)?(?: χρήστη)? {}",
            "(?:η )?δημοσίευση κοινοποίησης από {}",
        ],
        "sv": ["ett inlägg delat av {}"],
        "da": ["et opslag delt af {}"],
        "no": ["et innlegg delt av {}"],
        "fi": ["henkilön {} jakama julkaisu", "{} jakama julkaisu"],
        "tr": ["{} (?:\\W?[a-zıiuüğ]{0,4} )?(?:tarafından )?paylaş(?:ılan|tığı) bir gönderi"],
        "ar": [
            "تمت? (?:مشاركة|نشر) (?:منشور|صورة|فيديو|مقطع فيديو) (?:بواسطة|من قبل) {}",
            "منشور تمت مشاركته بواسطة {}",
        ],
        "fa": [
            "پست(?:ی)? (?:که توسط )?{} به اشتراک گذاشته شده(?: است)?",
            "پستی که توسط {}",
            "پست به اشتراک گذاشته شده توسط {}",
        ],
        "ur": ["{} (?:کی جانب سے|کے ذریعے) شیئر کردہ پوسٹ", "{} کی شیئر کردہ پوسٹ"],
        "he": ["פוסט (?:ש?שותף|משותף) על[ ־-]ידי {}"],
        "hi": ["{} (?:द्वारा|ने) (?:साझा|शेयर) (?:की गई|किया गया|की) पोस्ट"],
        "id": ["(?:sebuah )?(?:kiriman|postingan|foto|video) (?:yang )?dibagikan oleh {}"],
        "ms": ["(?:kiriman|siaran) (?:yang )?dikongsi(?:kan)? oleh {}"],
        "fil": ["isang post na ibinahagi ni {}"],
        "vi": ["bài viết do {} chia sẻ", "bài viết do {}"],
        "th": ["โพสต์ที่แชร์โดย {}"],
        "ja": ["{}(?:さん)?がシェアした投稿", "{}さんの?投稿"],
        "ko": ["{}님의 공유 게시물(?:님)?"],
        "zh": [
            "由{}(?:分享|发布|發佈)的(?:帖子|貼文|照片|视频|影片)",
            "{}(?:分享|发布|發佈)的(?:帖子|貼文|照片|视频|影片)",
        ],
        "lt": ["įrašas,? kuriuo (?:dalinasi|pasidalino) {}"],
        "af": ["'n plasing gedeel deur {}"],
        "bn": ["{} (?:এর )?শেয়ার (?:করা|করেছেন) (?:একটি )?পোস্ট"],
        "ta": ["{} பகிர்ந்த இடுகை"],
        "eo": ["afiŝo (?:kunhavigita|dividita) de {}"],
    }
)
_TITLES = re.compile(r"\s*さん$")
_ACCOUNT = re.compile(rf"[@＠](?P<handle>[A-Za-z0-9_.]{{1,30}})[{INVISIBLE}]*")
_LONGEST_NAME = 80
_VIEW = (
    "view this (?:post|photo|profile) on instagram",
    "sieh dir diesen beitrag auf instagram an",
    "dieser beitrag auf instagram",
    "voir cette publication sur instagram",
    r"afficher cette publication(?: \w+)? sur instagram",
    "ver esta publicación en instagram",
    "ver (?:esta publicação|essa foto|este post|esta foto) no instagram",
    "visualizza questo post su instagram",
    "dit bericht op instagram bekijken",
    "bekijk dit bericht op instagram",
    "wyświetl ten post na instagramie",
    "посмотреть эту публикацию в instagram",
    "переглянути цей допис в instagram",
    "عرض هذا المنشور على (?:instagram|إنستغرام|انستغرام)",
    "مشاهده این پست در (?:instagram|اینستاگرام)",
    "הצגת פוסט זה ב-?instagram",
    "この投稿をinstagramで見る",
    "在 ?instagram ?(?:上)?(?:查看这篇帖子|查看這則貼文)",
    "instagram에서 이 게시물 보기",
    "bu gönderiyi instagram'?da gör",
    "lihat postingan ini di instagram",
    "instagram पर यह पोस्ट देखें",
    "δείτε αυτή τη δημοσίευση στο instagram",
    "visa det här inlägget på instagram",
    "se dette (?:opslag|innlegget) på instagram",
    "näytä tämä julkaisu instagramissa",
    "zobrazit příspěvek na instagramu",
    "vizualizați această postare pe instagram",
    "xem bài viết này trên instagram",
    "rigardu la afiŝon en instagramo",
)
VIEW = re.compile("|".join(_VIEW), re.IGNORECASE)
"""A line that the widget puts above the words."""


def find(view: View) -> Iterator[Attribution]:
    """The labels of a block."""
    text = view.text
    lower = phrases.lowered(text)
    if not _LABELS.may_be_in(lower):
        return
    openings = list(_LABELS.before.finditer(lower))
    used = earlier = 0
    opening: re.Match[str] | None = None
    for bracket in handles.IN_BRACKETS.finditer(text):
        while used < len(openings) and openings[used].end() <= bracket.start():
            opening = openings[used]
            used += 1
        if found := _named(text, lower, opening, bracket, earlier):
            yield found
            earlier = found.end
    for opening in openings:
        if account := _ACCOUNT.match(text, opening.end()):
            behind = _LABELS.behind.match(lower, account.end())
            if _LABELS.completes(opening[0], behind[0] if behind else ""):
                end = (behind or account).end()
                if found := _attribution(text, None, account["handle"], opening.start(), end):
                    yield found


def _named(
    text: str,
    lower: str,
    opening: re.Match[str] | None,
    bracket: re.Match[str],
    earlier: int,
) -> Attribution | None:
    """A label with a name before the account in brackets."""
    first = max(earlier, bracket.start() - _LONGEST_NAME)
    if opening and opening.end() < first:
        opening = None
    behind = _LABELS.behind.match(lower, bracket.end())
    if not (opening or behind) or not _LABELS.completes(
        opening[0] if opening else "", behind[0] if behind else ""
    ):
        return None
    start = opening.start() if opening else name_start(text, first, bracket.start())
    name = _TITLES.sub("", one_line(text[opening.end() if opening else start : bracket.start()]))
    return _attribution(text, name or None, bracket["handle"], start, (behind or bracket).end())


def _attribution(text: str, name: str | None, handle: str, start: int, end: int) -> Attribution | None:
    """None in a sentence about a post."""
    date = label_dates.find(text, end, in_caption=True)
    if is_in_sentence(text, date.end if date else end):
        return None
    return Attribution(
        platform="instagram",
        name=name,
        handle=handle.rstrip("."),
        published=date.value if date else None,
        url=None,
        start=start,
        end=date.end if date else end,
        confidence=0.95,
        rule="caption",
    )
