"""Arguments and options that several commands share."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from embedsvc import settings
from embedsvc.cli.refused import Refused
from embedsvc.settings import Settings

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
    if sys.stdin is None:
        raise Refused("Name a link: standard input is closed.")
    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    return (line.rstrip("\n").rstrip("\r") for line in lines if line.strip())
