"""Language and direction by script: what the letters themselves say where a page lies or is silent."""

import re
from dataclasses import dataclass

from embedsvc.model import Direction
from embedsvc.read import tables

# Unicode blocks, enough to tell languages apart by what only they write.
_SCRIPTS = {
    "Arab": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Cyrl": "\u0400-\u052f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Kana": "\u3041-\u30ff\u31f0-\u31ff",
    "Hang": "\uac00-\ud7af\u1100-\u11ff",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff",
    "Thai": "\u0e00-\u0e7f",
    "Deva": "\u0900-\u097f",
    "Beng": "\u0980-\u09ff",
    "Taml": "\u0b80-\u0bff",
    "Geor": "\u10a0-\u10ff",
    "Armn": "\u0530-\u058f",
    "Ethi": "\u1200-\u137f",
    "Thaa": "\u0780-\u07bf",
    "Syrc": "\u0700-\u074f",
    "Latn": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
}
_RUNS = {script: re.compile(f"[{ranges}]+") for script, ranges in _SCRIPTS.items()}
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Thaa", "Syrc"})

_LANGUAGES = {
    "Arab": tables.words("ar fa ur ps ckb ku sd ug ks az pnb arz ary aeb prs ms uz kk pa glk mzn azb"),
    "Hebr": tables.words("he yi lad"),
    "Cyrl": tables.words("ru uk be bg sr mk kk ky mn tg tt ba cv os ce sah uz bs sh az av kv udm crh rue"),
    "Grek": tables.words("el grc"),
    "Kana": tables.words("ja ain"),
    "Hang": tables.words("ko"),
    "Hani": tables.words("zh ja ko yue wuu nan lzh hak"),
    "Thai": tables.words("th"),
    "Deva": tables.words("hi mr ne sa bho mai kok new"),
    "Beng": tables.words("bn as"),
    "Taml": tables.words("ta"),
    "Geor": tables.words("ka xmf"),
    "Armn": tables.words("hy hyw"),
    "Ethi": tables.words("am ti"),
    "Thaa": tables.words("dv"),
    "Syrc": tables.words("syr arc"),
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
"""Where one language writes nearly all of a script."""

_TELLTALES = (
    # letters that only this language of the script writes, in the order in which they decide
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
"""Codes withdrawn from ISO 639 (BCP 47 §2.2.1), and countries that pages write for their language."""


@dataclass(frozen=True, slots=True)
class Script:
    """The script that most letters of a text are of, and how many of all letters (0 to 1)."""

    name: str
    share: float


def script_of(text: str) -> Script | None:
    """The main script of a text, None without letters. A tenth of Kana makes it Japanese (Kana)."""
    if text.isascii():
        return Script("Latn", 1.0) if any(map(str.isalpha, text)) else None
    counts = {name: sum(map(len, runs.findall(text))) for name, runs in _RUNS.items()}
    total = sum(counts.values())
    if not total:
        return None
    if counts["Kana"] * 10 > total:
        return Script("Kana", (counts["Kana"] + counts["Hani"]) / total)
    name = max(counts, key=counts.__getitem__)
    return Script(name, counts[name] / total)


def language_of(text: str) -> str | None:
    """The language where the letters leave no doubt (Hebrew, Greek, Persian, Ukrainian, ...), else None."""
    script = script_of(text)
    if script is None or script.share < 0.5:
        return None
    if script.name in _ONLY:
        return _ONLY[script.name]
    letters = sum(map(len, _RUNS[script.name].findall(text)))
    for name, language, telltale in _TELLTALES:
        if name == script.name and len(telltale.findall(text)) * 100 > letters:
            return language
    return _DEFAULTS.get(script.name)


def direction_of(text: str) -> Direction | None:
    script = script_of(text)
    if script is None:
        return None
    return "rtl" if script.name in _RIGHT_TO_LEFT else "ltr"


def direction_of_language(tag: str) -> Direction:
    """BCP 47: an explicit script subtag decides, else the script that the language is written in."""
    primary, *rest = tag.lower().split("-")
    if "latn" in rest or "cyrl" in rest:
        return "ltr"
    if "arab" in rest or "hebr" in rest:
        return "rtl"
    return "rtl" if primary in _MOSTLY_RIGHT_TO_LEFT else "ltr"


_MOSTLY_RIGHT_TO_LEFT = tables.words(
    "ar fa ur ps ckb sd ug he yi dv syr arz ary aeb prs pnb azb glk mzn ks lad"
)


def can_be(tag: str, script: Script) -> bool:
    """Whether text that is mostly of `script` can be in the language of `tag`."""
    primary, *rest = tag.lower().split("-")
    if primary in _LANGUAGES.get(script.name, ()):
        return True
    if script.name == "Latn":
        # Romanised names and tags are everywhere; only a whole text in Latin letters contradicts.
        return script.share < 0.9 or primary not in _NEVER_LATIN or "latn" in rest
    return script.share < 0.5


_NEVER_LATIN = tables.words("ar fa ur ps ckb he yi ru uk bg mk el ja ko zh th hi bn ta ka hy am dv")


def tag_of(text: str | None) -> str | None:
    """A BCP 47 tag in its usual case out of what pages write (`pt_BR`, `EN-us`, `iw`), None for no tag."""
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
