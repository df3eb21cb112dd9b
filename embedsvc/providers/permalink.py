"""From the address of a player or a widget to the page that shows the same."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from embedsvc.model import Url


class Example(NamedTuple):
    """For the tests: the address of a player, and the page that it leads to."""

    player: str
    page: str


@dataclass(frozen=True)
class Permalink:
    """One form of a platform's player addresses. Players that name no page have none."""

    hosts: tuple[str, ...]
    """With all of their subdomains; `urls.ANY_HOST` for software that runs on anybody's host."""
    player: str
    """A regular expression for the whole path and query. Its named groups are percent-decoded."""
    page: str
    """The address of the page, with the groups in braces; a path alone is on the player's own host."""
    example: Example

    def __call__(self, url: Url) -> str | None:
        match = self._pattern.fullmatch(url.target)
        if match is None:
            return None
        return self.page.format(**{name: unquote(value or "") for name, value in match.groupdict().items()})

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.player, re.DOTALL)
