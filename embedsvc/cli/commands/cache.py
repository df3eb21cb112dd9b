import click

from embedsvc.cli.refused import Refused
from embedsvc.settings import Settings


@click.group()
def command() -> None:
    """Work on the shared cache."""


@command.command()
@click.option("--url", help="One link.")
@click.option("--provider", help="All answers of one provider: its key, as in provider.key.")
@click.option("--all", "everything", is_flag=True, help="Everything.")
@click.pass_obj
def purge(given: Settings, *, url: str | None, provider: str | None, everything: bool) -> None:
    """Purge answers from the shared cache; services that use it follow within two seconds. Editions stay."""
    from embedsvc import paste, providers
    from embedsvc.errors import Failure
    from embedsvc.wiring import command_line

    if [bool(url), bool(provider), everything].count(True) != 1:
        raise click.UsageError("Give one of --url, --provider and --all.")
    cache, where = command_line.shared_cache(given)
    try:
        if url:
            done = cache.purge(paste.find(url, providers.load().normalise).url.text)
        else:
            done = cache.purge_provider(provider) if provider else cache.purge_all()
    except Failure as failure:
        raise Refused(failure.detail) from None
    if not done:
        raise Refused(f"The cache at {where} cannot be reached: nothing was purged.")
    click.echo(f"embedsvc: purged in {where}", err=True)
