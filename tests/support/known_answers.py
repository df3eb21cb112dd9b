"""The web application over known answers, with a clock that stands still."""

from collections.abc import Callable, Mapping

from werkzeug.test import Client

from embedsvc.archive import Archive
from embedsvc.model import (
    Attempt,
    Author,
    Embed,
    Failed,
    Finding,
    Metadata,
    Outcome,
    Player,
    Provider,
    Quote,
    Run,
)
from embedsvc.settings import load
from embedsvc.store import Cache, Memory, Report, Tier, WorkerOnlyTier
from embedsvc.web.app import create
from embedsvc.web.middleware import cors
from embedsvc.web.middleware.api_keys import SCOPES
from embedsvc.web.middleware.response_cache import ResponseCache
from embedsvc.web.service import Example, Service
from embedsvc.wiring import command_line
from tests.support import verifying
from tests.support.sites import OPTIONS, SITES

FETCHED = 1_700_000_000.0
NOW = FETCHED + 90

POST = "https://x.com/Newsroom/status/1354104000000000001"
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
GONE = "https://site.example/gone?token=s3cret"
BAD = "javascript:alert(1)"
REDIRECTS_TO_SCRIPT = "https://site.example/astray"
BROKEN = "https://site.example/broken"

TRIED = (Attempt(method="metadata", url="https://site.example/gone", code="not_found"),)

FAILURES = {
    GONE: Failed(
        url=GONE,
        key=GONE,
        code="not_found",
        detail="The site has nothing at this link.",
        fetched_at=FETCHED,
        expires_at=FETCHED + 600,
        tried=TRIED,
    ),
    REDIRECTS_TO_SCRIPT: Failed(
        url=REDIRECTS_TO_SCRIPT,
        key=REDIRECTS_TO_SCRIPT,
        code="unsupported_scheme",
        detail="The site redirects to a link that is neither http nor https.",
        fetched_at=NOW,
        expires_at=NOW,
        tried=(Attempt(method="metadata", url=REDIRECTS_TO_SCRIPT, code="unsupported_scheme"),),
    ),
    BAD: Failed(
        url=BAD,
        code="unsupported_scheme",
        detail="Only http and https links can be fetched.",
        fetched_at=NOW,
        expires_at=NOW,
    ),
}

EMBEDS = {
    POST: Finding(
        kind="post",
        method="oembed",
        provider=Provider(name="X", url="https://x.com/", key="x"),
        metadata=Metadata(
            authors=(Author(name="The <b>Newsroom</b>", handle="Newsroom", url="https://x.com/Newsroom"),),
            published="2021-01-26",
            language="en",
            direction="ltr",
        ),
        quote=Quote(
            runs=(
                Run(type="text", text="<script>alert(1)</script> words "),
                Run(type="link", text="t.co/a", url="https://t.co/a"),
            ),
            language="en",
            direction="ltr",
        ),
    ),
    VIDEO: Finding(
        kind="video",
        method="oembed",
        provider=Provider(name="YouTube", url="https://www.youtube.com/", key="youtube"),
        metadata=Metadata(title="A film", authors=(Author(name="Someone"),)),
        player=Player(url="https://www.youtube-nocookie.com/embed/abcdefghijk", width=200, height=150),
    ),
}


def resolve(text: str) -> Outcome:
    if text in EMBEDS:
        embed = Embed(url=text, key=text, finding=EMBEDS[text], fetched_at=FETCHED, expires_at=FETCHED + 3600)
        return Outcome(embed, cache="hit")
    if text == BROKEN:
        raise RuntimeError("https://site.example/?token=s3cret")
    unknown = Failed(
        url=text, code="invalid_url", detail=f"{text} is no link.", fetched_at=NOW, expires_at=NOW
    )
    return Outcome(FAILURES.get(text, unknown), cache="miss")


def service(
    dependencies: Mapping[str, Callable[[], bool]] | None = None,
    *,
    tier: Tier | None = None,
    archive: Archive | None = None,
    reports: Mapping[str, Report] | None = None,
) -> Service:
    return Service(
        resolve=resolve,
        restore_with=lambda **_: command_line.restorer(load({}), offline=True),
        verify=verifying.verifier(resolve),
        normalise=SITES.normalise,
        options=OPTIONS,
        clock=lambda: NOW,
        dependencies=dependencies or {},
        reports=lambda: reports or {},
        cache=Cache(tier or WorkerOnlyTier(), Memory(2**20, lambda: NOW), lambda: NOW),
        archive=archive,
        metrics=lambda _accept: (b"counted 1\n", "text/plain"),
        examples=(Example(url=POST, label="A post"),),
    )


def client(
    dependencies: Mapping[str, Callable[[], bool]] | None = None,
    *,
    tier: Tier | None = None,
    archive: Archive | None = None,
    reports: Mapping[str, Report] | None = None,
    scopes: frozenset[str] = frozenset(),
) -> Client:
    """A client whose API key has these scopes."""
    app = create(service(dependencies, tier=tier, archive=archive, reports=reports))
    front = cors.layer(ResponseCache(app, size=2**20, clock=lambda: NOW, purge_token=lambda: ""), ("*",))
    return Client(lambda environ, start: front(environ | {SCOPES: scopes}, start))
