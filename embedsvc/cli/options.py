"""Arguments and options that several commands share."""

import os
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO

import click

from embedsvc import settings
from embedsvc.cli.refused import Refused
from embedsvc.settings import Settings


class Input(click.File):
    """A file, or standard input for `-`, which is empty where the caller has closed it."""

    name = "file"

    def __init__(self) -> None:
        super().__init__("rb")

    def convert(
        self,
        value: str | os.PathLike[str] | IO[Any],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> IO[Any]:
        return BytesIO() if value == "-" and sys.stdin is None else super().convert(value, param, ctx)


file = click.argument("file", default="-", type=Input())
urls = click.argument("urls", nargs=-1, metavar="[URL]...")
replay = click.option(
    "--replay",
    multiple=True,
    metavar="FILE",
    help="WARC files (repeatable, or a comma list) that answer instead of the network.",
)
existing_file = click.Path(exists=True, dir_okay=False, path_type=Path)


def with_replay(given: Settings, files: tuple[str, ...]) -> Settings:
    """`--replay` is the setting EMBEDSVC_REPLAY on the command line."""
    return settings.load({**os.environ, "EMBEDSVC_REPLAY": ",".join(files)}) if files else given


def links(given: tuple[str, ...]) -> Iterable[str]:
    """The links named, or one a line of standard input as it comes. Invalid UTF-8 becomes U+FFFD."""
    if given:
        return [link.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for link in given]
    lines = (line.decode("utf-8", "replace") for line in standard_input())
    return (line.rstrip("\n").rstrip("\r") for line in lines if line.strip())


def standard_input() -> BinaryIO:
    """Raises Refused where the caller has closed it."""
    if sys.stdin is None:
        raise Refused("Name a link: standard input is closed.")
    return sys.stdin.buffer
