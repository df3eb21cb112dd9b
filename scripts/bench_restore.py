"""The cost of finding what an article embeds: CPU time relative to parsing alone, in the same run, for the
large pages among the recorded articles, and for invented ones: 200 kB of prose with a decayed post every
20 kB, in each format. Both are measured in turns, so that a busy machine slows both, and the best of several
runs counts. Then how many small articles a process restores.
"""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree
from score import snapshots

from embedsvc.restore import scan
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.markup.targets import Target
from embedsvc.settings import Settings
from embedsvc.wiring import command_line

RUNS = 20
LENGTH, BETWEEN = 200_000, 20_000
PROSE = (
    "The harbour office closed its doors on Monday, a week earlier than planned, and left the fishermen of"
    " the bay without anybody who could sign their papers. A new one is to open in spring, although neither"
    " the town nor the ministry would name a day, and the boats stay where they are until then."
)
POST = (
    "Nobody told us, and the boats are ready. https://t.co/Ab12Cd34Ef",
    "— Mara Voss (@mara_voss) January 26, 2021",
)
SMALL_ARTICLES, SMALL_LENGTH = 10_000, 5_000


def article(markup: Markup, length: int) -> str:
    paragraphs: list[str] = []
    written = 0
    while written < length:
        posts_due = written // BETWEEN > (written - len(PROSE)) // BETWEEN
        for text in (*POST, PROSE) if posts_due else (PROSE,):
            paragraphs.append(f"<p>{text}</p>\n" if markup == "html" else f"{text}\n\n")
            written += len(paragraphs[-1])
    return "".join(paragraphs)


class Cost(NamedTuple):
    """CPU times in seconds: of finding what an article embeds, and of parsing it."""

    scan: float
    parse: float

    @property
    def ratio(self) -> float:
        return self.scan / self.parse


def cost(source: str, markup: Markup, page: str | bytes) -> Cost:
    """`page` is the article in HTML. The least times of several runs."""
    runs = [
        Cost(cpu(lambda: scan.scan(source, markup, recognise)), cpu(lambda: etree.HTML(page)))
        for _ in range(RUNS)
    ]
    return Cost(min(run.scan for run in runs), min(run.parse for run in runs))


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def recognise(address: str) -> Target | None:
    return Target(address, None)


def pages() -> list[str]:
    sources = (page.body.decode("utf-8", "replace") for page in snapshots("articles"))
    return [source for source in sources if LENGTH / 2 <= len(source) <= LENGTH * 2]


def main() -> None:
    ratios = [cost(page, "html", page.encode()).ratio for page in pages()]
    print(f"{len(ratios)} recorded pages: median {statistics.median(ratios):.2f} x parsing")
    page = article("html", LENGTH)
    print(f"an article of {LENGTH // 1000} kB:")
    for markup in ("html", "text", "markdown"):
        _report(markup, cost(article(markup, LENGTH), markup, page))
    _report_many()


def _report_many() -> None:
    """Many small articles, restored offline in one process, and parsed beside it."""
    restore = command_line.restorer(Settings(), offline=True)
    small = article("html", SMALL_LENGTH)
    articles = [f"<h1>Number {number}</h1>\n{small}" for number in range(SMALL_ARTICLES)]
    start = time.process_time()
    for each in articles:
        restore(each, "html")
    restored = time.process_time()
    for each in articles:
        etree.HTML(each)
    parsed = time.process_time()
    print(
        f"{SMALL_ARTICLES} articles of {SMALL_LENGTH // 1000} kB:"
        f" {SMALL_ARTICLES / (restored - start):.0f}/s restored offline,"
        f" {SMALL_ARTICLES / (parsed - restored):.0f}/s parsed"
    )


def _report(markup: Markup, each: Cost) -> None:
    print(
        f"scan, {markup:10}{each.scan * 1000:8.2f} ms{each.ratio:8.2f} x parsing"
        f" (lxml.etree.HTML {each.parse * 1000:.2f} ms)"
    )


if __name__ == "__main__":
    main()
