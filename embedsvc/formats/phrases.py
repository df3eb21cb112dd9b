"""The words of a block in the language of its content: our own catalogue, and dates by CLDR."""

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from babel import Locale, localedata
from babel.dates import format_date

from embedsvc.model import MediaType
from embedsvc.read.language import primary_subtag
from embedsvc.safe import PlayerKind


class Phrases(NamedTuple):
    """An entry of phrases.json."""

    photo: str
    video: str
    audio: str
    comma: str
    gone: str
    """The notice on a post that only the archive still has; `{date}` is the day of its capture."""
    reply_to: str
    """`{name}` is the author of the post that is answered."""
    edited: str
    poll: str
    open_poll: str
    """`{date}` is the day on which it ends."""
    warning: str
    """`{text}` is the author's."""
    play_video: str
    """`{name}` is the platform, whose player is then loaded."""
    play_audio: str
    show_rich: str

    def medium(self, kind: MediaType) -> str:
        """The name of a photo, a video or a recording that has no description."""
        return {"photo": self.photo, "video": self.video, "audio": self.audio}[kind]

    def play(self, kind: PlayerKind) -> str:
        """What happens when a reader follows the link of a player."""
        return {"video": self.play_video, "audio": self.play_audio, "rich": self.show_rich}[kind]


class Label(NamedTuple):
    text: str
    language: str | None
    """None where the text is in no language."""


_CATALOGUE = Path(__file__).with_name("phrases.json")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)", re.ASCII)


def in_language(language: str | None) -> Phrases:
    """The phrases in a language (BCP 47), or in English where the catalogue lacks it."""
    return _catalogue().get(primary_subtag(language)) or _catalogue()["en"]


def known(language: str | None) -> str:
    """The language if the catalogue has it, otherwise English."""
    return language if language and primary_subtag(language) in _catalogue() else "en"


def long_date(stated: str, language: str | None) -> Label:
    """The day of an RFC 3339 date, in its own offset, as CLDR's long form of a language (BCP 47). A month or
    a year alone, or a date in a language without names of months, stays as it is.
    """
    day, locale = _day(stated), _locale(language or "")
    if day is None or locale is None:
        return Label(stated[:10], None)
    # Plain spaces, like the Western digits that Babel writes, can be copied and searched everywhere.
    return Label(" ".join(format_date(day, "long", locale).split()), language)


def around_date(
    phrase: Literal["gone", "edited", "open_poll"], stated: str, language: str | None
) -> tuple[str, Label, str]:
    """A phrase with a date in it: the words before the day, the day, and the words after it. In English where
    the catalogue lacks the language.
    """
    template: str = getattr(in_language(language), phrase)
    before, _, after = template.partition("{date}")
    return before, long_date(stated, known(language)), after


def _day(stated: str) -> date | None:
    day = _DAY.match(stated)
    try:
        return date.fromisoformat(day[0]) if day else None
    except ValueError:
        return None


@cache
def _catalogue() -> Mapping[str, Phrases]:
    entries = json.loads(_CATALOGUE.read_text(encoding="utf-8"))
    return {language: Phrases(**entry) for language, entry in entries.items()}


def _locale(language: str) -> Locale | None:
    """The locale of a tag, or of its longest beginning that CLDR knows, where CLDR names its months."""
    subtags = language.lower().split("-")
    tags = ("-".join(subtags[:length]) for length in range(len(subtags), 0, -1))
    identifier = next((_identifiers()[tag] for tag in tags if tag in _identifiers()), None)
    return None if identifier is None else _load(identifier)


@lru_cache(maxsize=32)
def _load(identifier: str) -> Locale | None:
    locale = Locale.parse(identifier)
    has_names = locale.months["format"]["wide"][1] != "M01"
    # A locale takes 1 MB, a request can choose it, and Babel's own cache keeps all 1,147.
    localedata.clear_caches()
    return locale if has_names else None


@cache
def _identifiers() -> Mapping[str, str]:
    """Lower-case BCP 47 tags to identifiers of Babel, which would cache every unknown tag that it parses."""
    return {name.replace("_", "-").lower(): name for name in localedata.locale_identifiers()}
