"""Scores `read` over the recorded web: `python scripts/score.py [--misses FIELD] [--disagreements FIELD]`.

Reads the recordings beside the project (or at EMBEDSVC_CORPUS) and uses their own scorer for title, author
and date; for the sets that hold other projects' expectations it prints the agreement per field.
"""

import argparse
import html
import importlib.util
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator

from embedsvc.errors import Failure
from embedsvc.model import Metadata, Snapshot
from embedsvc.read import document, fields, walls

CORPUS = Path(os.environ.get("EMBEDSVC_CORPUS") or Path(__file__).resolve().parents[2] / "shared")
NOW = 1_795_000_000.0

Row = dict[str, Any]


def snapshots(name: str) -> Iterator[Snapshot]:
    """The 2xx records of a recording; WARC-Target-URI is the URL."""
    with (CORPUS / "web" / f"{name}.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type != "response" or not record.http_headers.get_statuscode().startswith("2"):
                continue
            media_type, _, parameters = (record.http_headers.get_header("content-type") or "").partition(";")
            charset = re.search(r"charset=[\"']?([^\"';\s]+)", parameters)
            url = record.rec_headers.get_header("WARC-Target-URI")
            yield Snapshot(
                asked=url,
                url=url,
                status=int(record.http_headers.get_statuscode()),
                media_type=media_type.strip().lower() or None,
                charset=charset[1] if charset else None,
                body=record.content_stream().read(),
                fetched_at=NOW,
            )


def gold(name: str) -> dict[str, Row]:
    lines = (CORPUS / "web" / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["url"]: row for row in map(json.loads, filter(str.strip, lines))}


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_of_corpus", CORPUS / "bench" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("The recorded web is not beside this checkout (set EMBEDSVC_CORPUS).")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(snapshot: Snapshot) -> Metadata | None:
    try:
        page = document.parse(snapshot)
    except Failure:
        return None
    return None if walls.check(page) else fields.metadata(page)


def row(found: Metadata | None) -> Row:
    found = found or Metadata()
    return {
        "title": found.title,
        "author": "; ".join(author.name for author in found.authors) or None,
        "date": found.published,
    }


def same_text(ours: str | None, theirs: str | None) -> bool:
    return _plain(ours) == _plain(theirs)


def same_start(ours: str | None, theirs: str | None) -> bool:
    """Peers cut descriptions at lengths of their own."""
    ours, theirs = _plain(ours).rstrip(".… "), _plain(theirs).rstrip(".… ")
    shorter, longer = sorted((ours, theirs), key=len)
    return bool(shorter) and longer.startswith(shorter[:100])


def same_title(ours: str | None, theirs: str | None) -> bool:
    return bool(ours and theirs) and scorer().title(ours, theirs) != "wrong"


def same_language(ours: str | None, theirs: str | None) -> bool:
    return (ours or "").replace("_", "-").lower()[:2] == (theirs or "").replace("_", "-").lower()[:2]


def same_address(ours: str | None, theirs: str | None) -> bool:
    return _address(ours) == _address(theirs)


def _plain(text: str | None) -> str:
    folded = unicodedata.normalize("NFKC", html.unescape(text or "")).casefold()
    return " ".join(folded.translate({ord(c): "'" for c in "’‘´`"} | {ord(c): '"' for c in "“”„«»"}).split())


def _address(text: str | None) -> str:
    parts = urlsplit(html.unescape(text or ""))
    return unquote(parts.netloc.removeprefix("www.") + parts.path.rstrip("/") + "?" + parts.query)


AGREEMENT: dict[str, tuple[str, str, Callable[[Any, Any], bool], Callable[[Metadata], Any]]] = {
    "title": ("title", "title", same_title, lambda found: found.title),
    "description": ("description", "description", same_start, lambda found: found.description),
    "image": ("image", "image", same_address, lambda found: found.image and found.image.url),
    "language": ("language", "lang", same_language, lambda found: found.language),
    "canonical": ("canonical", "canonical", same_address, lambda found: found.canonical_url),
    "publisher": ("providerName", "publisher", same_text, lambda found: found.publisher),
    "author": (
        "authorName",
        "author",
        same_text,
        lambda found: found.authors[0].name if found.authors else None,
    ),
    "published": (
        "publishedTime",
        "date",
        lambda a, b: (a or "")[:10] == (b or "")[:10],
        lambda found: found.published,
    ),
}


def agreement(name: str, disagreements: str | None) -> None:
    """How often `read` gives what the other project expects, over the rows where it expects a value."""
    rows, pages = gold(name), {snapshot.url: snapshot for snapshot in snapshots(name)}
    ends = {
        row.get("final_url") or url: row for url, row in rows.items() if row.get("kind", "page") == "page"
    }
    found = {url: read(pages[url]) or Metadata() for url in ends if url in pages}
    for field, (embeds_key, other_key, same, ours) in AGREEMENT.items():
        key = embeds_key if name == "embeds" else other_key
        asked = [(url, row[key]) for url, row in ends.items() if row.get(key) and url in found]
        wrong = [(url, theirs) for url, theirs in asked if not same(ours(found[url]), theirs)]
        share = 1 - len(wrong) / len(asked) if asked else 1
        print(f"{name:22}{field:13}{len(asked) - len(wrong):4} of {len(asked):3}{share:8.1%}")
        if disagreements == field:
            for url, theirs in wrong:
                print(f"    {url[:90]}\n        theirs {theirs!r}\n        ours   {ours(found[url])!r}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", choices=["title", "author", "date"], help="print what was missed")
    options.add_argument(
        "--disagreements", choices=list(AGREEMENT), help="print where the expectations differ"
    )
    chosen = options.parse_args()
    judge = scorer()
    predictions = {snapshot.url: row(read(snapshot)) for snapshot in snapshots("articles")}
    result = judge.score(predictions, gold("articles"), chosen.misses)
    print(judge.HEAD)
    judge.show("embedsvc", result)
    print()
    for name in ("embeds", "metascraper"):
        agreement(name, chosen.disagreements)


if __name__ == "__main__":
    main()
