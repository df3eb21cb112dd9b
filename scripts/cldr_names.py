"""Writes embedsvc/read/dates/cldr.json: the names of months and weekdays of every CLDR locale, by language.

Run `python scripts/cldr_names.py` after an upgrade of Babel, from which the names come. They are a file
because Babel takes a second and 200 MB to load all of its locales, too much for a service.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from babel import Locale
from babel.core import get_cldr_version
from babel.localedata import locale_identifiers

FILE = Path(__file__).resolve().parents[1] / "embedsvc" / "read" / "dates" / "cldr.json"
SOURCE = "Unicode CLDR {}, https://cldr.unicode.org, © 1991-2026 Unicode, Inc., Unicode License v3"
PLACEHOLDERS = ("M01", "Mon")
"""The names of CLDR's root, for locales that have none."""
MARKS = " .\u00a0॰׳՛’"
"""Signs at the ends of abbreviations, which the grammar of dates skips."""

Names = list[list[str]]
"""The spellings of each month, or of each weekday from Monday."""


def tables() -> dict[str, dict[str, Names]]:
    """Each table maps languages to names: those of the language itself before those of its regions."""
    found: dict[str, dict[str, Names]] = {
        table: {} for table in ("months", "month_abbreviations", "weekdays", "weekday_abbreviations")
    }
    for identifier in sorted(locale_identifiers()):
        locale = Locale.parse(identifier)
        for kind, data, first in (("month", locale.months, 1), ("weekday", locale.days, 0)):
            if data["format"]["wide"][first] in PLACEHOLDERS:
                continue
            for table, width in (
                ("s", "wide"),
                ("_abbreviations", "abbreviated"),
                ("_abbreviations", "short"),
            ):
                names = found[kind + table].setdefault(locale.language, [[] for _ in data["format"]["wide"]])
                add(names, data, width, first=first)
    return {
        table: {language: names for language, names in languages.items() if any(names)}
        for table, languages in found.items()
    }


def add(names: Names, data: Mapping[str, Mapping[str, Mapping[int, str]]], width: str, *, first: int) -> None:
    for context in ("format", "stand-alone"):
        for number, name in data[context].get(width, {}).items():
            spelling, spellings = name.strip(MARKS), names[number - first]
            # "1月" is a figure, which needs no table.
            if spelling and not any(map(str.isdigit, spelling)) and spelling not in spellings:
                spellings.append(spelling)


def text() -> str:
    """The file: a line for each language."""
    parts = ",\n".join(f'"{table}": {{\n{lines(languages)}\n}}' for table, languages in tables().items())
    return f'{{\n"source": "{SOURCE.format(get_cldr_version())}",\n{parts}\n}}\n'


def lines(languages: dict[str, Names]) -> str:
    return ",\n".join(
        f'"{language}": {json.dumps(names, ensure_ascii=False, separators=(",", ":"))}'
        for language, names in languages.items()
    )


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
