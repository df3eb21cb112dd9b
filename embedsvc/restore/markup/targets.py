"""What the address in an old embed shows."""

from collections.abc import Callable
from typing import NamedTuple

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.providers import Sites


class Target(NamedTuple):
    """The page that shows what is embedded, and its platform's key, None for any other site."""

    url: str
    platform: str | None


Recognise = Callable[[str], Target | None]
"""None for an address that is no link, or that no reader could follow."""


def recognise(sites: Sites, address: str) -> Target | None:
    """By what the platforms state about their own addresses and players."""
    try:
        given, url = urls.parse(address), sites.normalise(address)
    except Failure:
        return None
    if "#" in address and sites.players.kind(url.text):
        return None  # its page is unknown, and without the fragment it may play nothing
    site = sites.platform_of(url) or sites.platform_of_player(given)
    return Target(url.text, site.provider.key if site else None)
