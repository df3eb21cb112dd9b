"""What a file of this folder offers: one site, its hosts, its paths, its flow and its own examples."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from embedsvc.model import Flow, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A platform with a flow of its own.

    `hosts` maps a host, matched on the dot boundary (`x.com` also claims `www.x.com`), to the pattern
    that all of the URL's path and query (`/watch?v=...`) must match. `examples` are URLs that it claims.
    """

    hosts: Mapping[str, re.Pattern[str]]
    flow: Callable[[Url], Flow]
    examples: tuple[str, ...]

    def match(self, url: Url) -> re.Match[str] | None:
        """The match of the path, with its named groups; None where the URL is not the site's."""
        for host, pattern in self.hosts.items():
            if url.host == host or url.host.endswith("." + host):
                return pattern.fullmatch(target(url))
        return None


def target(url: Url) -> str:
    """The path with its query: what comes after the host."""
    return f"{url.path}?{url.query}" if url.query else url.path
