from typing import TYPE_CHECKING

import click

from embedsvc.cli import options
from embedsvc.settings import Settings

if TYPE_CHECKING:
    from embedsvc.cli.lines import Line


@click.command()
@options.urls
@click.option(
    "--format", "form", type=click.Choice(["json", "html", "text"]), default="json", show_default=True
)
@options.replay
@click.pass_obj
def command(given: Settings, *, urls: tuple[str, ...], form: str, replay: tuple[str, ...]) -> None:
    """Print the Embed of each link, in the order given; without links, standard input has one a line.

    A link that fails is a line of JSON with its error, in every format; the others go on, and the exit
    code is 1.
    """
    from embedsvc.cli import lines
    from embedsvc.cli.embed_line import embed_line
    from embedsvc.wiring import command_line

    rendering = command_line.rendering(given)
    resolve = command_line.resolver(options.with_replay(given, replay))

    def result(link: str) -> "Line":
        return embed_line(resolve(link).value, form, rendering)

    lines.write_and_exit(lines.render_all(result, options.links(urls)))
