from typing import TYPE_CHECKING, Any, BinaryIO

import click

from embedsvc.cli import options
from embedsvc.settings import Settings

if TYPE_CHECKING:
    from embedsvc.cli.lines import Line
    from embedsvc.verify import Verifier


@click.command()
@options.file
@click.option("--jsonl", is_flag=True, help="One quotation or page a line, one result a line.")
@options.replay
@click.pass_obj
def command(given: Settings, *, file: BinaryIO, jsonl: bool, replay: tuple[str, ...]) -> None:
    """Compare quotations with what their sources have.

    The input is {"text","url","author","handle","published"}, or {"html"} with blocks.
    """
    from embedsvc.cli import lines
    from embedsvc.wiring import command_line

    verify = command_line.verifier(options.with_replay(given, replay))
    given_lines = file if jsonl else [file.read()]
    lines.write_and_exit(_verified_line(verify, body) for body in lines.parse(given_lines, dict[str, Any]))


def _verified_line(verify: "Verifier", body: dict[str, Any] | None) -> "Line":
    """With the `id` of its line if it has one."""
    from embedsvc.cli import lines
    from embedsvc.formats import to_json
    from embedsvc.verify import answer

    named = {"id": body["id"]} if body and "id" in body else {}
    return lines.render(named, lambda: (to_json.encode({**named, **answer(body or {}, verify)}), True))
