"""The reports of a restored folder: `report.jsonl` has a line for each article, `report.csv` a row for each
find. The first one grows as files are written, so that a run that was interrupted goes on from there.
"""

import csv
import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

from embedsvc.formats import to_json

JOURNAL, TABLE = "report.jsonl", "report.csv"
COLUMNS = (
    "file", "item", "kind", "platform", "status", "confidence", "rule", "author", "handle", "published",
    "url", "start", "end", "text", "error", "detail",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a cell a formula in spreadsheets."""

ReportLine = dict[str, Any]
"""A line of the report: `file`, `item` (the post and field of an export), `input` and `output` (digests),
`format` and `finds`, or `error`.
"""


def earlier(journal: Path) -> dict[str, list[ReportLine]]:
    """The lines of earlier runs, by file. The last line may be incomplete."""
    entries: dict[str, list[ReportLine]] = {}
    for line in journal.read_bytes().splitlines() if journal.exists() else ():
        try:
            entry = json.loads(line)
            of_file = entries.setdefault(entry["file"], [])
        except (ValueError, TypeError, KeyError):
            continue
        known = of_file[:1] and (of_file[0].get("input"), of_file[0].get("item"))
        if known and (known[0] != entry.get("input") or known[1] == entry.get("item")):
            of_file.clear()
        of_file.append(entry)
    return entries


def write(folder: Path, entries: Iterable[ReportLine]) -> None:
    entries = list(entries)
    write_file(folder / JOURNAL, b"".join(to_json.encode(entry) + b"\n" for entry in entries))
    table = StringIO(newline="")
    rows = csv.DictWriter(table, COLUMNS, restval="", extrasaction="ignore")
    rows.writeheader()
    for entry in entries:
        named = {"file": entry["file"], "item": entry["item"]}
        error = entry.get("error")
        found = [{"error": error["code"], "detail": error["detail"]}] if error else entry["finds"]
        rows.writerows({name: _cell(value) for name, value in {**each, **named}.items()} for each in found)
    write_file(folder / TABLE, table.getvalue().encode("utf-8", "surrogateescape"))


def _cell(value: object) -> object:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def write_file(target: Path, output: bytes) -> None:
    """As a whole or not at all."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(output)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
