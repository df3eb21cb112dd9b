"""The stage of the archive: every Embed is stored as an Edition before it is returned, and the newest Edition
stands in for a failure.
"""

from dataclasses import replace

from embedsvc.archive.archive import Archive
from embedsvc.archive.database import ArchiveError
from embedsvc.archive.edition import Edition
from embedsvc.errors import BY_CODE, MINUTE, OlderAnswer
from embedsvc.model import Answer, Attempt, Embed, Failed, Known, Outcome, Url

_FOUND = Attempt(method="archive", url=None, code=None)


def archived(answer: Answer, archive: Archive) -> Answer:
    def stage(url: Url, known: Known) -> Outcome:
        outcome = answer(url, known)
        match outcome.value:
            case Embed() as embed:
                return replace(outcome, value=_store(archive, url, embed, known))
            case Failed() as failed:
                return replace(outcome, value=_stand_in(archive, url, failed))

    return stage


def _store(archive: Archive, url: Url, embed: Embed, known: Known) -> Embed:
    """The Embed with its Edition, which is committed. If the archive fails, the Embed is not durable and
    fresh for a minute at most.
    """
    try:
        if embed.finding.method == "link":
            return _stand_in_for_link(archive, url, embed)
        edition = archive.store(embed, likely_new=known is None)
    except ArchiveError:
        soon = min(embed.expires_at, embed.fetched_at + MINUTE)
        return replace(embed, durable=False, outlives_source=False, expires_at=soon)
    if edition is None:
        return replace(embed, outlives_source=False)
    outlives = archive.retains_all(url.text, embed.finding)
    return replace(embed, edition=edition.id, outlives_source=outlives)


def _stand_in(archive: Archive, url: Url, failed: Failed) -> Embed | Failed:
    """The newest Edition, until the failure expires; the failure itself where there is none, or where the
    archive fails too.
    """
    if failed.older_answer is None:
        return failed
    try:
        edition = _newest(archive, url, failed.older_answer, failed.code, failed.fetched_at)
    except ArchiveError:
        return failed
    if edition is None:
        return failed
    return edition.embed(
        url=failed.url,
        expires_at=failed.expires_at,
        state=failed.older_answer,
        tried=(*failed.tried, _FOUND),
    )


def _stand_in_for_link(archive: Archive, url: Url, embed: Embed) -> Embed:
    """An Embed that nothing was read for: an earlier Edition, if there is one, has more than a bare link."""
    code = next((attempt.code for attempt in reversed(embed.tried) if attempt.method == "metadata"), None)
    state = (BY_CODE[code].older_answer if code else None) or "stale"
    edition = _newest(archive, url, state, code or "", embed.fetched_at)
    if edition is None:
        return embed
    return edition.embed(
        url=embed.url, expires_at=embed.expires_at, state=state, tried=(*embed.tried, _FOUND)
    )


def _newest(archive: Archive, url: Url, state: OlderAnswer, code: str, at: float) -> Edition | None:
    if state == "gone":
        return archive.mark_gone(url.text, code, at)
    return archive.newest(url.text)
