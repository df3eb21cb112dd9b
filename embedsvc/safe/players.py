"""Frame policy: the players that a frame of ours may show."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

import ada_url

from embedsvc.safe.attributes import is_web_url
from embedsvc.urls import parameter

PlayerKind = Literal["video", "audio", "rich"]
"""`rich` is what a reader works with: a chart, a map, a document, a piece of code."""


class PlayerHost(NamedTuple):
    """Where a platform serves its player, and nothing but its player."""

    host: str
    """The whole host: a subdomain of it is another host."""
    path: str
    """The prefix of the player's path; `*` stands for one segment."""
    kind: PlayerKind


class Players:
    """The player hosts that frames may point to; every other frame is refused."""

    __slots__ = ("_paths", "hosts")

    def __init__(self, players: Iterable[PlayerHost] = ()) -> None:
        self._paths = [(player.host, _prefix(player.path), player.kind) for player in players]
        self.hosts = tuple(sorted({host for host, _, _ in self._paths}))
        """Host names in alphabetical order, for `frame-src` of a Content-Security-Policy."""

    def kind(self, url: str) -> PlayerKind | None:
        """What a player URL shows, or None if a frame must not point there.

        The URL is parsed as a browser parses it (WHATWG URL). It must be https, without user name, password
        or port; the host must match exactly, and the path prefix after dot segments are resolved.
        """
        if not is_web_url(url):
            return None
        parts = ada_url.URL(url)
        if parts.protocol != "https:" or parts.username or parts.password or parts.port:
            return None
        return next(
            (
                kind
                for host, path, kind in self._paths
                if parts.hostname == host and path.match(parts.pathname)
            ),
            None,
        )


def needs_parent(url: str) -> bool:
    """Whether a player URL has an empty `parent`, for the host of every page that frames the player. Only
    `embed.js` on such a page can fill it.
    """
    return parameter(ada_url.URL(url).search.removeprefix("?"), "parent") == ""


def _prefix(path: str) -> re.Pattern[str]:
    return re.compile(re.escape(path).replace(r"\*", r"[\w.@~-]+"), re.ASCII)


NO_PLAYERS = Players()
