"""The Wayback Machine as the last way to a link whose own ways have all failed: its newest capture.

Shape: the availability API (archive.org/help/wayback_api.php). `archived_snapshots.closest` has `available`,
`url` and `status`; without a capture `archived_snapshots` is empty.
"""

from collections.abc import Callable
from dataclasses import dataclass

from embedsvc.errors import BY_CODE, NotFound
from embedsvc.model import Ask, Snapshot, Url
from embedsvc.providers.oembed_answer import request_url
from embedsvc.providers.site import ask_api
from embedsvc.read.markup import json
from embedsvc.read.markup.json_path import at, text

_LOST = frozenset({"not_found", "gone", "upstream_refused", "upstream_error", "upstream_unreachable"})
"""Failures after which a page may still be in an archive."""


_LOCAL = frozenset(
    {"arpa", "corp", "home", "internal", "intranet", "lan", "local", "localdomain", "localhost", "test"}
)
"""Last parts of names that no public DNS has (RFC 6761, 6762, 8375), and others that networks use."""


@dataclass(frozen=True, slots=True)
class Wayback:
    """Sends links to a third party, so it is off by default."""

    endpoint: str
    claims: Callable[[Url], bool]
    """Whether a platform's own flow handles a link."""
    may_be_answered: Callable[[Url], bool]
    """Whether a link has no Edition, which no capture may replace, and may be stored in full."""

    def __call__(self, url: Url, code: str) -> Ask[str] | None:
        """The request for the address of the newest capture of a link that failed with `code`. None for a
        link of a local network, one that has Editions or may not be stored, and one that a platform refuses,
        which may be its word about the post.
        """
        if code not in _LOST or not _is_public_name(url.host):
            return None
        if (BY_CODE[code].stated_by_source and self.claims(url)) or not self.may_be_answered(url):
            return None
        return ask_api(
            request_url(self.endpoint, {"url": url.without_fragment.text}),
            lambda response: _newest(response) + (f"#{url.fragment}" if url.fragment else ""),
        )


def _is_public_name(host: str) -> bool:
    """Whether a host is neither a literal address nor a name of a local network."""
    last = host.rpartition(".")[2]
    return "." in host and not last.isdigit() and last not in _LOCAL


def _newest(response: Snapshot) -> str:
    capture = at(json.loads(response), "archived_snapshots", "closest")
    address = text(capture, "url")
    if at(capture, "available") is not True or text(capture, "status") != "200" or address is None:
        raise NotFound("The Wayback Machine has no capture of this page.")
    return address
