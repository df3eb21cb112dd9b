"""Language and direction of a text, by its script and by its language tag."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from babel.core import get_global

from embedsvc.model import Direction
from embedsvc.read import word_lists

# Unicode blocks of the scripts that distinguish languages.
_SCRIPTS = {
    "Latn": (0x0000, 0x0250, 0x1E00, 0x1F00, 0xFF20, 0xFF60),
    "Grek": (0x0370, 0x0400, 0x1F00, 0x2000),
    "Cyrl": (0x0400, 0x0530),
    "Armn": (0x0530, 0x0590),
    "Hebr": (0x0590, 0x0600, 0xFB10, 0xFB50),
    "Arab": (0x0600, 0x0700, 0x0750, 0x0780, 0x08A0, 0x0900, 0xFB50, 0xFE00, 0xFE70, 0xFF00),
    "Syrc": (0x0700, 0x0750),
    "Thaa": (0x0780, 0x07C0),
    "Deva": (0x0900, 0x0980),
    "Beng": (0x0980, 0x0A00),
    "Taml": (0x0B80, 0x0C00),
    "Thai": (0x0E00, 0x0E80),
    "Geor": (0x10A0, 0x1100),
    "Ethi": (0x1200, 0x1380),
    "Hang": (0x1100, 0x1200, 0xAC00, 0xD7B0),
    "Kana": (0x3040, 0x3100, 0x31F0, 0x3200),
    "Hani": (0x3400, 0xA000),
}
"""Pairs of the first code point and the last + 1, in whole rows of 16."""
_BLOCKS = {
    row: name
    for name, ends in _SCRIPTS.items()
    for first, last in zip(ends[::2], ends[1::2], strict=True)
    for row in range(first >> 4, last >> 4)
}
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\ufeff]")
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""Living scripts (ISO 15924) whose letters have Bidi_Class R or AL."""

_LANGUAGES = {
    "Arab": word_lists.word_set("ar fa ur ps ckb ku sd ug ks az pnb arz ary aeb prs ms uz kk pa glk mzn azb"),
    "Hebr": word_lists.word_set("he yi lad"),
    "Cyrl": word_lists.word_set(
        "ru uk be bg sr mk kk ky mn tg tt ba cv os ce sah uz bs sh az av kv udm crh rue"
    ),
    "Grek": word_lists.word_set("el grc"),
    "Kana": word_lists.word_set("ja ain"),
    "Hang": word_lists.word_set("ko"),
    "Hani": word_lists.word_set("zh ja ko yue wuu nan lzh hak"),
    "Thai": word_lists.word_set("th"),
    "Deva": word_lists.word_set("hi mr ne sa bho mai kok new"),
    "Beng": word_lists.word_set("bn as"),
    "Taml": word_lists.word_set("ta"),
    "Geor": word_lists.word_set("ka xmf"),
    "Armn": word_lists.word_set("hy hyw"),
    "Ethi": word_lists.word_set("am ti"),
    "Thaa": word_lists.word_set("dv"),
    "Syrc": word_lists.word_set("syr arc"),
}
_ONLY = {
    "Grek": "el",
    "Kana": "ja",
    "Hang": "ko",
    "Thai": "th",
    "Taml": "ta",
    "Geor": "ka",
    "Armn": "hy",
    "Thaa": "dv",
    "Hebr": "he",
}
"""Scripts in which nearly all texts are of one language."""

_UNIQUE_LETTERS = (
    # letters that only this language of the script has; the first match decides
    ("Arab", "ur", re.compile("[ٹڈڑںےھۓ]")),
    ("Arab", "ckb", re.compile("[ێۆڕڵ]")),
    ("Arab", "ps", re.compile("[ټډړږښڼۍې]")),
    ("Arab", "fa", re.compile("[پچژگکی]")),
    ("Cyrl", "uk", re.compile("[їєґЇЄҐ]")),
    ("Cyrl", "be", re.compile("[ўЎ]")),
    ("Cyrl", "mk", re.compile("[ѓќѕЃЌЅ]")),
    ("Cyrl", "sr", re.compile("[ђћџљњЂЋЏЉЊ]")),
    ("Cyrl", "kk", re.compile("[әғқңұһӘҒҚҢҰҺ]")),
    ("Cyrl", "ru", re.compile("[ыэёЫЭЁ]")),
)
_DEFAULTS = {"Arab": "ar"}
_LANGUAGE_TAG = re.compile(r"^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,6}$")
_OLD_TAGS = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jp": "ja",
    "cz": "cs",
    "gr": "el",
    "dk": "da",
    "ua": "uk",
    "kr": "ko",
}
"""Codes withdrawn from ISO 639 (BCP 47 §2.2.1), and codes of countries in place of their language."""


@dataclass(frozen=True, slots=True)
class Script:
    """The script (ISO 15924) of most letters of a text, and their share of all letters (0 to 1)."""

    name: str
    share: float


def script_of(text: str) -> Script | None:
    """The main script of a text, None without letters. A text with a tenth of Kana is Japanese: `Kana`."""
    if not _BEYOND_LATIN.search(text):
        return Script("Latn", 1.0) if any(map(str.isalpha, text)) else None
    counts: Counter[str] = Counter()
    for char, times in Counter(text).items():
        if char.isalpha():
            counts[_BLOCKS.get(ord(char) >> 4, "")] += times
    total = counts.total()
    if not total:
        return None
    if counts["Kana"] * 10 > total:
        return Script("Kana", (counts["Kana"] + counts["Hani"]) / total)
    name, count = counts.most_common(1)[0]
    return Script(name, count / total)


def language_of(text: str, script: Script | None) -> str | None:
    """The language that the letters prove (Hebrew, Greek, Persian, Ukrainian, ...), otherwise None."""
    if script is None or script.share < 0.5:
        return None
    if script.name in _ONLY:
        return _ONLY[script.name]
    for name, language, letters in _UNIQUE_LETTERS:
        if name == script.name and len(letters.findall(text)) * 100 > len(text):
            return language
    return _DEFAULTS.get(script.name)


def direction_of(script: Script | None) -> Direction | None:
    """The direction of a script."""
    if script is None:
        return None
    return "rtl" if script.name in _RIGHT_TO_LEFT else "ltr"


def direction_of_language(tag: str) -> Direction:
    """The direction of the script that a BCP 47 tag names, otherwise of the likely script of its language."""
    primary, *rest = tag.split("-")
    named = next((part for part in rest if len(part) == len("Arab") and part.isalpha()), None)
    script = named.title() if named else _likely_script(primary.lower(), rest)
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def _likely_script(language: str, subtags: Sequence[str]) -> str:
    """CLDR's likely script of a language, in the region of its tag if it has one ("pa-PK": Arab)."""
    language = get_global("language_aliases").get(language, language).partition("_")[0]
    likely = get_global("likely_subtags")
    regional = (likely.get(f"{language}_{subtag.upper()}") for subtag in subtags)
    tags: str = next(filter(None, regional), None) or likely.get(language, "")
    return "".join(tags.split("_")[1:2])


def can_be(tag: str, script: Script) -> bool:
    """Whether text that is mostly of `script` can be in the language of `tag`."""
    primary, *rest = tag.lower().split("-")
    if primary in _LANGUAGES.get(script.name, ()):
        return True
    if script.name == "Latn":
        # Pages in all languages have romanised names: only a text that is all Latin contradicts the tag.
        return script.share < 0.9 or primary not in _NEVER_LATIN or "latn" in rest
    return script.share < 0.5


_NEVER_LATIN = word_lists.word_set("ar fa ur ps ckb he yi ru uk bg mk el ja ko zh th hi bn ta ka hy am dv")


def tag_of(text: str | None) -> str | None:
    """What pages write (`pt_BR`, `EN-us`, `iw`) to a BCP 47 tag in its usual case, or None."""
    if not text:
        return None
    tag = text.strip().split(",")[0].split(".")[0].strip().replace("_", "-").lower()
    if not _LANGUAGE_TAG.match(tag):
        return None
    primary, *rest = tag.split("-")
    if primary in {"und", "mul", "zxx"}:
        return None
    # RFC 5646 §2.1.1: a script in title case, a region in capitals, the rest in lower case.
    named = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest]
    return "-".join([_OLD_TAGS.get(primary, primary), *named])


def primary_subtag(tag: str | None) -> str:
    """The language alone of a BCP 47 tag, in lower case; "" without a tag."""
    return (tag or "").lower().partition("-")[0]
