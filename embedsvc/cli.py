"""The command line: results on standard output, one a line; what is said about them on standard error."""

import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from urllib.parse import urlencode

import click
import msgspec

from embedsvc import __version__, logs, safe, settings, wiring
from embedsvc.errors import Failure, InternalError, InvalidRequest
from embedsvc.formats import block, embed_json, to_json
from embedsvc.formats.text import render
from embedsvc.model import Embed, Failed, Snapshot
from embedsvc.net.dial import look_up
from embedsvc.net.guard import Verdict
from embedsvc.read import fields
from embedsvc.read.html import document
from embedsvc.settings import Settings
from embedsvc.urls import normalise
from embedsvc.web import problems

ABREAST = 16
"""Links that are worked on at the same time."""
TRY = "https://www.youtube.com/watch?v=jNQXAC9IVRw"

T = TypeVar("T")
Line = tuple[bytes, bool]
"""What is printed, and whether it is the result and no error."""

logger = logging.getLogger(__name__)


class Refused(click.ClickException):
    """A sentence that ends the program, with the exit code of wrong usage."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ANN401  (click's own signature)
        click.echo(f"embedsvc: {self.message}", file=file or sys.stderr)


class Commands(click.Group):
    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401  (click's own signature)
        try:
            return super().invoke(context)
        except settings.WrongSettingError as error:
            raise Refused(str(error)) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A line of `sanitize --jsonl`."""

    id: Any
    html: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A line of `check-url --jsonl`: the addresses stand in for DNS."""

    url: str
    resolves_to: tuple[str, ...] | None = None
    redirects_to: str | None = None


urls = click.argument("urls", nargs=-1, metavar="[URL]...")
replay = click.option(
    "--replay",
    multiple=True,
    metavar="FILE",
    help="WARC files (repeatable, or a comma list) that answer instead of the network.",
)
existing = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="embedsvc")
@click.pass_context
def main(context: click.Context) -> None:
    """Turns links and quotes into blocks that are safe to publish, name their source and last."""
    logs.configure(sys.stderr)
    context.obj = settings.load(os.environ)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="0: a free one.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Processes.")
@click.option("--demo", is_flag=True, help="Answer the examples of the paste page from a recording.")
@replay
@click.pass_obj
def serve(
    given: Settings, *, host: str, port: int, workers: int, demo: bool, replay: tuple[str, ...]
) -> None:
    """Serve the paste page and the HTTP interface."""
    query = urlencode({"url": wiring.EXAMPLES[0].url if demo else TRY})

    def greet(address: str) -> None:
        click.echo(f"embedsvc {__version__} serves at {address} - try {address}?{query}")

    wiring.serve(_replaying(given, replay), demo=demo, host=host, port=port, workers=workers, greet=greet)


@main.command()
@urls
@click.option(
    "--format", "form", type=click.Choice(["json", "html", "text"]), default="json", show_default=True
)
@replay
@click.pass_obj
def resolve(given: Settings, *, urls: tuple[str, ...], form: str, replay: tuple[str, ...]) -> None:
    """Print what each link holds, in the order given; without links, standard input has one a line.

    A link that fails is a line of JSON with its error, in every format; the others go on, and the exit
    code is 1.
    """
    resolve = wiring.resolver(_replaying(given, replay))

    def tell(link: str) -> Line:
        return _told(resolve(link).value, form, given)

    _print(_abreast(tell, _links(urls)))


@main.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--url", help="Where the page was.")
@click.option("--content-type", default="text/html", show_default=True, help="What its header said.")
@click.option("--warc", type=existing, help="Every page of a recording instead.")
@click.pass_obj
def extract(
    given: Settings, *, files: tuple[Path, ...], url: str | None, content_type: str, warc: Path | None
) -> None:
    """Print what saved pages say of themselves, one line of JSON each, without any network."""
    if bool(files) == bool(warc):
        raise click.UsageError("Give saved pages, or a recording with --warc.")
    saved = wiring.replay([warc], given).records() if warc else _files(files, url, content_type, given)
    _print(_line(name, partial(_stated, name, read)) for name, read in saved)


@main.command()
@click.argument("file", default="-", type=click.File("rb"))
@click.option("--jsonl", is_flag=True, help='Lines of {"id","html"} in, the same out.')
def sanitize(*, file: BinaryIO, jsonl: bool) -> None:
    """Print foreign HTML as it may leave."""
    if not jsonl:
        click.echo(safe.sanitise(file.read().decode("utf-8", "replace")).encode(), nl=False)
        return
    _print(map(_sanitised, _lines(file, Foreign)))


@main.command("check-url")
@urls
@click.option("--jsonl", is_flag=True, help='Lines of {"url","resolves_to","redirects_to"} in; no look-up.')
@click.pass_obj
def check_url(given: Settings, *, urls: tuple[str, ...], jsonl: bool) -> None:
    """Print for each link whether it may be fetched, and why not; nothing is fetched."""
    guard = wiring.guard(given)

    def ask(link: str) -> Line:
        return to_json.encode(guard.verdict(link, None, lookup=look_up)), True

    def judge(case: Case | None) -> Line:
        if case is None:
            return to_json.encode(
                Verdict("", "block", InvalidRequest.code, 'A line is {"url": "...", ...}.')
            ), True
        return to_json.encode(guard.verdict(case.url, case.resolves_to, case.redirects_to)), True

    _print(map(judge, _lines(sys.stdin.buffer, Case)) if jsonl else _abreast(ask, _links(urls)))


@main.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("-o", "--output", required=True, type=click.File("wb", lazy=False), help="The WARC file.")
@click.pass_obj
def record(given: Settings, *, urls: tuple[str, ...], output: BinaryIO) -> None:
    """Keep all that resolving the links fetches, for --replay; a link that fails is an error line."""
    resolve = wiring.recorder(given, output)

    def keep(link: str) -> Line:
        value = resolve(link).value
        return _told(value, "json", given) if isinstance(value, Failed) else (b"", True)

    _print(_abreast(keep, _links(urls)))


@main.group()
def cache() -> None:
    """What is remembered."""


@cache.command()
@click.option("--url", help="Forget one link.")
@click.option("--provider", help="Forget all that one provider gave: its key, as in provider.key.")
@click.option("--all", "everything", is_flag=True, help="Forget everything.")
@click.pass_obj
def purge(given: Settings, *, url: str | None, provider: str | None, everything: bool) -> None:
    """Forget answers in the shared cache; running services follow within two seconds. Editions stay."""
    if [bool(url), bool(provider), everything].count(True) != 1:
        raise click.UsageError("Give one of --url, --provider and --all.")
    cache = wiring.cache(given)
    try:
        if url:
            done = cache.purge(normalise(url).text)
        else:
            done = cache.purge_provider(provider) if provider else cache.purge_all()
    except Failure as failure:
        raise Refused(failure.detail) from None
    if not done:
        raise Refused("The shared cache cannot be reached: nothing was forgotten.")


def _replaying(given: Settings, files: tuple[str, ...]) -> Settings:
    """`--replay` is the setting, said on the command line."""
    return settings.load({**os.environ, "EMBEDSVC_REPLAY": ",".join(files)}) if files else given


def _links(given: tuple[str, ...]) -> list[str]:
    """The links named, else one a line of standard input; bytes that are no UTF-8 become U+FFFD."""
    if given:
        return [link.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for link in given]
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    return [line.rstrip("\r") for line in text.split("\n") if line.strip()]


def _lines(file: Iterable[bytes], kind: type[T]) -> Iterator[T | None]:
    """Lines of JSON, as strangers write them; None for one that is not of the kind."""
    for line in file:
        try:
            yield msgspec.convert(json.loads(line), kind)
        except (ValueError, RecursionError, msgspec.ValidationError):
            yield None


def _files(
    files: tuple[Path, ...], url: str | None, content_type: str, given: Settings
) -> Iterator[tuple[str, Callable[[], Snapshot]]]:
    """Saved pages by their URL, or by their name where that is not known."""
    header = Message()
    header["content-type"] = content_type

    def read(path: Path) -> Snapshot:
        try:
            with path.open("rb") as file:
                body = file.read(given.max_bytes + 1)
        except OSError as error:
            raise InvalidRequest(f"The file cannot be read: {error.strerror}.") from error
        return Snapshot(
            asked=url or "",
            url=url or "",
            status=200,
            media_type=header.get_content_type(),
            charset=header.get_content_charset(),
            body=body[: given.max_bytes],
            truncated=len(body) > given.max_bytes,
            fetched_at=time.time(),
        )

    for path in files:
        yield url or str(path), partial(read, path)


def _error(url: str | None, failure: Failure) -> bytes:
    return to_json.encode({"url": url, "error": {"code": failure.code, "detail": failure.detail}})


def _abreast(tell: Callable[[str], Line], links: list[str]) -> Iterator[Line]:
    """Works on several links at a time and gives their lines in order, with a bar on a terminal."""
    shown = len(links) > 1 and sys.stderr.isatty()
    with ThreadPoolExecutor(ABREAST) as pool:
        lines = pool.map(lambda link: _line(link, partial(tell, link)), links)
        with click.progressbar(lines, length=len(links), file=sys.stderr, hidden=not shown) as bar:
            for line in bar:
                if shown:
                    click.echo("\r\x1b[K", err=True, nl=False)  # the line takes the place of the bar
                yield line


def _line(url: str, tell: Callable[[], Line]) -> Line:
    """A failure is an error line, and so is a fault of ours, so that the others go on."""
    try:
        return tell()
    except Failure as failure:
        return _error(url, failure), False
    except Exception:
        logger.exception("a result could not be told")
        return _error(url, InternalError("Something went wrong inside embedsvc; its log says what.")), False


def _print(lines: Iterable[Line]) -> None:
    """Prints every line as it comes; the exit code is 1 if one was an error."""
    failed = False
    for line, told in lines:
        failed |= not told
        if line:
            click.echo(line)
    sys.exit(failed)


def _told(value: Embed | Failed, form: str, given: Settings) -> Line:
    if isinstance(value, Failed):
        return to_json.encode(problems.line(value)), False
    match form:
        case "html":
            return block.render(value, images=given.images).encode(), True
        case "text":
            return render(value).encode("utf-8", "replace"), True
        case _:
            return to_json.encode(embed_json.render(value, images=given.images)), True


def _stated(url: str, read: Callable[[], Snapshot]) -> Line:
    told = msgspec.to_builtins(fields.metadata(document.parse(read())))
    for author in told["authors"]:
        del author["type"]  # as in an Embed
    return to_json.encode({"url": url, **told}), True


def _sanitised(foreign: Foreign | None) -> Line:
    if foreign is None or not isinstance(foreign.html, str):
        wrong = InvalidRequest('A line is {"id": ..., "html": "..."}.')
        told = {"code": wrong.code, "detail": wrong.detail}
        return to_json.encode({"id": foreign.id if foreign else None, "error": told}), False
    return to_json.encode({"id": foreign.id, "html": safe.sanitise(foreign.html)}), True
