from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from embedsvc.cli import options
from embedsvc.settings import Settings

if TYPE_CHECKING:
    from embedsvc.cli.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A line of `check-url --jsonl`: the addresses stand in for DNS."""

    url: str
    resolves_to: tuple[str, ...] | None = None
    redirects_to: str | None = None


@click.command()
@options.urls
@click.option("--jsonl", is_flag=True, help='Lines of {"url","resolves_to","redirects_to"} in; no look-up.')
@click.pass_obj
def command(given: Settings, *, urls: tuple[str, ...], jsonl: bool) -> None:
    """Print for each link whether it may be fetched, and why not; nothing is fetched."""
    if urls and jsonl:
        raise click.UsageError("With --jsonl the links come from standard input.")
    from embedsvc import providers
    from embedsvc.cli import lines
    from embedsvc.errors import InvalidRequest
    from embedsvc.formats import to_json
    from embedsvc.net.connector import look_up
    from embedsvc.net.guard import Guard, Verdict

    normalise = providers.load().normalise
    guard = Guard(networks=given.allow_networks, ports=given.allow_ports)

    def by_dns(link: str) -> "Line":
        return to_json.encode(guard.verdict(link, None, normalise=normalise, lookup=look_up)), True

    def by_case(case: Case | None) -> "Line":
        if case is None:
            malformed = Verdict("", "block", InvalidRequest.code, 'A line is {"url": "...", ...}.')
            return to_json.encode(malformed), True
        verdict = guard.verdict(case.url, case.resolves_to, case.redirects_to, normalise=normalise)
        return to_json.encode(verdict), True

    if jsonl:
        lines.write_and_exit(map(by_case, lines.parse(options.standard_input(), Case)))
    lines.write_and_exit(lines.render_all(by_dns, options.links(urls)))
