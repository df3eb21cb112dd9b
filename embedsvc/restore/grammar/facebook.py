"""The line under a post of Facebook: `Posted by Name on Tuesday, January 26, 2021`.

It always names the weekday, which must be that of the date. That distinguishes it from the bylines and
comment headers of blogs.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from embedsvc.read.dates import dates, weekdays
from embedsvc.read.dates.dates import DateMatch
from embedsvc.read.folding import fold
from embedsvc.restore.grammar import label_dates, phrases
from embedsvc.restore.grammar.attribution import INVISIBLE, Attribution, is_in_sentence, name_start, one_line

_LABELS = phrases.compile_phrases(
    {
        "en": ["posted by {}"],
        "de": ["gepostet von {}"],
        "fr": ["publiée?(?:\\(e\\))? par {}", "postée?(?:\\(e\\))? par {}"],
        "es": ["publicad[oa] por {}"],
        "ca": ["publicat per {}"],
        "pt": ["publicad[oa] por {}", "postad[oa] por {}"],
        "it": ["pubblicat[oa] da {}", "postat[oa] da {}"],
        "nl": ["geplaatst door {}", "gepost door {}"],
        "pl": ["opublikowan[yae] przez {}"],
        "ru": ["опубликова(?:л|ла|но) {}", "публикация от {}"],
        "uk": ["опубліковано {}", "опублікува(?:в|ла) {}", "публікація від {}"],
        "bg": ["публикува(?:хте|но)? от {}"],
        "sr": ["objavi(?:o|la)(?:/la)? {}", "објави(?:о|ла)(?:/ла)? {}"],
        "cs": ["zveřejnil(?:a|\\(a\\))? {}", "přidal(?:a|\\(a\\))? {}", "příspěvek od {}"],
        "sk": ["(?:u|z)verejnil(?:a|\\(a\\))? {}"],
        "hu": ["közzétette:? {}"],
        "ro": ["postată? de {}", "publicată? de {}"],
        "el": ["δημοσιεύτηκε από(?: τον?| την?)?(?: χρήστη)? {}"],
        "sv": ["publicerat av {}", "(?:in|upp)lagt av {}"],
        "da": ["slået op af {}", "opslået af {}", "postet af {}", "indsendt af {}"],
        "no": ["publisert av {}", "lagt (?:inn|ut) av {}", "slått opp av {}"],
        "fi": ["julkais(?:sut|ija:?) {}"],
        "tr": ["{} tarafından"],
        "ar": ["(?:تم )?(?:ال)?نشره?ا? بواسطة {}", "(?:تم )?(?:ال)?نشره?ا? من قبل {}"],
        "fa": ["(?:فرستاده|ارسال|پست) شده توسط {}"],
        "ur": ["{} کی جانب سے (?:پوسٹ|شائع)"],
        "he": ["פורסם על[ ־-]ידי {}", "נכתב על[ ־-]ידי {}"],
        "hi": ["{} (?:द्वारा|ने) (?:इस दिन )?पोस्ट (?:की गई|किया गया|किया)"],
        "id": ["dikirim oleh {}", "dipos(?:ting|kan) oleh {}"],
        "ms": ["dihantar oleh {}", "disiarkan oleh {}"],
        "fil": ["(?:nai-?)?post ni {}"],
        "vi": ["đăng bởi {}"],
        "th": ["โพสต์โดย {}"],
        "ja": ["投稿者{}", "{}さんの?投稿"],
        "ko": ["게시(?:자|한 사람)?{}", "{}님이 게시"],
        "zh": ["由{}(?:发布|發佈|發表|发表)[于於]?", "{}发布于", "{}发表于", "{}發佈於", "{}發表於"],
        "eo": ["afiŝita de {}"],
    }
)
_MOST_LABELS = 2
"""Before one date."""
_MORE_LANGUAGES = ("ja", "ko", "zh", "vi")
"""Their weekdays are understood in labels, besides those understood on every page."""
_LONGEST_NAME = 90
_LONGEST_DATE = 50
_BEFORE_YEAR, _BEHIND_YEAR = 40, 44
"""Characters in which the weekday is, and what follows it in the label."""
_YEAR = re.compile(r"20[0-4]\d(?![0-9/_:\"-])|٢٠[٠-٤]|۲۰[۰-۴]|२०[०-४]|۱(?:۳[۸-۹]|۴[۰-۲])")
YEAR_MARKS = ("20", "٢٠", "۲۰", "२०", "۱۳", "۱۴")
"""What the years begin with, so that an article can be searched quickly for each."""
_LETTERS = re.compile(rf"[^\s\d<>&,،、.()（）:：{INVISIBLE}]+")
_WEEKDAYS = weekdays.last_words(_MORE_LANGUAGES)
_PREPOSITION = re.compile(
    r"(?:on|am|le|sur|en|el|em|na|no|su|il|op|in|w|dne|dnia|pe|i|den|på|dag|la|v|у|в|на|pada|vào|في|در|ב|ביום|στις|στην|στο|投稿日|日時)"
)
_EDGES = f" ,،、:：–—-־.{INVISIBLE}\u3000\u00a0\n\t"
_WORD = re.compile(rf"[^\s\d,،、.()（）:：{INVISIBLE}]+(?:\u200c[^\s\d,،、.()]+)?")
_AFTER_WEEKDAY = re.compile(
    rf"[\s,،(（.{INVISIBLE}]{{0,3}}(?P<weekday>[^\s\d,،、.()（）{INVISIBLE}]+)[)）]?"
    rf"(?:[\s{INVISIBLE}]+tarihinde)?(?:[\s{INVISIBLE}]+(?:gönderildi|yayınlandı|paylaşıldı))?"
)


def find(text: str) -> Iterator[Attribution]:
    if not _LABELS.may_be_in(phrases.lowered(text)):
        return
    end = 0
    for year in dated_weekdays(text):
        if year < end:
            continue
        first, last = max(end, year - _LONGEST_NAME - _LONGEST_DATE), year + _BEHIND_YEAR
        for found in _labels(text[first:last]):
            end = first + found.end
            if not is_in_sentence(text, end):
                yield found.moved(first)
            break


def dated_weekdays(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[int]:
    """Where years stand that have the name of a weekday beside them."""
    for match in _YEAR.finditer(text, start, end):
        year = match.start()
        words = _LETTERS.findall(text, max(start, year - _BEFORE_YEAR), min(end, year + _BEHIND_YEAR))
        if any(map(_names_weekday, words)):
            yield year


@lru_cache(4096)
def _names_weekday(word: str) -> bool:
    word = fold(word)
    return word in _WEEKDAYS or word.lstrip("日") in _WEEKDAYS


def _labels(text: str) -> Iterator[Attribution]:
    lower = phrases.lowered(text)
    for opening in list(_LABELS.before.finditer(lower))[-_MOST_LABELS:]:
        if found := _after(text, lower, opening):
            yield found
    for behind in _LABELS.behind.finditer(lower):
        if found := _named_first(text, behind):
            yield found


def _after(text: str, lower: str, opening: re.Match[str]) -> Attribution | None:
    """A label that begins with its verb."""
    window = text[opening.end() : opening.end() + _LONGEST_NAME + _LONGEST_DATE]
    found = _day(window)
    if found is None:
        return None
    before = window[: found.start]
    behind = _LABELS.behind.search(lower, opening.end(), opening.end() + found.start)
    if not _LABELS.completes(opening[0], behind[0] if behind else ""):
        return None
    dated = _dated(window, before, found)
    if dated is None:
        return None
    name_end, end = dated
    name_end = behind.start() - opening.end() if behind else name_end
    return _attribution(opening.start(), _name(before[:name_end]), found, opening.end() + end)


def _named_first(text: str, behind: re.Match[str]) -> Attribution | None:
    """A label that begins with the name."""
    first = max(0, behind.start() - _LONGEST_NAME)
    start = name_start(text, first, behind.start())
    if start == first > 0:
        return None
    window = text[behind.end() : behind.end() + _LONGEST_DATE]
    found = _day(window)
    if found is None or not _LABELS.completes("", behind[0]):
        return None
    dated = _dated(window, window[: found.start], found)
    if dated is None or _name(window[: dated[0]]):
        return None
    return _attribution(start, _name(text[start : behind.start()]), found, behind.end() + dated[1])


def _day(window: str) -> DateMatch | None:
    found = dates.first(window)
    return found if found and len(found.value) >= len("2021-01-26") else None


def _dated(window: str, before: str, found: DateMatch) -> tuple[int, int] | None:
    """Where the words before the weekday end and where the label ends; None without the right weekday."""
    day = date.fromisoformat(found.value[:10])
    end = label_dates.end_of(window, found.end)
    start = _weekday_at_end(before, day)
    if start is not None:
        return start, end
    # 2021年1月26日火曜日 is one word.
    if _is_weekday(window[found.start : found.end].partition("日")[2], day):
        return len(before), end
    behind = _AFTER_WEEKDAY.match(window, found.end)
    if behind and _is_weekday(behind["weekday"], day):
        return len(before), behind.end()
    return None


def _is_weekday(word: str, day: date) -> bool:
    return weekdays.is_named(fold(word), day, _MORE_LANGUAGES)


def _weekday_at_end(before: str, day: date) -> int | None:
    """Where the name of this day's weekday begins, in the last words of the text."""
    words = list(_WORD.finditer(before, max(0, len(before) - 40)))[-4:]
    while words and _PREPOSITION.fullmatch(words[-1][0].lower()) and not _is_weekday(words[-1][0], day):
        words.pop()
    if words and words[-1][0].lower() == "the":
        words.pop()
    for count in (2, 1):
        if len(words) >= count and _is_weekday(before[words[-count].start() : words[-1].end()], day):
            return words[-count].start()
    return None


def _name(text: str) -> str:
    """Without the preposition of the date."""
    text = one_line(text).rstrip(_EDGES)
    words = text.rsplit(None, 1)
    if len(words) == 2 and _PREPOSITION.fullmatch(words[1].lower().strip(_EDGES)):
        text = words[0]
    elif _PREPOSITION.fullmatch(text.lower()):
        text = ""
    return text.strip(_EDGES)


def _attribution(start: int, name: str, found: DateMatch, end: int) -> Attribution | None:
    if not name:
        return None
    return Attribution(
        platform="facebook",
        name=name,
        handle=None,
        published=found.value,
        url=None,
        start=start,
        end=end,
        confidence=0.95,
        rule="caption",
    )
