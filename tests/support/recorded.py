"""A small web in memory: answers by URL, for tests of flows and of the driver."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from embedsvc import errors
from embedsvc.model import Ask, Embed, Failed, Snapshot
from embedsvc.net import freshness
from embedsvc.resolve import Resolve
from tests.support.stages import live, pipeline

NOW = 1_700_000_000.0
JSON = "application/json"
HTML = "text/html"


@dataclass(frozen=True)
class Answer:
    body: str | bytes = ""
    media_type: str | None = HTML
    status: int = 200
    final: str | None = None
    """Where redirects end."""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Web:
    """Answers every Ask from a table; what is not in it fails like a network that is down."""

    answers: Mapping[str, Answer | errors.Failure]
    asked: list[str] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)

    def fetch(self, ask: Ask[Any], seconds: float) -> Snapshot:
        self.asked.append(ask.url.text)
        self.shares.append(seconds)
        answer = self.answers.get(ask.url.text)
        if answer is None:
            raise errors.UpstreamUnreachable("Nothing answers there.")
        if isinstance(answer, errors.Failure):
            raise answer
        if answer.status not in ask.read_statuses:
            _raise_for_status(ask, answer.status)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        return Snapshot(
            asked=ask.url.text,
            url=answer.final or ask.url.text,
            status=answer.status,
            media_type=answer.media_type,
            charset="utf-8",
            headers=answer.headers,
            body=body,
            fetched_at=NOW,
            fresh_for=freshness.remaining(answer.headers),
        )


@dataclass
class Negotiating(Web):
    """Answers requests for ActivityPub with a note, whatever the URL, and all others from the table."""

    note: Answer = Answer()

    def fetch(self, ask: Ask[Any], seconds: float) -> Snapshot:
        return (
            Web({ask.url.text: self.note}).fetch(ask, seconds)
            if "activity" in ask.accept
            else super().fetch(ask, seconds)
        )


def _raise_for_status(ask: Ask[Any], status: int) -> None:
    if status in ask.failures:
        kind, detail = ask.failures[status]
        raise kind(detail)
    failure = errors.for_status(status)
    if failure:
        raise failure("The site said so.")


def resolver(web: Web, *, monotonic: Callable[[], float] = lambda: 0.0) -> Resolve:
    return pipeline(live(web.fetch, clock=lambda: NOW, monotonic=monotonic))


def resolve(url: str, answers: Mapping[str, Answer | errors.Failure]) -> Embed | Failed:
    return resolver(Web(answers))(url).value


def embed(url: str, answers: Mapping[str, Answer | errors.Failure]) -> Embed:
    """The Embed of a URL that resolves."""
    value = resolve(url, answers)
    assert isinstance(value, Embed), value
    return value


def failed(url: str, answers: Mapping[str, Answer | errors.Failure]) -> Failed:
    """The failure of a URL that does not resolve."""
    value = resolve(url, answers)
    assert isinstance(value, Failed), value
    return value


def oembed(**fields: Any) -> Answer:
    return Answer(json.dumps({"version": "1.0", **fields}), JSON)


def page(head: str = "", body: str = "<p>Words.</p>", *, language: str = "en") -> Answer:
    return Answer(f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>')
