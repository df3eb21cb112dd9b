"""Looks for input that breaks a parser or makes it slow, by mutating samples.

    python scripts/fuzz.py sanitise --seconds 600 --seed 7 --samples payloads.jsonl pages.warc.gz

Inputs that took longest for their size are mutated further, so the search moves towards what costs most.
Inputs that raised, violated a guarantee or took longer than `SLOW` are written to the folder `--findings`;
the exit code is 1 if there are any. Every finding that was fixed has a test.
"""

import argparse
import faulthandler
import json
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from embedsvc import providers, safe
from embedsvc.errors import Failure
from embedsvc.formats import block
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Embed, Finding, Metadata, Provider, Quote, Run, Snapshot
from embedsvc.net.replay import Replay
from embedsvc.read import fields, walls
from embedsvc.read.bylines import names
from embedsvc.read.dates import dates
from embedsvc.read.html import document
from embedsvc.read.markup import json as upstream_json
from embedsvc.read.markup import oembed, redirect
from embedsvc.read.posts import blockquote, iframe, plain, runs
from embedsvc.safe.sanitise import MAX_CHARACTERS, MAX_TAGS
from embedsvc.safe.tables import FOREIGN, FOREIGN_SCHEMES

SITES = providers.load()

SLOW = 2.0
"""CPU seconds from which an input counts as a finding."""
HANG = 60
"""Seconds after which the process prints a traceback and ends; the input is the file `current`."""
LONGEST = 512 * 1024
POOL = 200
"""How many inputs are mutated further."""

PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>Words - Site</title>
<meta property="og:title" content="Words"><meta property="article:published_time" content="2021-01-26">
<meta name="author" content="Jo Doe and Al Roe"><link rel="canonical" href="https://site.example/a">
<link rel="alternate" type="application/json+oembed" href="/o?url=a"><base href="//cdn.example/">
<meta http-equiv="refresh" content="0;url=/b"><script type="application/ld+json">{"@context":
"https://schema.org","@graph":[{"@type":"NewsArticle","@id":"#a","headline":"Words","author":[{"@id":"#p"},
"Al Roe"],"datePublished":"2021-01-26T10:00:00+02:00","image":{"url":"/i.jpg","width":"10"}},
{"@type":"Person","@id":"#p","name":"Jo Doe"}]}</script></head><body><h1>Words</h1>
<p class="byline"><a rel="author" href="/jo">By Jo</a></p><time datetime="2021-01-26">26 January 2021</time>
<p>Text.</p>"""
ITEM = """<div itemscope itemtype="http://schema.org/Article"><span itemprop="author" itemscope>
<b itemprop="name">Jo Doe</b></span><time itemprop="datePublished" datetime="2021-01-26"></time></div>"""
POST = """<blockquote class="tweet"><p lang="en" dir="ltr">Words <a href="https://t.example/x">t.example/x</a>
<br>#tag @name</p>&mdash; Name (@name) <a href="https://x.example/1">January 26, 2021</a></blockquote>
<script async src="https://platform.example/w.js"></script>"""
FRAME = '<iframe src="https://player.example/1" width="480" height="270" allowfullscreen></iframe>'
JSON = r"""{"version":"1.0","type":"rich","title":"Words","html":"<blockquote>Words<\/blockquote>",
"width":550,"height":null,"cache_age":"3600","author_url":"/a","thumbnail_url":"//cdn.example/t.jpg"}"""
XML = """<?xml version="1.0" encoding="utf-8"?><oembed><type>photo</type><title>Words</title>
<url>https://site.example/p.jpg</url><width>10</width></oembed>"""
TEXT = "منذ ٣ أيام — 26 janvier 2021, 14 h 05; 2021年1月26日 By Jo Doe, Al Roe and Ed Poe \u202e\u2069"
LINK = "https://user@m.site.example:8080/a/../b%2f?utm_source=x&u=https%3A%2F%2Fsite.example%2F#frag"
ODD = """<svg><title>x</title><style><!--</style><math><mtext><table><mglyph><img src=x onerror=a()>
<p title="</p>" onclick=x><a href="java&#10;script:x" cite=x><noscript><template><select><textarea>"""
SAMPLES = [text.encode() for text in (PAGE, ITEM, POST, FRAME, JSON, XML, TEXT, LINK, ODD)]

MARKUP = rb"""< > </ /> <!-- --> <![CDATA[ ]]> <? & ; &# &amp; " ' = / \ { } [ ] , : ( ) - | 0 9 @ \ud83d NaN
1e999 <p> <b <table> <tr> <li> <h1> <title> <script> <style> <div <time> <meta <a itemprop= class= href= By
2021 January"""
PIECES = [*MARKUP.split(), b" ", b"\n", b"\0", b"\x1b(J", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b" and "]


_TAG = re.compile("<[^>]*>")


class ViolationError(Exception):
    """The output violates a guarantee of the parser."""


class _Elements(HTMLParser):
    """Checks the start tags of HTML against the table of allowed markup."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = FOREIGN.get(tag)
        if allowed is None:
            raise ViolationError(f"<{tag}> came out")
        for name, value in attrs:
            if name not in allowed | {"lang", "dir", "rel"}:
                raise ViolationError(f"<{tag} {name}> came out")
            if name in {"href", "cite"} and (value or "").partition(":")[0].lower() not in FOREIGN_SCHEMES:
                raise ViolationError(f"<{tag} {name}={value!r}> came out")


def sanitise(data: bytes) -> None:
    """Only elements of the table come out; to sanitise again may move an element, but changes no text."""
    left = safe.sanitise(data.decode("utf-8", "surrogateescape"))
    _Elements().feed(left)
    whole = len(left) <= MAX_CHARACTERS and left.count("<") <= MAX_TAGS
    if whole and _TAG.sub("", safe.sanitise(left)) != _TAG.sub("", left):
        raise ViolationError("sanitised twice has other words")


def extract(data: bytes) -> None:
    """A page is parsed, or raises a Failure."""
    page = document.parse(snapshot(data))
    walls.check(walls.Visit(page))
    oembed.links(page)
    redirect.find(page)
    found = fields.metadata(page)
    if "" in (found.title, found.description, found.published, found.publisher):
        raise ViolationError("an empty field")
    render(found, ())


def words(data: bytes) -> None:
    """Markup and plain text become runs and a block."""
    text = data.decode("utf-8", "surrogateescape")
    iframe.parse(text)
    quotation = blockquote.parse(text)
    for found in (runs.from_html(text), plain.to_runs(text), quotation.runs if quotation else ()):
        render(Metadata(title=text[:300], description=text[:3000]), found)


def structured(data: bytes) -> None:
    """JSON and XML are parsed, or raise a Failure."""
    for read in (oembed.parse, upstream_json.loads):
        try:
            answer = read(snapshot(data, "application/json"))
            json.dumps(answer, default=repr, allow_nan=False, ensure_ascii=False).encode("utf-8")
        except Failure:
            continue


def texts(data: bytes) -> None:
    """Links, dates and names in any text."""
    text = data.decode("utf-8", "replace")
    for piece in (text[:4000], text[-4000:]):
        dates.parse(piece)
        dates.find(piece)
        dates.from_url(piece)
        names.people(piece)
        try:
            if SITES.normalise(SITES.normalise(piece).text) != SITES.normalise(piece):
                raise ViolationError("a normal form has another normal form")
        except Failure:
            continue


TARGETS: dict[str, Callable[[bytes], None]] = {
    "sanitise": sanitise,
    "extract": extract,
    "words": words,
    "data": structured,
    "texts": texts,
}


def snapshot(body: bytes, media_type: str = "text/html") -> Snapshot:
    url = "https://site.example/a/b"
    return Snapshot(
        asked=url, url=url, status=200, media_type=media_type, charset=None, body=body, fetched_at=1.8e9
    )


def render(metadata: Metadata, post: tuple[Run, ...]) -> None:
    finding = Finding(
        kind="post" if post else "article",
        method="metadata",
        provider=Provider(name="Site", url=None, key="site"),
        metadata=metadata,
        quote=Quote(runs=post) if post else None,
    )
    block.render(
        Embed(url="https://site.example/a", finding=finding, fetched_at=0, expires_at=1),
        RenderOptions(players=SITES.players),
    )


@dataclass
class Tried:
    data: bytes
    seconds: float = 0.0
    """CPU time."""
    finding: str | None = None
    """What was wrong, None if nothing was."""

    @property
    def cost(self) -> float:
        """Seconds per byte, without the overhead of small inputs."""
        return self.seconds / (len(self.data) + 2_000)


@dataclass
class Search:
    target: Callable[[bytes], None]
    folder: Path
    random: random.Random
    pool: list[Tried] = field(default_factory=list)
    slowest: Tried = field(default_factory=lambda: Tried(b""))
    found: dict[str, Tried] = field(default_factory=dict)
    count: int = 0

    def run(self, samples: Iterable[bytes], seconds: float) -> None:
        for sample in samples:
            self._try(sample[:LONGEST])
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._try(self._changed())

    def _try(self, data: bytes) -> None:
        self.count += 1
        (self.folder / "current").write_bytes(data)
        faulthandler.dump_traceback_later(HANG, exit=True)
        tried = _timed(self.target, data)
        if tried.seconds > self.slowest.seconds:
            self.slowest = tried
        if tried.finding is not None and tried.finding not in self.found:
            self.found[tried.finding] = tried
            (self.folder / sha256(data).hexdigest()[:16]).write_bytes(data)
            print(f"{self.count}: {tried.finding} ({len(data)} bytes)", flush=True)
        self.pool.append(tried)
        if len(self.pool) >= 2 * POOL:
            self.random.shuffle(self.pool)  # half of it is chosen by cost, half at random
            self.pool.sort(key=lambda one: -one.cost)
            self.pool = self.pool[: POOL // 2] + self.random.sample(self.pool[POOL // 2 :], POOL // 2)

    def _changed(self) -> bytes:
        data = self.random.choice(self.pool).data
        for _ in range(self.random.choice((1, 1, 2, 4, 8))):
            data = self._change(data)
        return data[:LONGEST]

    def _change(self, data: bytes) -> bytes:
        """The data with a part of it removed, repeated or replaced."""
        choose = self.random
        start = choose.randint(0, len(data))
        end = min(len(data), start + choose.choice((0, 0, 1, 2, 8, 40, 400)))
        other = choose.choice(self.pool).data
        cut = choose.randint(0, len(other))
        times = choose.choice((2, 3, 10, 100, 1000, 20_000))
        middle = choose.choice(
            (
                b"",
                choose.choice(PIECES),
                bytes([choose.randrange(256)]),
                other[cut : cut + choose.choice((8, 100, 5000))],
                (data[start:end] * times)[:LONGEST],
                choose.choice(PIECES) * times,
            )
        )
        return data[:start] + middle + data[end:]


def _timed(target: Callable[[bytes], None], data: bytes) -> Tried:
    began = time.process_time()
    finding = None
    try:
        target(data)
    except Failure:
        pass
    except ViolationError as error:
        finding = str(error)
    except Exception as error:  # noqa: BLE001  (any of them is a finding)
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
        finding = f"{type(error).__name__} at {where}"
    seconds = time.process_time() - began
    if finding is None and seconds > SLOW:
        finding = f"slow: {seconds:.0f} s"
    return Tried(data, seconds, finding)


def samples_of(paths: Iterable[Path]) -> Iterator[bytes]:
    """The bodies of a recording, the `html` of JSON lines, or a file as it is."""
    for path in paths:
        if ".warc" in path.suffixes:
            for _, read in Replay([path], normalise=SITES.normalise).records():
                try:
                    yield read().body
                except Failure:
                    continue
        elif path.suffix == ".jsonl":
            yield from (json.loads(line)["html"].encode("utf-8", "replace") for line in path.open("rb"))
        else:
            yield path.read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path("fuzz"))
    parser.add_argument("--samples", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    given.findings.mkdir(parents=True, exist_ok=True)
    search = Search(TARGETS[given.target], given.findings, random.Random(given.seed))
    search.run([*SAMPLES, *samples_of(given.samples)], given.seconds)
    faulthandler.cancel_dump_traceback_later()
    slowest = search.slowest
    (given.findings / "slowest").write_bytes(slowest.data)
    (given.findings / "current").unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{given.target}: {search.count} inputs, {len(search.found)} findings, "
        f"slowest {slowest.seconds:.2f} s for {len(slowest.data)} bytes, peak {peak} MiB"
    )
    sys.exit(bool(search.found))


if __name__ == "__main__":
    main()
