"""Results as lines of JSON. An error is a line like any other, so that the others go on; the exit code is
then 1.
"""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import Queue
from typing import NoReturn, TypeVar

import click
import msgspec

from embedsvc.cli import output
from embedsvc.errors import Failure, InternalError
from embedsvc.formats import to_json

CONCURRENCY = 16
"""Links that are resolved at the same time."""

_MAX_AHEAD = 4 * CONCURRENCY
"""Links that are read before the result of the first of them is printed: the input may have no end."""

T = TypeVar("T")
Line = tuple[bytes, bool]
"""What is printed, and whether it is a result rather than an error."""

logger = logging.getLogger(__name__)


def parse(file: Iterable[bytes], kind: type[T]) -> Iterator[T | None]:
    """Lines of JSON in; None for one that is not of the kind."""
    for line in file:
        try:
            yield msgspec.convert(json.loads(line), kind)
        except (ValueError, RecursionError, msgspec.ValidationError):
            yield None


def render(named: Mapping[str, object], result: Callable[[], Line]) -> Line:
    """The result, or the error line of the failure that it raises, with the members that name the line."""
    try:
        return result()
    except Failure as failure:
        return error(named, failure), False
    except Exception:
        logger.exception("a result could not be rendered")
        return error(named, InternalError()), False


def render_all(result: Callable[[str], Line], links: Iterable[str]) -> Iterator[Line]:
    """Renders several links at a time, each as soon as it comes and in their order, with a progress bar on a
    terminal if their number is known.
    """
    number = len(links) if isinstance(links, Sized) else None
    is_shown = number is not None and number > 1 and sys.stderr.isatty()
    lines = _in_order(lambda link: render({"url": link}, partial(result, link)), links)
    with click.progressbar(lines, length=number, file=sys.stderr, hidden=not is_shown) as bar:
        for line in bar:
            if is_shown:
                click.echo("\r\x1b[K", err=True, nl=False)  # the line takes the place of the bar
            yield line


def _in_order(work: Callable[[str], Line], links: Iterable[str]) -> Iterator[Line]:
    """A thread of its own reads the links, so that a result need not wait for the next one."""
    pool = ThreadPoolExecutor(CONCURRENCY)
    futures: Queue[Future[Line] | None] = Queue(_MAX_AHEAD)

    def read() -> None:
        try:
            for link in links:
                futures.put(pool.submit(work, link))
        finally:
            futures.put(None)

    threading.Thread(target=read, name="links", daemon=True).start()
    try:
        while future := futures.get():
            yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def error(named: Mapping[str, object], failure: Failure) -> bytes:
    return to_json.encode({**named, "error": {"code": failure.code, "detail": failure.detail}})


def write_and_exit(lines: Iterable[Line]) -> NoReturn:
    """Prints every line as it comes, then exits: with 1 if one was an error."""
    failed = False
    for line, is_result in lines:
        failed |= not is_result
        if line:
            output.put(line)
    sys.exit(failed)
