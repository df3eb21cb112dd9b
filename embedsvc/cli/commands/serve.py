import os
import sys
from contextlib import suppress
from urllib.parse import urlencode

import click

from embedsvc import __version__
from embedsvc.cli import options
from embedsvc.cli.refused import Refused
from embedsvc.settings import Settings

FIRST_LINK = "https://www.youtube.com/watch?v=jNQXAC9IVRw"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="0: a free one.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Processes.")
@click.option("--demo", is_flag=True, help="Answer the examples of the paste page from a recording.")
@options.replay
@click.pass_obj
def command(
    given: Settings, *, host: str, port: int, workers: int, demo: bool, replay: tuple[str, ...]
) -> None:
    """Serve the paste page and the HTTP interface."""
    from embedsvc.web.gunicorn import AddressUnavailable
    from embedsvc.wiring import demo_examples, server

    query = urlencode({"url": demo_examples.LINKS[0].url if demo else FIRST_LINK})

    def greet(address: str) -> None:
        greeting = f"embedsvc {__version__} serves at {address} - try {address}?{query}\n"
        with suppress(OSError):  # the service runs, whether anybody reads this or not
            os.write(sys.stdout.fileno(), greeting.encode())

    given = options.with_replay(given, replay)
    try:
        server.serve(given, demo=demo, host=host, port=port, workers=workers, greet=greet)
    except AddressUnavailable as error:
        raise Refused(str(error)) from None
