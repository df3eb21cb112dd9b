"""Host names as people write them, where they cannot be mistaken for others.

The policy is that of browsers (UTS 39 §5.2, "highly restrictive", and Chromium's IDN policy). A label is
shown if it is of one script, or of scripts that are written side by side, and cannot be read as a Latin one.
Otherwise its ASCII form (`xn--…`) is shown.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

import ada_url

_SCRIPTS = frozenset({
    "ARABIC", "ARMENIAN", "BENGALI", "BOPOMOFO", "CJK", "CYRILLIC", "DEVANAGARI", "ETHIOPIC", "GEORGIAN",
    "GREEK", "GUJARATI", "GURMUKHI", "HANGUL", "HEBREW", "HIRAGANA", "KANNADA", "KATAKANA", "KHMER", "LAO",
    "LATIN", "MALAYALAM", "MYANMAR", "ORIYA", "SINHALA", "TAMIL", "TELUGU", "THAANA", "THAI", "TIBETAN",
})  # fmt: skip
"""Recommended scripts (UAX 31 table 5), as the names of their letters begin."""
_ALIASES = {"IDEOGRAPHIC": "CJK", "KATAKANA-HIRAGANA": "KATAKANA"}
_SIDE_BY_SIDE = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)
"""Scripts of one label. Of Latin, only ASCII letters stand beside another script."""

_LATIN = frozenset("ßæđħłœøŋŧɓɖɗɔɛƙ")
"""Latin letters of living languages that are not an ASCII letter with marks."""
_LATIN_OF_DOMAINS: Mapping[str, frozenset[str]] = {
    "ı": frozenset({"az", "kz", "tr"}),
    "ə": frozenset({"az"}),
    "ð": frozenset({"fo", "is"}),
    "þ": frozenset({"fo", "is"}),
}
"""Latin letters that are mistaken for others, except under the top-level domains whose readers know them."""
_UNUSUAL = re.compile(
    "[\u0460-\u0489\u1c80-\u1c8f\ua640-\ua69f]"  # historic Cyrillic
    "|[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"  # vowel points, tatweel
    "|[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f]"  # parts of Hangul syllables
)
"""Characters of recommended scripts that no name of a host needs."""

_LOOKALIKES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "ARMENIAN": (frozenset("ագզէլհյոսւօքց"), frozenset({"am"})),
    "CYRILLIC": (
        frozenset("аысԁеԍһіюјӏорԗԛѕԝхуъьҽпгѵѡүӕ"),
        frozenset({"bg", "by", "kg", "kz", "mk", "mn", "rs", "ru", "su", "tj", "ua", "uz"}),
    ),
    "ETHIOPIC": (frozenset("ሀሠሰስበነተከዐዕዘጠፐ"), frozenset({"er", "et"})),
    "GEORGIAN": (frozenset("იოყძხჽჿ"), frozenset({"ge"})),
    "GREEK": (frozenset("αικνρυωηοτγσχ"), frozenset({"cy", "gr"})),
    "HEBREW": (frozenset("דוחיןסװײ"), frozenset({"il"})),
    "MALAYALAM": (frozenset("ടഠധനറ"), frozenset({"in"})),
    "MYANMAR": (frozenset("ခဂငထပဝ"), frozenset({"mm"})),
    "ORIYA": (frozenset("ଠ"), frozenset({"in"})),
    "TAMIL": (frozenset("டப"), frozenset({"in", "lk", "sg"})),
    "THAI": (frozenset("ทนบพรหเแดลปฟม"), frozenset({"th"})),
}
"""Letters of a script that are read as Latin ones (UTS 39 §4), and the top-level domains whose readers know
the script. A word of such letters alone is shown only there, and under a domain in the script itself.
"""
_DELIMITER_LOOKALIKES = re.compile(
    "(?<=[^\u3041-\u30ff\u3400-\u9fff])[一ㄧ丶丿乀乁ノンソゾ](?=[^\u3041-\u30ff\u3400-\u9fff])"
    "|(?<![\u3041-\u30ff])ー|(?<![\u30a1-\u30fe])[ヽヾ]"
)
"""Letters that are read as a slash or a hyphen outside of Chinese and Japanese words."""


@lru_cache(maxsize=4096)
def readable_host(host: str) -> str:
    """A host in ASCII, as a `Url` has it, with the letters of its labels where they are safe to show."""
    if "xn--" not in host:
        return host
    labels, decoded = host.split("."), ada_url.idna.decode(host).split(".")
    return ".".join(
        shown if shown == label or _is_safe(shown, decoded[-1], is_last=index == len(labels) - 1) else label
        for index, (label, shown) in enumerate(zip(labels, decoded, strict=True))
    )


def _is_safe(label: str, top_level: str, *, is_last: bool) -> bool:
    scripts = {_script(character) for character in label} - {""}
    if not scripts or not scripts <= _SCRIPTS or not _may_stand_together(scripts, label):
        return False
    if _UNUSUAL.search(label) or _repeats_a_mark(label) or not _has_usual_latin(label, top_level):
        return False
    if _DELIMITER_LOOKALIKES.search(label):
        return False
    return is_last or not any(_reads_as_latin(label, script, top_level) for script in scripts)


def _script(character: str) -> str:
    """The first word of the character's name for a letter or mark, "" for ASCII digits and hyphens."""
    if character in "0123456789-":
        return ""
    if unicodedata.category(character) not in {"Ll", "Lo", "Lm", "Mn", "Mc"}:
        return "other"
    word = unicodedata.name(character, "other").partition(" ")[0]
    return _ALIASES.get(word, word)


def _may_stand_together(scripts: set[str], label: str) -> bool:
    if len(scripts) == 1:
        return True
    latin = (character for character in label if _script(character) == "LATIN")
    return any(scripts <= usual for usual in _SIDE_BY_SIDE) and all(map(str.isascii, latin))


def _repeats_a_mark(label: str) -> bool:
    return any(one == other and unicodedata.category(one) == "Mn" for one, other in pairwise(label))


def _has_usual_latin(label: str, top_level: str) -> bool:
    return all(
        character in _LATIN
        or top_level in _LATIN_OF_DOMAINS.get(character, ())
        or unicodedata.normalize("NFD", character)[0].isascii()
        for character in label
        if _script(character) == "LATIN"
    )


def _reads_as_latin(label: str, script: str, top_level: str) -> bool:
    if script not in _LOOKALIKES:
        return False
    letters, top_levels = _LOOKALIKES[script]
    of_script = {character for character in label if _script(character) == script}
    return of_script <= letters and top_level not in top_levels and _script(top_level[0]) != script
