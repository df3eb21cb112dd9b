"""The command line: one command a file. Results go to standard output, one a line; messages to standard
error.
"""

import os
import pkgutil
import sys
from importlib import import_module
from typing import Any

import click

from embedsvc import __version__, logs, settings
from embedsvc.cli import commands, output
from embedsvc.cli.refused import Refused


class Commands(click.Group):
    """Every module of `commands`, imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's own signature)
        return [module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  (click's own signature)
        try:
            return super().invoke(ctx)
        except settings.WrongSettingError as error:
            raise Refused(str(error)) from None
        except KeyboardInterrupt:
            output.quit_now(output.INTERRUPTED)

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  (click's own signature)
        output.replace_closed()
        try:
            return super().main(*args, **kwargs)
        except OSError as error:  # of a file, or of click's own output
            output.quit_now(Refused.exit_code, f"{error.filename or 'The output'}: {error.strerror}.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="embedsvc")
@click.pass_context
def main(context: click.Context) -> None:
    """Turns links and quotes into blocks that are safe to publish, name their source and last."""
    logs.configure(sys.stderr)
    context.obj = settings.load(os.environ)
