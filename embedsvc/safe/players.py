"""Frame policy: the players that a frame of ours may show."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import ada_url

from embedsvc.safe.attributes import is_web_url

PlayerKind = Literal["video", "audio"]


class PlayerHost(NamedTuple):
    """Where a platform serves its player, and nothing but its player."""

    host: str
    """The whole host: a subdomain of it is another host."""
    path: str
    """The prefix of the player's path."""
    kind: PlayerKind


class Players:
    """The player hosts that frames may point to; every other frame is refused."""

    __slots__ = ("_players", "hosts")

    def __init__(self, players: Iterable[PlayerHost] = ()) -> None:
        self._players = tuple(players)
        self.hosts = tuple(sorted({player.host for player in self._players}))
        """Host names in alphabetical order, for `frame-src` of a Content-Security-Policy."""

    def kind(self, url: str) -> PlayerKind | None:
        """What a player URL plays, or None if a frame must not point there.

        The URL is parsed as a browser parses it (WHATWG URL). It must be https, without user name, password
        or port; the host must match exactly, and the path prefix after dot segments are resolved.
        """
        if not is_web_url(url):
            return None
        parts = ada_url.URL(url)
        if parts.protocol != "https:" or parts.username or parts.password or parts.port:
            return None
        kinds = (
            player.kind
            for player in self._players
            if parts.hostname == player.host and parts.pathname.startswith(player.path)
        )
        return next(kinds, None)


NO_PLAYERS = Players()
