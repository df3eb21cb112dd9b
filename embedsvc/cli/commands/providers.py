from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from embedsvc.providers import Site

_COLUMNS = ("key", "name", "gives", "retention", "example")


@click.command()
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(form: str) -> None:
    """List the platforms: what each gives and by which method, what of it is archived, and an example.

    A platform without a method of its own is read like any other web page. Its players are listed: they may
    be pasted, or a page or an oEmbed response may lead to them.
    """
    from embedsvc import providers
    from embedsvc.cli import output
    from embedsvc.formats import to_json

    sites = providers.load().sites
    lines = (to_json.encode(_members(site)) for site in sites) if form == "json" else _table(sites)
    for line in lines:
        output.put(line)


def _members(site: "Site") -> dict[str, object]:
    return {
        "key": site.provider.key,
        "name": site.provider.name,
        "url": site.provider.url,
        "hosts": list(site.hosts),
        "gives": dict(site.gives),
        "players": sorted({player.kind for player in site.players}),
        "retention": site.retention,
        "example": next(iter(site.examples), None),
    }


def _table(sites: "tuple[Site, ...]") -> Iterator[bytes]:
    rows = [_COLUMNS, *map(_row, sites)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip().encode()


def _row(site: "Site") -> tuple[str, ...]:
    own = [f"{kind} ({method})" for kind, method in site.gives.items()]
    players = [f"{kind} (page)" for kind in sorted({player.kind for player in site.players})]
    gives = ", ".join(own or players or ["page"])
    return site.provider.key, site.provider.name, gives, site.retention, next(iter(site.examples), "")
