"""The cost of full extraction: CPU time per page relative to parsing alone, on the recorded articles.

The best of several runs counts for each page; the ratio is that of the medians over all pages. trafilatura
and htmldate are timed too if they can be imported; neither is a dependency.
"""

import statistics
import time
from collections.abc import Callable
from importlib import import_module

from lxml import etree
from score import read, snapshots

from embedsvc.model import Snapshot

RUNS = 5


def cpu(work: Callable[[Snapshot], object], snapshot: Snapshot) -> float:
    """The least CPU time of several runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work(snapshot)
        times.append(time.process_time() - start)
    return min(times)


def parse(snapshot: Snapshot) -> object:
    return etree.HTML(snapshot.body)


def peers() -> dict[str, Callable[[Snapshot], object]]:
    found: dict[str, Callable[[Snapshot], object]] = {}
    try:
        extract = import_module("trafilatura").bare_extraction
        found["trafilatura"] = lambda snapshot: extract(snapshot.body, url=snapshot.url, with_metadata=True)
    except ImportError:
        pass
    try:
        find_date = import_module("htmldate").find_date
        found["htmldate"] = lambda snapshot: find_date(snapshot.body, url=snapshot.url, original_date=True)
    except ImportError:
        pass
    return found


def main() -> None:
    tools: dict[str, Callable[[Snapshot], object]] = {"lxml.etree.HTML": parse, "embedsvc": read, **peers()}
    pages = list(snapshots("articles"))
    for tool in tools.values():
        for page in pages[:5]:
            tool(page)
    times = {name: [cpu(tool, page) for page in pages] for name, tool in tools.items()}
    base = statistics.median(times["lxml.etree.HTML"])
    print(f"{len(pages)} pages, median CPU time a page")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{name:20}{median * 1000:8.2f} ms{median / base:8.2f} x parsing")


if __name__ == "__main__":
    main()
