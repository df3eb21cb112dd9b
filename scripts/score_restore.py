"""Scores `restore` over the decayed posts beside the project (or at EMBEDSVC_CORPUS), without a network:
`python scripts/score_restore.py [--misses NAME]`.

What the sets are is stated beside them, in quotes/README.md; bench/score_restore.py counts.
"""

import argparse
import importlib.util
import json
from collections.abc import Iterator
from functools import partial
from types import ModuleType
from typing import Any

from score import CORPUS

from embedsvc import providers
from embedsvc.restore import scan
from embedsvc.restore.find import LEAST_CONFIDENCE, Find
from embedsvc.restore.markup.targets import recognise

SETS = ("flattened", "synthetic", "prose", "captions", "unattributed", "embeds_old")
SITES = providers.load()

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    lines = (CORPUS / "quotes" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_of_quotes", CORPUS / "bench" / "score_restore.py")
    if spec is None or spec.loader is None:
        raise SystemExit("The decayed posts are not beside this checkout (set EMBEDSVC_CORPUS).")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def finds(row: Row) -> Iterator[Row]:
    source = row.get("input") or row.get("context") or row["text"]
    for find in scan.scan(source, row.get("markup") or row["format"], partial(recognise, SITES)):
        yield _row(find)


def _row(find: Find) -> Row:
    names = ("kind", "platform", "text", "author", "handle", "published", "url", "start", "end")
    is_left = find.confidence < LEAST_CONFIDENCE or not (find.text or find.url)
    status = "left" if is_left else "unidentified"
    return {name: getattr(find, name) for name in names} | {"status": status}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", choices=SETS, help="print what was missed")
    chosen = options.parse_args()
    judge = scorer()
    for name in SETS:
        gold = rows(name)
        kind = judge.kind_of(gold[0])
        total, _, misses = judge.score(gold, {row["id"]: list(finds(row)) for row in gold}, kind)
        print(f"{name:14}", end="")
        judge.show(total, {}, kind)
        if chosen.misses == name:
            for miss in misses:
                print("   ", *miss, sep=" | ")


if __name__ == "__main__":
    main()
