"""Everything there is to know about one platform, as one value."""

import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from embedsvc.errors import Failure
from embedsvc.model import Ask, Finding, Kind, Method, Moved, Provider, Refused, Retention, Snapshot, Url
from embedsvc.providers.permalink import Permalink
from embedsvc.read.html.document import Document
from embedsvc.safe import PlayerHost
from embedsvc.urls import parents

T = TypeVar("T")

SiteFlow = Generator[Ask[Any] | Refused, Any, Finding | Moved | None]
"""A flow that may also return None: the platform has no answer, and the URL is read like any web page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A platform. Everything but who it is, its hosts and its retention is optional.

    Hosts match with all of their subdomains: `x.com` also matches `www.x.com`, never `netflix.com`.
    """

    provider: Provider
    hosts: Mapping[str, re.Pattern[str] | None]
    """The platform's domains. The pattern matches the path and query (`/watch?v=...`) of the URLs that `flow`
    handles; None where it handles none.
    """
    retention: Retention
    """How much of the content its terms allow to be archived."""
    flow: Callable[..., SiteFlow] | None = None
    """Called with the URL and, as keyword arguments, the named groups of the pattern that matched; or with
    the URL and `page`, what was read of a page that `recognise` accepted.
    """
    settings: tuple[str, ...] = ()
    """Fields of `settings.Settings` that `flow` takes as keyword arguments too."""
    recognise: Callable[[Document], bool] | None = None
    """Whether a page was made by the platform's software. For platforms that run on anybody's host."""
    tracking: tuple[str, ...] = ()
    """Query parameters that identify the visit, not the content. A name that ends in * is a prefix."""
    fragments: re.Pattern[str] | None = None
    """The fragments that name a part of a page, such as the lines of a file; all others of its hosts are
    removed, except those that are part of any address (`urls.ADDRESS_FRAGMENTS`).
    """
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Mobile and mirror hosts to the host that serves the same pages; see `urls.Rules`."""
    permalinks: tuple[Permalink, ...] = ()
    """From its players and widgets to the pages that show the same, the most exact form first."""
    profile: str | None = None
    """The address of an account's page, with `{handle}`."""
    players: tuple[PlayerHost, ...] = ()
    """Where a frame may show the platform's player."""
    gives: Mapping[Kind, Method] = field(default_factory=dict)
    """The kinds of content that `flow` gives, each with the method of its best way."""
    examples: tuple[str, ...] = ()
    """URLs that `flow` handles, for tests and for `embedsvc canary`. The first one is public and lasts."""

    def match(self, url: Url) -> re.Match[str] | None:
        """The match of the path and query; None if the platform's own flow does not handle the URL."""
        if self.flow is None:
            return None
        for host in parents(url.host):
            pattern = self.hosts.get(host)
            if pattern:
                return pattern.fullmatch(url.target)
        return None


def ask_api(
    url: Url, read: Callable[[Snapshot], T], *, accept: str = "application/json", share: float = 0.5
) -> Ask[T]:
    """A request to an API, after which there is time for another way."""
    return Ask(url=url, read=read, method="api", accept=accept, share=share)


def first_answer(*asks: Ask[Finding], last_word: tuple[type[Failure], ...] = ()) -> SiteFlow:
    """What the first of several Asks gives that succeeds; None, which leaves the page, where all fail. A
    failure that is the `last_word` about the content is raised.
    """
    for ask in asks:
        try:
            found: Finding = yield ask
        except last_word:
            raise
        except Failure:
            continue  # recorded by the driver
        return found
    return None
