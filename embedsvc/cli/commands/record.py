from typing import TYPE_CHECKING, BinaryIO

import click

from embedsvc.settings import Settings

if TYPE_CHECKING:
    from embedsvc.cli.lines import Line


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("-o", "--output", required=True, type=click.File("wb", lazy=False), help="The WARC file.")
@click.pass_obj
def command(given: Settings, *, urls: tuple[str, ...], output: BinaryIO) -> None:
    """Record all that resolving the links fetches, for --replay; a link that fails is an error line."""
    from embedsvc.cli import lines, options
    from embedsvc.cli.embed_line import embed_line
    from embedsvc.model import Failed
    from embedsvc.wiring import command_line

    rendering = command_line.rendering(given)
    resolve = command_line.recorder(given, output)

    def record(link: str) -> "Line":
        value = resolve(link).value
        return embed_line(value, "json", rendering) if isinstance(value, Failed) else (b"", True)

    lines.write_and_exit(lines.render_all(record, options.links(urls)))
