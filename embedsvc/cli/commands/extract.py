from collections.abc import Callable, Iterator
from email.message import Message
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from embedsvc.cli import options
from embedsvc.settings import Settings

if TYPE_CHECKING:
    from embedsvc.cli.lines import Line
    from embedsvc.model import Snapshot


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--url", help="The URL of the page.")
@click.option("--content-type", default="text/html", show_default=True, help="Its Content-Type header.")
@click.option("--warc", type=options.existing_file, help="Every page of a recording instead.")
@click.pass_obj
def command(
    given: Settings, *, files: tuple[Path, ...], url: str | None, content_type: str, warc: Path | None
) -> None:
    """Print the metadata of saved pages, one line of JSON each, without any network."""
    from embedsvc.cli import lines

    if bool(files) == bool(warc):
        raise click.UsageError("Give saved pages, or a recording with --warc.")
    saved = _recorded(warc, given) if warc else _files(files, url, content_type, given)
    lines.write_and_exit(
        lines.render({"url": name}, partial(_metadata_line, name, read)) for name, read in saved
    )


def _recorded(warc: Path, given: Settings) -> "Iterator[tuple[str, Callable[[], Snapshot]]]":
    from embedsvc import providers
    from embedsvc.cli.refused import Refused
    from embedsvc.net.replay import Replay

    try:
        return Replay([warc], given, normalise=providers.load().normalise).records()
    except (OSError, ValueError) as error:
        raise Refused(str(error)) from None


def _files(
    files: tuple[Path, ...], url: str | None, content_type: str, given: Settings
) -> "Iterator[tuple[str, Callable[[], Snapshot]]]":
    """Saved pages by their URL, or by their file name if the URL is not given."""
    header = Message()
    header["content-type"] = content_type
    for path in files:
        yield url or str(path), partial(_read, path, url or "", header, given.max_bytes)


def _read(path: Path, url: str, header: Message, max_bytes: int) -> "Snapshot":
    import time

    from embedsvc.errors import InvalidRequest
    from embedsvc.model import Snapshot

    try:
        with path.open("rb") as file:
            body = file.read(max_bytes + 1)
    except OSError as error:
        raise InvalidRequest(f"The file cannot be read: {error.strerror}.") from error
    return Snapshot(
        asked=url,
        url=url,
        status=200,
        media_type=header.get_content_type(),
        charset=header.get_content_charset(),
        body=body[:max_bytes],
        truncated=len(body) > max_bytes,
        fetched_at=time.time(),
    )


def _metadata_line(url: str, read: "Callable[[], Snapshot]") -> "Line":
    import msgspec

    from embedsvc.formats import to_json
    from embedsvc.read import fields
    from embedsvc.read.html import document

    metadata = msgspec.to_builtins(fields.metadata(document.parse(read())))
    for author in metadata["authors"]:
        del author["type"]  # as in an Embed
    return to_json.encode({"url": url, **metadata}), True
