"""Scores `read` over the recorded web: `python scripts/score.py [--misses FIELD] [--disagreements FIELD]`.

The recordings are beside the project (or at EMBEDSVC_CORPUS), with a scorer for title, author and date. For
sets whose expectations come from other projects this prints the agreement per field, and why others differ.
"""

import argparse
import hashlib
import html
import importlib.util
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.model import Metadata, Snapshot
from embedsvc.read import fields, walls
from embedsvc.read.html import document

SETS = {
    "articles": ("web", "articles"),
    "embeds": ("web", "embeds"),
    "metascraper": ("web", "metascraper"),
    "web2": ("web2", "pages"),
}
"""The folder and the name of each set of recordings."""
CORPUS = Path(os.environ.get("EMBEDSVC_CORPUS") or Path(__file__).resolve().parents[2] / "shared")
NOW = 1_795_000_000.0

Row = dict[str, Any]


def snapshots(name: str) -> Iterator[Snapshot]:
    """The 2xx records of a recording; WARC-Target-URI is the URL."""
    with _path(name, "warc.gz").open("rb") as file:
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
    lines = _path(name, "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["url"]: row for row in map(json.loads, filter(str.strip, lines))}


def _path(name: str, ending: str) -> Path:
    folder, file = SETS[name]
    return CORPUS / folder / f"{file}.{ending}"


def half(url: str) -> str:
    """Which half of `web2` a page is in, by its site: rules are written while looking at one half, and count
    on the other.
    """
    site = urls.registrable_domain(urlsplit(url).hostname or "")
    return ("looked at", "counted")[int(hashlib.sha256(site.encode()).hexdigest(), 16) % 2]


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
    visit = walls.Visit(page)
    return None if walls.check(visit) else fields.from_facts(visit.page)


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
    """Other projects truncate descriptions at other lengths."""
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


Rule = Callable[[str, Row, Any, Any, Metadata], bool]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _day(moment: str | None) -> str:
    return (moment or "")[:10]


def _words(name: object) -> set[str]:
    return set(re.findall(r"\w+", _plain(str(name))))


def _letters(name: str) -> str:
    return "".join(re.findall(r"\w", _plain(name)))


def _instant(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except ValueError:
        return None


HABITS: dict[str, tuple[str, Rule]] = {
    # Why the expected value is not in the page: the field ("" for all) and the rule that recognises the case.
    "from its oEmbed answer, which is another document": (
        "",
        lambda _, row, __, ___, ____: bool(row.get("has_oembed")),
    ),
    "its rules for X: names out of titles, larger avatars, canonical on the old host": (
        "",
        lambda url, *_: _host(url) in {"x.com", "twitter.com"},
    ),
    "an address that it makes for YouTube": (
        "image",
        lambda _, __, theirs, *___: "img.youtube.com" in theirs,
    ),
    "a poster, placeholder or player's image over the declared one": (
        "image",
        lambda _, __, theirs, ours, ____: theirs.startswith("data:") or ours is not None,
    ),
    "the day of the last change": (
        "published",
        lambda _, __, theirs, ___, found: _day(theirs) == _day(found.modified),
    ),
    "the same moment, in UTC": (
        "published",
        lambda _, __, theirs, ours, ____: _instant(theirs) is not None and _instant(theirs) == _instant(ours),
    ),
    "the same name turned round": (
        "author",
        lambda _, __, theirs, ours, ____: _words(theirs) == _words(ours),
    ),
    "an account or the site for an author": (
        "author",
        lambda _, __, theirs, ours, ____: theirs.startswith("@") or (ours is not None),
    ),
    "the head's title over the headline seen": (
        "title",
        lambda _, __, ___, ____, found: found.sources.get("title") == "headline seen",
    ),
    "the site's own name for a title": (
        "title",
        lambda url, _, theirs, ___, ____: bool(_letters(theirs)) and _letters(theirs) in _letters(_host(url)),
    ),
    "another form of the site's name": (
        "publisher",
        lambda _, __, theirs, ours, ____: bool(ours) and bool(_words(ours) & _words(theirs)),
    ),
}


def agreement(name: str, disagreements: str | None) -> None:
    """Prints how often `read` gives the expected value, over the rows that expect one; then without the
    differences that `HABITS` explains, which are counted by reason.
    """
    rows, pages = gold(name), {snapshot.url: snapshot for snapshot in snapshots(name)}
    ends = {
        row.get("final_url") or url: row for url, row in rows.items() if row.get("kind", "page") == "page"
    }
    found = {url: read(pages[url]) or Metadata() for url in ends if url in pages}
    for field, (embeds_key, other_key, same, ours) in AGREEMENT.items():
        key = embeds_key if name == "embeds" else other_key
        asked = [(url, row[key]) for url, row in ends.items() if row.get(key) and url in found]
        wrong = [(url, theirs) for url, theirs in asked if not same(ours(found[url]), theirs)]
        why = {
            url: _habit(field, url, ends[url], theirs, ours(found[url]), found[url]) for url, theirs in wrong
        }
        agreed, left = (
            len(asked) - len(wrong),
            len(asked) - sum(reason is not None for reason in why.values()),
        )
        share, without = agreed / max(len(asked), 1), agreed / max(left, 1)
        print(f"{name:14}{field:13}{agreed:4} of {len(asked):3}{share:8.1%}{without:8.1%}")
        for reason, count in Counter(filter(None, why.values())).items():
            print(f"{'':27}{count:4} {reason}")
        if disagreements == field:
            for url, theirs in wrong:
                print(f"    {url[:90]} ({why[url] or 'open'})")
                print(f"        theirs {theirs!r}\n        ours   {ours(found[url])!r}")


def _habit(field: str, url: str, row: Row, theirs: object, ours: object, found: Metadata) -> str | None:
    rules = ((reason, rule) for reason, (applies_to, rule) in HABITS.items() if applies_to in {"", field})
    return next((reason for reason, rule in rules if rule(url, row, theirs, ours, found)), None)


def _results(judge: ModuleType, misses: str | None) -> Iterator[tuple[str, Any]]:
    """The scores of `articles` and of `web2`, whole and by halves. The misses of the half that counts aren't
    printed.
    """
    predictions = {snapshot.url: row(read(snapshot)) for snapshot in snapshots("articles")}
    yield "articles", judge.score(predictions, gold("articles"), misses)
    expected = gold("web2")
    predictions = {snapshot.url: row(read(snapshot)) for snapshot in snapshots("web2")}
    yield "web2", judge.score(predictions, expected)
    for name in ("looked at", "counted"):
        rows = {url: each for url, each in expected.items() if half(url) == name}
        yield f"web2, {name}", judge.score(predictions, rows, misses if name == "looked at" else None)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", choices=["title", "author", "date"], help="print what was missed")
    options.add_argument(
        "--disagreements", choices=list(AGREEMENT), help="print where the expectations differ"
    )
    chosen = options.parse_args()
    judge = scorer()
    results = dict(_results(judge, chosen.misses))
    print(judge.HEAD)
    for name, result in results.items():
        judge.show(name, result)
    print()
    print(f"{'set':14}{'field':13}{'agreed':>10}{'':8}{'less habits':>11}")
    for name in ("embeds", "metascraper"):
        agreement(name, chosen.disagreements)


if __name__ == "__main__":
    main()
