import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from embedsvc.cli import options
from embedsvc.settings import Settings

if TYPE_CHECKING:
    from embedsvc.cli.lines import Line
    from embedsvc.model import Embed, Failed
    from embedsvc.providers import Site


@click.command()
@click.option("--all", "everything", is_flag=True, help="All examples instead of the first of each platform.")
@click.option("--provider", "keys", multiple=True, help="Only this platform: its key (repeatable).")
@options.replay
@click.pass_obj
def command(given: Settings, *, everything: bool, keys: tuple[str, ...], replay: tuple[str, ...]) -> None:
    """Resolve the examples of the platforms without the cache: a line of JSON each, for cron.

    `code` is null if the platform gave what it is known to give, by the method that it is known for (see
    `embedsvc providers`); otherwise the exit code is 1.
    """
    from embedsvc.cli import lines
    from embedsvc.formats import to_json
    from embedsvc.wiring import command_line

    sites = _examples(keys, everything=everything)
    resolve = command_line.uncached(options.with_replay(given, replay))

    def check(link: str) -> "Line":
        site = sites[link]
        began = time.monotonic()
        value = resolve(link).value
        milliseconds = round((time.monotonic() - began) * 1000)
        code, method = _result(site, value)
        line = {"provider": site.provider.key, "url": link, "code": code, "method": method}
        return to_json.encode({**line, "milliseconds": milliseconds}), code is None

    lines.write_and_exit(_counted(lines.render_all(check, list(sites))))


def _examples(keys: tuple[str, ...], *, everything: bool) -> "dict[str, Site]":
    """The platform of each example. Raises Refused for a key without examples."""
    from embedsvc import providers
    from embedsvc.cli.refused import Refused

    sites = {site.provider.key: site for site in providers.load().sites if site.examples}
    unknown = [key for key in keys if key not in sites]
    if unknown:
        raise Refused(f"No platform with examples has the key {', '.join(unknown)}.")
    chosen = [site for key, site in sites.items() if not keys or key in keys]
    return {link: site for site in chosen for link in site.examples[: None if everything else 1]}


def _result(site: "Site", value: "Embed | Failed") -> tuple[str | None, str | None]:
    """The code, None if the platform gave what it states, and the method of the answer."""
    from embedsvc.errors import UpstreamError
    from embedsvc.model import Failed

    if isinstance(value, Failed):
        return value.code, None
    finding = value.finding
    if finding.provider.key == site.provider.key and site.gives.get(finding.kind) == finding.method:
        return None, finding.method
    codes = [attempt.code for attempt in value.tried if attempt.code]
    return (codes[0] if codes else UpstreamError.code), finding.method


def _counted(checked: "Iterable[Line]") -> "Iterator[Line]":
    """The lines, and at their end how many examples were answered, on standard error."""
    results = []
    for line in checked:
        results.append(line[1])
        yield line
    click.echo(f"{sum(results)} of {len(results)} examples answered.", err=True)
