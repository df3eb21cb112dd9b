"""How the command line refuses to run."""

import sys
from typing import Any

import click


class Refused(click.ClickException):
    """A sentence that ends the program, with the exit code of wrong usage."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ANN401  (click's own signature)
        click.echo(f"embedsvc: {self.message}", file=file or sys.stderr)
