"""What the REST API states about a part of GitHub (https://docs.github.com/en/rest)."""

from dataclasses import dataclass, replace
from typing import Any

from embedsvc.errors import UpstreamError
from embedsvc.model import Author, Kind, Metadata, Provider, Snapshot
from embedsvc.read.markup import json
from embedsvc.read.markup.json_path import at, members, text

GITHUB = Provider(name="GitHub", url="https://github.com/", key="github")
_MAX_BODY = 1_000
"""Characters of an issue's first words, or a file's first lines, that a card shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An issue, a pull request, a commit, a release, a repository or a gist."""

    metadata: Metadata
    kind: Kind = "article"
    files: tuple[tuple[str, str], ...] = ()
    """The names and the contents of a gist's files."""


def read(response: Snapshot) -> Record:
    """Each kind has members that no other kind has. Raises UpstreamError for any other answer."""
    answer = json.loads(response)
    author = account(text(answer, "user", "login") or text(answer, "owner", "login"))
    if title := text(answer, "title"):
        number = at(answer, "number")
        named = f"{title} #{number}" if isinstance(number, int) else title
        return _record(answer, named, author, text(answer, "body"))
    if files := _files(answer):
        name, content = files[0]
        found = _record(answer, text(answer, "description") or name, author, content.strip())
        return replace(found, files=files)
    if tag := text(answer, "tag_name"):
        author = account(text(answer, "author", "login"))
        return _record(answer, text(answer, "name") or tag, author, text(answer, "body"))
    if message := text(answer, "commit", "message"):
        title, _, body = message.partition("\n")
        found = _record(answer, title, _committer(answer), body.strip())
        date = text(answer, "commit", "author", "date")
        return replace(found, metadata=replace(found.metadata, published=date))
    if title := text(answer, "full_name"):
        found = _record(answer, title, author, text(answer, "description"))
        return replace(found, metadata=replace(found.metadata, license=_licence(answer)), kind="link")
    raise UpstreamError("GitHub responded without a title.")


def account(login: str | None) -> Author | None:
    """The account of this name."""
    return Author(name=login, url=f"{GITHUB.url}{login}") if login else None


def shortened(text: str | None) -> str | None:
    """The first words of a text that may be long."""
    if not text:
        return None
    return text if len(text) <= _MAX_BODY else text[:_MAX_BODY].rstrip() + "…"


def _record(answer: Any, title: str, author: Author | None, body: str | None) -> Record:  # noqa: ANN401  (JSON)
    metadata = Metadata(
        title=title,
        authors=(author,) if author else (),
        published=text(answer, "published_at") or text(answer, "created_at"),
        modified=text(answer, "updated_at"),
        description=shortened(body),
        canonical_url=text(answer, "html_url"),
    )
    return Record(metadata=metadata)


def _files(answer: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401  (JSON)
    files = members(answer, "files")
    contents = ((name, at(file, "content")) for name, file in files.items())
    return tuple((name, content) for name, content in contents if isinstance(content, str))


def _committer(answer: Any) -> Author | None:  # noqa: ANN401  (JSON)
    """The name in the commit, with its account where GitHub knows whose e-mail address it has."""
    name, known = text(answer, "commit", "author", "name"), account(text(answer, "author", "login"))
    if name is None:
        return known
    return replace(known, name=name) if known else Author(name=name)


def _licence(answer: Any) -> str | None:  # noqa: ANN401  (JSON)
    """Its SPDX identifier; `NOASSERTION` stands for one that GitHub does not recognise."""
    identifier = text(answer, "license", "spdx_id")
    return identifier if identifier != "NOASSERTION" else None
