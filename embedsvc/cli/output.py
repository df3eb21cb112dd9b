"""Standard output, and the end of a command that cannot go on."""

import os
import signal
import sys
from typing import NoReturn

import click

from embedsvc.cli.refused import Refused

INTERRUPTED = 128 + signal.SIGINT
"""The exit code of shells for Ctrl-C."""


def put(data: bytes, *, nl: bool = True) -> None:
    """Writes to standard output, through all buffers. If that fails the command ends: with a sentence, or by
    SIGPIPE, like other programs, if nobody reads any more.
    """
    try:
        click.echo(data, nl=nl)
    except BrokenPipeError:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
    except OSError as error:
        quit_now(Refused.exit_code, f"Standard output cannot be written: {error.strerror}.")


def replace_closed() -> None:
    """Where the caller has closed standard output, Python has none and drops what is printed. Writing fails
    instead, and no file that is opened later takes its descriptor.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", closefd=False)


def quit_now(code: int, sentence: str | None = None) -> NoReturn:
    """Ends the process at once: threads may still wait for a site, or for standard input."""
    if sentence:
        Refused(sentence).show()
    os._exit(code)
