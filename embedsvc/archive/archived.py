"""What the archive adds to an answer: an Embed is kept before it is given, and where its source fails, the
newest Edition stands in. A failure never takes the place of an Edition.
"""

from dataclasses import dataclass, replace

from embedsvc.archive.archive import Archive
from embedsvc.archive.database import ArchiveError
from embedsvc.errors import (
    MINUTE,
    Gone,
    NotFound,
    RateLimited,
    TooLarge,
    UnsupportedMediaType,
    UpstreamError,
    UpstreamRefused,
    UpstreamTimeout,
    UpstreamUnreachable,
)
from embedsvc.model import Attempt, Embed, Failed, State

_STANDS_IN: dict[str, State] = {
    Gone.code: "gone",
    NotFound.code: "gone",
    UpstreamRefused.code: "gone",
    RateLimited.code: "stale",
    TooLarge.code: "stale",
    UnsupportedMediaType.code: "stale",
    UpstreamError.code: "stale",
    UpstreamTimeout.code: "stale",
    UpstreamUnreachable.code: "stale",
}
"""The failures for which an Edition is given, and what its state then is. A link that is wrong in itself, or
leads inside, never asks the archive.
"""
_ENDED = frozenset({Gone.code, NotFound.code})
"""Failures by which the source says that the content is no more: the history has them."""


@dataclass(frozen=True, slots=True)
class Lasting:
    archive: Archive

    def kept(self, embed: Embed) -> Embed:
        """The Embed with its Edition, which is committed. Where the archive fails, the Embed is not durable
        and fresh for at most a minute; where the page said nothing of itself, an earlier Edition says more.
        """
        try:
            if embed.finding.method == "link":
                return self._earlier(embed)
            edition = self.archive.keep(embed)
        except ArchiveError:
            soon = min(embed.expires_at, embed.fetched_at + MINUTE)
            return replace(embed, durable=False, expires_at=soon)
        return replace(embed, edition=edition.id) if edition else embed

    def instead(self, failed: Failed) -> Embed | Failed:
        """The newest Edition in place of a failure, until it would be asked again; the failure where there is
        none, or where the archive fails too.
        """
        state = _STANDS_IN.get(failed.code)
        if state is None:
            return failed
        try:
            if failed.code in _ENDED:
                edition = self.archive.mark_gone(failed.url, failed.code, failed.fetched_at)
            else:
                edition = self.archive.newest(failed.url)
        except ArchiveError:
            return failed
        if edition is None:
            return failed
        return edition.embed(
            url=failed.url, expires_at=failed.expires_at, state=state, tried=(*failed.tried, _FOUND)
        )

    def outlives(self, embed: Embed, failed: Failed) -> bool:
        """Whether an Embed that the cache still has may stand in for a failure for which there is no Edition.
        Where the source ended, that is for the archive to say; where the archive cannot, an Embed of which it
        made an Edition may.
        """
        if _STANDS_IN.get(failed.code) != "gone":
            return True
        try:
            return self.archive.allows(embed)
        except ArchiveError:
            return embed.edition is not None

    def _earlier(self, embed: Embed) -> Embed:
        edition = self.archive.newest(embed.url)
        if edition is None:
            return embed
        return edition.embed(
            url=embed.url, expires_at=embed.expires_at, state="gone", tried=(*embed.tried, _FOUND)
        )


_FOUND = Attempt(method="archive", url=None, code=None)
