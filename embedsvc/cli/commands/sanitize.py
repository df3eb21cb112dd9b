from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from embedsvc.cli import options

if TYPE_CHECKING:
    from embedsvc.cli.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignHtml:
    """A line of `sanitize --jsonl`."""

    id: Any
    html: Any


@click.command()
@options.file
@click.option("--jsonl", is_flag=True, help='Lines of {"id","html"} in, the same out.')
def command(*, file: BinaryIO, jsonl: bool) -> None:
    """Print foreign HTML as it is safe to publish."""
    from embedsvc import safe
    from embedsvc.cli import lines, output

    if jsonl:
        lines.write_and_exit(map(_sanitised_line, lines.parse(file, ForeignHtml)))
    output.put(safe.sanitise(file.read().decode("utf-8", "replace")).encode(), nl=False)


def _sanitised_line(foreign: ForeignHtml | None) -> "Line":
    from embedsvc import safe
    from embedsvc.errors import InvalidRequest
    from embedsvc.formats import to_json

    if foreign is None or not isinstance(foreign.html, str):
        error = {"code": InvalidRequest.code, "detail": 'A line is {"id": ..., "html": "..."}.'}
        return to_json.encode({"id": foreign.id if foreign else None, "error": error}), False
    return to_json.encode({"id": foreign.id, "html": safe.sanitise(foreign.html)}), True
