"""GitHub: issues, pull requests and gists by the REST API, which needs no key for public ones
(https://docs.github.com/en/rest); files and all else by their page.
"""

import re
from collections.abc import Mapping
from typing import Any

from embedsvc.errors import HOUR, Failure, UpstreamError
from embedsvc.model import Ask, Author, Finding, Metadata, Provider, Snapshot, Url
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.markup import json
from embedsvc.urls import parse

GITHUB = Provider(name="GitHub", url="https://github.com/", key="github")
API = "https://api.github.com/"
ISSUE = re.compile(
    r"/(?P<repository>[\w-]{1,39}/[\w.-]{1,100})/(?:issues|pull)/(?P<number>\d{1,9})(?:/[a-z]+)?/?(?:\?.*)?",
    re.ASCII | re.DOTALL,
)
GIST = re.compile(r"/(?:[\w-]{1,39}/)?(?P<gist>[0-9a-f]{20,32})/?(?:\?.*)?", re.ASCII | re.DOTALL)
_MAX_BODY = 1_000
"""Characters of an issue's first words that a card shows."""


def flow(
    url: Url, repository: str | None = None, number: str | None = None, gist: str | None = None
) -> SiteFlow:
    """An issue or a pull request, which the API numbers together, or a gist; None where the API has none."""
    path = f"gists/{gist}" if gist else f"repos/{repository}/issues/{number}"
    try:
        found: Finding = yield Ask(
            url=parse(API + path),
            read=lambda response: _finding(response, url, repository or "GitHub Gist"),
            method="api",
            accept="application/vnd.github+json",
            share=0.5,
        )
    except Failure:
        return None
    return found


def _finding(response: Snapshot, url: Url, publisher: str) -> Finding:
    match json.loads(response):
        case {"title": str(title), "user": {"login": str(login)}, **more}:
            text, number = more.get("body"), more.get("number")
            title = f"{title} #{number}" if isinstance(number, int) else title
        case {"files": dict(files), "owner": {"login": str(login)}, **more} if files:
            name, text = _first_file(files)
            title = _text(more.get("description")) or name
        case _:
            raise UpstreamError("GitHub responded without a title and an author.")
    metadata = Metadata(
        title=title,
        authors=(Author(name=login, url=f"{GITHUB.url}{login}"),),
        publisher=publisher,
        published=_text(more.get("created_at")),
        modified=_text(more.get("updated_at")),
        description=_shortened(_text(text)),
        canonical_url=_text(more.get("html_url")) or url.text,
    )
    return Finding(kind="article", method="api", provider=GITHUB, metadata=metadata, ttl=HOUR)


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
        hosts={"github.com": ISSUE, "gist.github.com": GIST},
        flow=flow,
        gives={"article": "api"},
        aliases={"www.github.com": "github.com"},
        retention="full",
        examples=(
            "https://github.com/example/sample/issues/7",
            "https://github.com/example/sample/pull/8/files",
            "https://gist.github.com/example/0123456789abcdef0123456789abcdef",
        ),
    ),
)
