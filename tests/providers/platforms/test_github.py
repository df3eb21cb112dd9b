"""Issues, commits, releases, files and gists. The answers are invented, in the shape of https://docs.github.com/en/rest."""

import json

import pytest

from tests.support.recorded import JSON, Answer, embed, failed, page

ISSUE = "https://github.com/example/sample/issues/7"
API = "https://api.github.com/repos/example/sample/issues/7"
RECORD = {
    "number": 7,
    "title": "The sample breaks",
    "user": {"login": "ann"},
    "created_at": "2021-04-03T10:00:00Z",
    "updated_at": "2021-04-04T10:00:00Z",
    "html_url": ISSUE,
    "body": "It breaks " * 200,
}
GIST = "https://gist.github.com/ann/0123456789abcdef0123456789abcdef"
FILES = {
    "description": "",
    "owner": {"login": "ann"},
    "created_at": "2021-04-03T10:00:00Z",
    "html_url": GIST,
    "files": {"sample.py": {"filename": "sample.py", "content": "print(7)"}},
}


@pytest.mark.parametrize(
    "pasted",
    [ISSUE, f"{ISSUE}#issuecomment-1", "https://www.github.com/example/sample/pull/7/files", f"{ISSUE}?x=1"],
)
def test_an_issue(pasted: str) -> None:
    """With author, date and its first words; a pull request is one too."""
    found = embed(pasted, {API: Answer(json.dumps(RECORD), JSON)}).finding
    assert (found.kind, found.method, found.metadata.publisher) == ("article", "api", "example/sample")
    assert (found.metadata.title, found.metadata.authors[0].name) == ("The sample breaks #7", "ann")
    assert (found.metadata.published, found.metadata.canonical_url) == ("2021-04-03T10:00:00Z", ISSUE)
    assert len(found.metadata.description or "") <= 1_001


def test_a_gist() -> None:
    """By its first file where it has no description."""
    api = "https://api.github.com/gists/0123456789abcdef0123456789abcdef"
    found = embed(GIST, {api: Answer(json.dumps(FILES), JSON)}).finding
    assert (found.metadata.title, found.metadata.description) == ("sample.py", "print(7)")


def test_without_the_api_the_page_is_read() -> None:
    """The API limits programs without a key to some requests an hour; a private repository has no page."""
    value = embed(
        ISSUE, {API: Answer(status=403), ISSUE: page("<title>The sample breaks · Issue #7</title>")}
    )
    assert (value.finding.method, [attempt.code for attempt in value.tried]) == (
        "metadata",
        ["rate_limited", None],
    )
    assert failed(ISSUE, {API: Answer(status=404), ISSUE: Answer(status=404)}).code == "not_found"


REPOSITORY = {
    "full_name": "example/sample",
    "owner": {"login": "example"},
    "description": "A sample for all",
    "license": {"key": "mit", "spdx_id": "MIT"},
    "created_at": "2020-01-01T00:00:00Z",
    "html_url": "https://github.com/example/sample",
}
RELEASE = {
    "tag_name": "v1.0",
    "name": "The first",
    "body": "All is new.",
    "author": {"login": "ann"},
    "created_at": "2021-01-01T00:00:00Z",
    "published_at": "2021-01-02T00:00:00Z",
    "html_url": "https://github.com/example/sample/releases/tag/v1.0",
}
COMMIT = {
    "sha": "0123456789abcdef0123456789abcdef01234567",
    "commit": {
        "message": "Mend the sample\n\nIt broke on Mondays.",
        "author": {"name": "Ann Doe", "email": "ann@news.example", "date": "2021-04-03T10:00:00Z"},
    },
    "author": {"login": "ann"},
    "html_url": "https://github.com/example/sample/commit/0123456789abcdef0123456789abcdef01234567",
}
REPOSITORIES = "https://api.github.com/repos/example/sample"


@pytest.mark.parametrize(
    ("link", "asked", "record", "expected"),
    [
        ("/releases/tag/v1.0", "/releases/tags/v1.0", RELEASE,
         ("article", "The first", "ann", "2021-01-02T00:00:00Z", "All is new.")),
        ("/releases/latest", "/releases/latest", RELEASE,
         ("article", "The first", "ann", "2021-01-02T00:00:00Z", "All is new.")),
        ("/releases/tag/v1.0", "/releases/tags/v1.0", RELEASE | {"name": None, "body": None},
         ("article", "v1.0", "ann", "2021-01-02T00:00:00Z", None)),
        ("/commit/0123456789abcdef", "/commits/0123456789abcdef", COMMIT,
         ("article", "Mend the sample", "Ann Doe", "2021-04-03T10:00:00Z", "It broke on Mondays.")),
        ("/pull/8/commits/0123456789abcdef", "/commits/0123456789abcdef", COMMIT | {"author": None},
         ("article", "Mend the sample", "Ann Doe", "2021-04-03T10:00:00Z", "It broke on Mondays.")),
        ("", "", REPOSITORY, ("link", "example/sample", "example", "2020-01-01T00:00:00Z", "A sample for all")),
    ],
)  # fmt: skip
def test_what_the_api_states(
    link: str, asked: str, record: dict[str, object], expected: tuple[str | None, ...]
) -> None:
    """Kind, title, author, date and words of a release, a commit and a repository."""
    answers = {REPOSITORIES + asked: Answer(json.dumps(record), JSON)}
    found = embed("https://github.com/example/sample" + link, answers).finding
    facts = found.metadata
    assert (found.kind, facts.title, facts.authors[0].name, facts.published, facts.description) == expected
    assert facts.canonical_url == record["html_url"]


@pytest.mark.parametrize(
    ("stated", "licence"), [({"spdx_id": "MIT"}, "MIT"), ({"spdx_id": "NOASSERTION"}, None), (None, None)]
)
def test_a_repository_has_a_licence(stated: object, licence: str | None) -> None:
    """By its SPDX identifier, as far as GitHub recognises it."""
    answers = {REPOSITORIES: Answer(json.dumps(REPOSITORY | {"license": stated}), JSON)}
    assert embed("https://github.com/example/sample", answers).finding.metadata.license == licence


FILE = "https://github.com/example/sample/blob/feature/x/src/sample.py"
FILE_RAW = "https://raw.githubusercontent.com/example/sample/feature/x/src/sample.py"


def test_a_file_has_its_first_lines_and_a_licence() -> None:
    """A branch may have a slash; a fragment that names no lines is no part of the link."""
    answers = {
        FILE_RAW: Answer("first\nsecond\n" * 1_000, "text/plain"),
        REPOSITORIES: Answer(json.dumps(REPOSITORY), JSON),
    }
    value = embed(FILE + "#readme", answers)
    assert value.key == FILE
    found = value.finding
    assert found.passage is None
    assert (found.kind, found.metadata.license, found.metadata.publisher) == ("link", "MIT", "example/sample")
    assert (found.metadata.title, found.metadata.canonical_url) == ("x/src/sample.py", FILE)
    assert (found.metadata.description or "").startswith("first\nsecond\n")
    assert len(found.metadata.description or "") <= 1_001


def test_a_file_needs_no_licence() -> None:
    found = embed(FILE, {FILE_RAW: Answer("first", "text/plain")}).finding
    assert (found.metadata.description, found.metadata.license) == ("first", None)


def test_a_file_that_is_no_text_is_its_page() -> None:
    """As is one that is not there."""
    answers = {FILE_RAW: Answer(b"\x89PNG\0", "image/png"), FILE: page("<title>sample.png</title>")}
    value = embed(FILE, answers)
    assert (value.finding.method, value.finding.metadata.title) == ("metadata", "sample.png")
    assert failed(FILE, {FILE_RAW: Answer(status=404), FILE: Answer(status=404)}).code == "not_found"


@pytest.mark.parametrize(
    ("fragment", "passage"),
    [
        ("L2", "    two"),
        ("L1-L3", "one\n    two"),
        ("L3-L1", "one\n    two"),
        ("L1-2", "one\n    two"),
        ("L2C1-L4C3", "    two\n\nfour"),
        ("L4-L9", "four"),
        ("L7", None),
    ],
)
def test_the_lines_that_a_link_names(fragment: str, passage: str | None) -> None:
    """They are quoted, and the link leads to them."""
    value = embed(f"{FILE}#{fragment}", {FILE_RAW: Answer("one\n    two  \n\nfour\n", "text/plain")})
    assert (value.key, value.finding.passage) == (f"{FILE}#{fragment}", passage)
    assert value.finding.metadata.canonical_url == FILE


@pytest.mark.parametrize(
    ("fragment", "title", "passage"),
    [
        ("", "sample.py", None),
        ("#file-notes-1-md", "Notes 1.md", None),
        ("#file-notes-1-md-L2-L3", "Notes 1.md", "b\nc"),
        ("#file-other-md", "sample.py", None),
    ],
)
def test_the_file_that_a_link_to_a_gist_names(fragment: str, title: str, passage: str | None) -> None:
    """Otherwise the gist is shown by its first file."""
    api = "https://api.github.com/gists/0123456789abcdef0123456789abcdef"
    files = FILES["files"] | {"Notes 1.md": {"content": "a\nb\nc\nd"}}  # type: ignore[operator]
    found = embed(GIST + fragment, {api: Answer(json.dumps(FILES | {"files": files}), JSON)}).finding
    assert (found.metadata.title, found.passage) == (title, passage)


@pytest.mark.parametrize("page_of_github", ["features/actions", "topics/python", "settings/profile"])
def test_pages_of_github_itself_are_no_repositories(page_of_github: str) -> None:
    """They are read like any page."""
    url = f"https://github.com/{page_of_github}"
    value = embed(url, {url: page("<title>A page of GitHub</title>")})
    assert [attempt.method for attempt in value.tried] == ["metadata"]
