"""GitHub: issues, pull requests, commits, releases, repositories and gists by the REST API, which needs no
key for public ones (https://docs.github.com/en/rest); files by their raw address; all else by its page.

Without a key the API answers sixty requests an hour, then 403 or 429. The lines in the fragment of a file's
address (`#L10-L20`) are no part of a `Url`, so a file is shown by its first lines.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from embedsvc.errors import HOUR, Failure, RateLimited, UnsupportedMediaType, UpstreamError
from embedsvc.model import Ask, Author, Finding, Kind, Metadata, Provider, Snapshot, Url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.html import charset
from embedsvc.read.markup import json
from embedsvc.urls import parse

GITHUB = Provider(name="GitHub", url="https://github.com/", key="github")
API = "https://api.github.com/"
RAW = "https://raw.githubusercontent.com/"
PAGE = re.compile(
    r"/(?P<repository>[\w-]{1,39}/[\w.-]{1,100})(?:"
    r"/(?P<part>(?:issues|pull)/\d{1,9}|(?:commit|pull/\d{1,9}/commits)/[0-9a-f]{7,40}"
    r"|releases/(?:latest|tag/[^?]{1,255}?))(?:/[a-z]+)?"
    r"|/(?:blob|blame|raw)/(?P<file>[^?/]+/[^?]+)"
    r")?/?(?:\?.*)?",
    re.ASCII | re.DOTALL,
)
RESOURCES = (
    (re.compile(r"(?:issues|pull)/(\d+)"), r"/issues/\1"),
    (re.compile(r"(?:commit|pull/\d+/commits)/(\w+)"), r"/commits/\1"),
    (re.compile(r"releases/tag/(.+)", re.DOTALL), r"/releases/tags/\1"),
    (re.compile(r"releases/latest"), "/releases/latest"),
)
"""From a part of a repository's pages to that of the API, which numbers issues and pull requests together."""
GIST = re.compile(r"/(?:[\w-]{1,39}/)?(?P<gist>[0-9a-f]{20,32})/?(?:\?.*)?", re.ASCII | re.DOTALL)
LIMITED = (RateLimited, "GitHub answers some requests an hour only, without a key.")
_MAX_BODY = 1_000
"""Characters of an issue's first words, or a file's first lines, that a card shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What the API states about a part of GitHub."""

    metadata: Metadata
    kind: Kind = "article"


def flow(
    url: Url,
    repository: str | None = None,
    part: str | None = None,
    file: str | None = None,
    gist: str | None = None,
) -> SiteFlow:
    """What the API states, or the first lines of a file; None where that fails."""
    if repository and file:
        return (yield from _file(url, repository, file))
    try:
        record: _Record = yield _ask(
            f"gists/{gist}" if gist else f"repos/{repository}{_resource(part or '')}"
        )
    except Failure:
        return None
    metadata = replace(
        record.metadata,
        publisher=repository if part else "GitHub Gist" if gist else GITHUB.name,
        canonical_url=record.metadata.canonical_url or url.text,
    )
    return Finding(kind=record.kind, method="api", provider=GITHUB, metadata=metadata, ttl=HOUR)


def _resource(part: str) -> str:
    for pattern, resource in RESOURCES:
        if match := pattern.fullmatch(part):
            return match.expand(resource)
    return ""


def _file(url: Url, repository: str, file: str) -> SiteFlow:
    """A file with its first lines, and the licence of its repository where the API states it."""
    try:
        lines: str = yield Ask(url=parse(f"{RAW}{repository}/{file}"), read=_lines, method="api", share=0.5)
    except Failure:
        return None
    licence: str | None = None
    try:
        record: _Record = yield _ask(f"repos/{repository}")
        licence = record.metadata.license
    except Failure:
        pass  # recorded by the driver; the file is enough
    owner = repository.partition("/")[0]
    metadata = Metadata(
        title=file.partition("/")[2],
        authors=(Author(name=owner, url=f"{GITHUB.url}{owner}"),),
        publisher=repository,
        description=_shortened(lines),
        license=licence,
        canonical_url=url.text,
    )
    return Finding(kind="link", method="api", provider=GITHUB, metadata=metadata, ttl=HOUR)


def _ask(path: str) -> Ask[_Record]:
    return Ask(
        url=parse(API + path),
        read=_read,
        method="api",
        accept="application/vnd.github+json",
        failures={403: LIMITED},
        share=0.5,
    )


def _read(response: Snapshot) -> _Record:
    answer = json.loads(response)
    match answer:
        case {"title": str(title), "user": {"login": str(login)}, "body": text, **more}:
            number = more.get("number")
            title = f"{title} #{number}" if isinstance(number, int) else title
            return _Record(metadata=_metadata(answer, title, _account(login), text))
        case {"files": dict(files), "owner": {"login": str(login)}} if files:
            name, text = _first_file(files)
            title = _text(answer.get("description")) or name
            return _Record(metadata=_metadata(answer, title, _account(login), text))
        case {"tag_name": str(tag), "author": {"login": str(login)}, "body": text}:
            title = _text(answer.get("name")) or tag
            return _Record(metadata=_metadata(answer, title, _account(login), text))
        case {"commit": {"message": str(message), "author": {"name": str(name), "date": date}}}:
            title, _, text = message.partition("\n")
            metadata = _metadata(answer, title, _committer(answer.get("author"), name), text)
            return _Record(metadata=replace(metadata, published=_text(date)))
        case {"full_name": str(title), "owner": {"login": str(login)}, "description": text}:
            metadata = _metadata(answer, title, _account(login), text)
            return _Record(metadata=replace(metadata, license=_licence(answer.get("license"))), kind="link")
    raise UpstreamError("GitHub responded without a title and an author.")


def _metadata(answer: Mapping[str, Any], title: str, author: Author, text: object) -> Metadata:
    return Metadata(
        title=title,
        authors=(author,),
        published=_text(answer.get("published_at")) or _text(answer.get("created_at")),
        modified=_text(answer.get("updated_at")),
        description=_shortened(_text(text)),
        canonical_url=_text(answer.get("html_url")),
    )


def _account(login: str) -> Author:
    return Author(name=login, url=f"{GITHUB.url}{login}")


def _committer(account: object, name: str) -> Author:
    """The name in the commit; its account where GitHub knows whose e-mail address it has."""
    login = account.get("login") if isinstance(account, Mapping) else None
    return replace(_account(login), name=name) if isinstance(login, str) else Author(name=name)


def _licence(licence: object) -> str | None:
    """Its SPDX identifier; `NOASSERTION` stands for one that GitHub does not recognise."""
    identifier = _text(licence.get("spdx_id")) if isinstance(licence, Mapping) else None
    return identifier if identifier != "NOASSERTION" else None


def _lines(response: Snapshot) -> str:
    """Raises UnsupportedMediaType for a file that is no text."""
    if b"\0" in response.body[:_MAX_BODY]:
        raise UnsupportedMediaType("This file is not a text.")
    return charset.decode(response.body[: 4 * _MAX_BODY], response.charset).text


def _first_file(files: Mapping[str, Any]) -> tuple[str, object]:
    """The name and the content of the first file of a gist."""
    name, file = next(iter(files.items()))
    return name, file.get("content") if isinstance(file, Mapping) else None


def _shortened(text: str | None) -> str | None:
    return text if text is None or len(text) <= _MAX_BODY else text[:_MAX_BODY].rstrip() + "…"


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


SITES = (
    Site(
        provider=GITHUB,
        hosts={"github.com": PAGE, "gist.github.com": GIST},
        flow=flow,
        gives={"article": "api", "link": "api"},
        aliases={"www.github.com": "github.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("gist.github.com",),
                r"/(?P<gist>(?:[\w-]{1,39}/)?[0-9a-f]{20,32})\.js(?:\?.*)?",
                "https://gist.github.com/{gist}",
                Example(
                    "https://gist.github.com/example/0123456789abcdef0123456789abcdef.js?file=a.py",
                    "https://gist.github.com/example/0123456789abcdef0123456789abcdef",
                ),
            ),
        ),
        examples=(
            "https://github.com/octocat/Hello-World",
            "https://github.com/example/sample/issues/7",
            "https://github.com/example/sample/pull/8/files",
            "https://github.com/example/sample/commit/0123456789abcdef0123456789abcdef01234567",
            "https://github.com/example/sample/releases/tag/v1.0",
            "https://github.com/example/sample/blob/main/src/sample.py",
            "https://gist.github.com/example/0123456789abcdef0123456789abcdef",
        ),
    ),
)
