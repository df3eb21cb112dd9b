"""Issues, pull requests and gists. The answers are invented, in the shape of https://docs.github.com/en/rest."""

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
        ["upstream_refused", None],
    )
    assert failed(ISSUE, {API: Answer(status=404), ISSUE: Answer(status=404)}).code == "not_found"
