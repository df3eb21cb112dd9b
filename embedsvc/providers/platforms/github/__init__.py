"""GitHub: issues, pull requests, commits, releases, repositories and gists by the REST API, which needs no
key for public ones (`records`); files by their raw address, with the lines that a link names (`lines`); all
else by its page.

Without a key the API answers sixty requests an hour, then 403 or 429.
"""

import re
from dataclasses import replace

from embedsvc.errors import HOUR, Failure, RateLimited, UnsupportedMediaType
from embedsvc.model import Ask, Finding, Metadata, Snapshot, Url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.platforms.github import lines
from embedsvc.providers.platforms.github.records import GITHUB, Record, account, read, shortened
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.html import charset
from embedsvc.urls import parse

API = "https://api.github.com/"
RAW = "https://raw.githubusercontent.com/"
OWN_PAGES = (
    "about|apps|codespaces|collections|customer-stories|enterprise|events|explore|features|issues|login|marketplace"
    "|notifications|organizations|orgs|pulls|resources|search|security|sessions|settings|site|solutions|sponsors"
    "|stars|team|topics|trending|users"
)
"""First segments of GitHub's own pages, which no account has as its name."""
PAGE = re.compile(
    rf"/(?!(?:{OWN_PAGES})/)(?P<repository>[\w-]{{1,39}}/[\w.-]{{1,100}})(?:"
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


def flow(
    url: Url,
    repository: str | None = None,
    part: str | None = None,
    file: str | None = None,
    gist: str | None = None,
) -> SiteFlow:
    """What the API states, or the lines of a file; None where that fails."""
    if repository and file:
        return (yield from _file(url, repository, file))
    try:
        record: Record = yield _ask(f"gists/{gist}" if gist else f"repos/{repository}{_resource(part or '')}")
    except Failure:
        return None
    metadata = replace(
        record.metadata,
        publisher=repository if part else "GitHub Gist" if gist else GITHUB.name,
        canonical_url=record.metadata.canonical_url or url.text,
    )
    found = Finding(kind=record.kind, method="api", provider=GITHUB, metadata=metadata, ttl=HOUR)
    named = lines.file_of(record.files, url.fragment)
    return _of_gist(found, *named, url.fragment) if named else found


def _of_gist(gist: Finding, name: str, content: str, fragment: str) -> Finding:
    """One file of a gist, with the lines of it that the fragment names."""
    metadata = replace(gist.metadata, title=name, description=shortened(content.strip()))
    return replace(gist, metadata=metadata, passage=lines.cut(content, fragment))


def _resource(part: str) -> str:
    for pattern, resource in RESOURCES:
        if match := pattern.fullmatch(part):
            return match.expand(resource)
    return ""


def _file(url: Url, repository: str, file: str) -> SiteFlow:
    """A file with its lines, and the licence of its repository where the API states it."""
    try:
        content: str = yield Ask(
            url=parse(f"{RAW}{repository}/{file}"), read=_content, method="api", share=0.5
        )
    except Failure:
        return None
    licence: str | None = None
    try:
        record: Record = yield _ask(f"repos/{repository}")
        licence = record.metadata.license
    except Failure:
        pass  # recorded by the driver; the file is enough
    owner = account(repository.partition("/")[0])
    metadata = Metadata(
        title=file.partition("/")[2],
        authors=(owner,) if owner else (),
        publisher=repository,
        description=shortened(content.strip()),
        license=licence,
        canonical_url=url.without_fragment.text,
    )
    return Finding(
        kind="link",
        method="api",
        provider=GITHUB,
        metadata=metadata,
        passage=lines.cut(content, url.fragment),
        ttl=HOUR,
    )


def _ask(path: str) -> Ask[Record]:
    return Ask(
        url=parse(API + path),
        read=read,
        method="api",
        accept="application/vnd.github+json",
        failures={403: LIMITED},
        share=0.5,
    )


def _content(response: Snapshot) -> str:
    """Raises UnsupportedMediaType for a file that is no text."""
    if b"\0" in response.body[:1_000]:
        raise UnsupportedMediaType("This file is not a text.")
    return charset.decode(response.body, response.charset).text


NO_TEXT = (
    "(?i:avif|bmp|flac|gif|gz|ico|jpe?g|m4a|m4v|mov|mp3|mp4|oga|ogg|ogv|pdf|png|svg|tiff?|wav|webm|webp|zip)"
)
"""Endings of files that are shown or played, not read."""

SITES = (
    Site(
        provider=GITHUB,
        hosts={"github.com": PAGE, "gist.github.com": GIST},
        flow=flow,
        fragments=lines.FRAGMENT,
        gives={"article": "api", "link": "api"},
        aliases={"www.github.com": "github.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("raw.githubusercontent.com",),
                rf"/(?![^?]*\.{NO_TEXT}(?:\?|\Z))(?P<repository>[^/?]+/[^/?]+)/(?:refs/heads/)?(?P<file>[^/?]+/[^?]+)(?:\?.*)?",
                "https://github.com/{repository}/blob/{file}",
                Example(
                    "https://raw.githubusercontent.com/example/sample/refs/heads/main/src/sample.py",
                    "https://github.com/example/sample/blob/main/src/sample.py",
                ),
            ),
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
            "https://github.com/example/sample/blob/main/src/sample.py#L10-L20",
            "https://gist.github.com/example/0123456789abcdef0123456789abcdef",
        ),
    ),
)
