import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from embedsvc.cli import options
from embedsvc.settings import Settings

if TYPE_CHECKING:
    from embedsvc.cli.lines import Line
    from embedsvc.restore.articles.reading import Markup
    from embedsvc.restore.restorer import Restored

    RestoreArticle = Callable[..., Restored]

FORMATS = ("html", "text", "markdown")
LINE = 'A line is {"id": ..., "input": "...", "format": "html", "text" or "markdown", "url": ...}.'
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@options.file
@click.option("--input", "markup", type=click.Choice(FORMATS), default="html", show_default=True)
@click.option("--format", "form", type=click.Choice(["html", "json"]), default="html", show_default=True)
@click.option("--url", help="Where the article was published.")
@click.option("--offline", is_flag=True, help="From the article alone, without any request.")
@click.option("--sanitize", is_flag=True, help="Make the whole article safe to publish (not Markdown).")
@click.option(
    "--jsonl", is_flag=True, help='Lines of {"id","input","format","url"} in, the same in order out.'
)
@click.option("--in", "source", type=FOLDER, help="A folder of articles and WordPress exports.")
@click.option("--out", "target", type=FOLDER, help="Where its restored articles and the reports go.")
@options.replay
@click.pass_obj
def command(  # noqa: PLR0913 -- one for each option
    given: Settings,
    *,
    file: BinaryIO,
    markup: "Markup",
    form: str,
    url: str | None,
    offline: bool,
    sanitize: bool,
    jsonl: bool,
    source: Path | None,
    target: Path | None,
    replay: tuple[str, ...],
) -> None:
    """Print an article with its decayed posts and old embeds made blocks again.

    With --in and --out, a whole folder: files that were written before and have not changed are skipped.
    """
    settings = options.with_replay(given, replay)
    if jsonl and url:
        raise click.UsageError("With --jsonl each line has a url of its own.")
    if source or target:
        _restore_folder(source, target, settings, offline=offline, sanitize=sanitize)
    from embedsvc.cli import lines
    from embedsvc.wiring import command_line

    restore = partial(command_line.restorer(settings, offline=offline), sanitise=sanitize)
    if jsonl:
        lines.write_and_exit(_restored_line(restore, line) for line in lines.parse(file, dict[str, Any]))
    lines.write_and_exit([lines.render({"url": url}, lambda: _restored(restore, file, markup, url, form))])


def _restore_folder(
    source: Path | None, target: Path | None, settings: Settings, *, offline: bool, sanitize: bool
) -> None:
    from embedsvc.cli import restore_folder

    if source is None or target is None:
        raise click.UsageError("Give both folders, with --in and --out.")
    if not source.is_dir():
        raise click.UsageError(f"There is no folder {source}.")
    folders = restore_folder.Folders(source, target)
    sys.exit(not restore_folder.restore_folder(folders, settings, offline=offline, sanitize=sanitize))


def _restored(
    restore: "RestoreArticle", file: BinaryIO, markup: "Markup", url: str | None, form: str
) -> "Line":
    from embedsvc.cli import article_file, output
    from embedsvc.formats import to_json
    from embedsvc.restore import report
    from embedsvc.restore.restorer import MAX_BYTES

    restored = restore(article_file.decode(file.read(MAX_BYTES + 1), MAX_BYTES), markup, url=url)
    if form == "json":
        return to_json.encode(report.restored(restored)), True
    output.put(restored.output.encode(), nl=False)
    return b"", True


def _restored_line(restore: "RestoreArticle", line: dict[str, Any] | None) -> "Line":
    from embedsvc.cli import lines
    from embedsvc.errors import InvalidRequest
    from embedsvc.formats import to_json
    from embedsvc.restore import report

    named = {"id": (line or {}).get("id")}

    def result() -> "Line":
        match {"format": "html", "url": None, **(line or {})}:
            case {
                "input": str(article),
                "format": "html" | "text" | "markdown" as markup,
                "url": str() | None as url,
            }:
                restored = restore(article, markup, url=url or None)
            case _:
                raise InvalidRequest(LINE)
        return to_json.encode({**named, "output": restored.output, "finds": report.finds(restored)}), True

    return lines.render(named, result)
