"""The whole service in processes of its own, over real sockets: it answers whatever is pasted and stays up."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support import loopback_site
from tests.support.command import Run
from tests.support.serving import TIMEOUT, Served, serving, started
from tests.support.waiting import wait_until

# What is pasted, and the HTTP status and code of the answer.
UNREACHABLE = "upstream_unreachable"
BAD = {
    "no link": ("just some words", 400, "invalid_url"),
    "too long": ("https://site.example/" + "a" * 10_000, 414, "request_too_large"),
    "long": ("https://site.example/" + "a" * 5_000, 400, "invalid_url"),
    "javascript": ("javascript:alert(1)", 400, "unsupported_scheme"),
    "file": ("file:///etc/passwd", 400, "unsupported_scheme"),
    "this machine": ("http://127.0.0.1/", 403, "blocked_address"),
    "cloud metadata": ("http://169.254.169.254/latest/meta-data/", 403, "blocked_address"),
    "refused port": (f"http://{loopback_site.HOST}:1/", 403, "blocked_address"),
    "dead": ("http://{site}/nothing", 404, "not_found"),
    "failing": ("http://{site}/failing", 502, "upstream_error"),
    "slow": ("http://{site}/slow", 504, "upstream_timeout"),
    "pdf": ("http://{site}/report.pdf", 502, "unsupported_media_type"),
}
ON_THE_COMMAND_LINE = {"too long": "invalid_url"}
"""The codes that differ there."""


@dataclass(frozen=True)
class World:
    site: str
    """Host and port of the upstream."""
    settings: dict[str, str]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A site, and settings under which it may be fetched."""
    with loopback_site.serve() as site:
        yield World(
            f"{site.host}:{site.port}",
            {
                "EMBEDSVC_ALLOW_NETWORKS": f"{site.host}/32",
                "EMBEDSVC_ALLOW_PORTS": str(site.port),
                "EMBEDSVC_DEADLINE": "1",
            },
        )


@pytest.fixture(scope="module")
def served(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), **world.settings) as running:
        yield running


def logged(log: Path, request_id: str) -> dict[str, Any]:
    """A request is logged after its response was sent, so its line may come a moment later."""
    found: list[dict[str, Any]] = []

    def is_there() -> bool:
        lines = [
            json.loads(line) for line in log.read_text().splitlines(keepends=True) if line.endswith("\n")
        ]
        found[:] = [line for line in lines if line["request_id"] == request_id]
        return bool(found)

    wait_until(is_there)
    return found[0]


@pytest.mark.parametrize(("pasted", "status", "code"), BAD.values(), ids=BAD)
def test_a_failure_over_http(served: Served, world: World, *, pasted: str, status: int, code: str) -> None:
    """The documented code and status, a sentence, and nothing of the upstream's body or a traceback."""
    answer = served.get("v1/embed", {"url": pasted.replace("{site}", world.site)})
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert (problem["code"], problem["status"]) == (code, status)
    assert problem["title"]
    assert problem["detail"]
    assert "secret trace" not in answer.text
    assert "Traceback" not in answer.text


def test_failures_on_the_command_line(run: Run, world: World) -> None:
    """Every link gets its line, in order; the exit code is 1 because some failed."""
    pasted = [text.replace("{site}", world.site) for text, _, _ in BAD.values()]
    good = f"http://{world.site}/story"
    done = run("resolve", "", *pasted, good, **world.settings)
    assert done.code == 1
    lines = done.lines
    assert [line["url"] for line in lines] == ["", *pasted, good]
    codes = [ON_THE_COMMAND_LINE.get(name, code) for name, (_, _, code) in BAD.items()]
    assert [line["error"]["code"] for line in lines[:-1]] == ["invalid_url", *codes]
    assert all(line["error"]["detail"] for line in lines[:-1])
    assert lines[-1]["title"] == "A story"


def test_a_host_that_does_not_exist(served: Served) -> None:
    """Unreachable; or a timeout on a machine whose DNS server does not answer."""
    answer = served.get("v1/embed", {"url": "http://nowhere.invalid/"})
    assert answer.json()["code"] in {UNREACHABLE, "upstream_timeout"}


def test_an_empty_page_is_a_link(served: Served, world: World) -> None:
    """The page exists, so it can be linked to."""
    answer = served.get("v1/embed", {"url": f"http://{world.site}/empty"}).json()
    assert (answer["kind"], answer["source"]["method"]) == ("link", "link")
    assert world.site in answer["html"]


def test_a_page_with_invalid_bytes_is_read_as_far_as_possible(served: Served, world: World) -> None:
    """Invalid bytes become U+FFFD, the rest is unchanged."""
    answer = served.get("v1/embed", {"url": f"http://{world.site}/broken"}).json()
    assert answer["title"].startswith("Gr")
    assert answer["title"].endswith("xt")


def test_the_service_stays_up(served: Served, world: World) -> None:
    """After every bad input, health checks pass and a good link is resolved."""
    for pasted, _, _ in BAD.values():
        served.get("v1/embed.html", {"url": pasted.replace("{site}", world.site)})
    assert served.get("healthz").json()["status"] == "pass"
    assert served.get("readyz").json()["checks"]["cache"] == [{"status": "pass"}]
    answer = served.get("v1/embed", {"url": f"http://{world.site}/story"}).json()
    assert (answer["title"], answer["authors"][0]["name"], answer["published"]) == (
        "A story",
        "Jo Doe",
        "2021-01-26",
    )


def test_a_second_request_is_answered_from_memory(served: Served, world: World) -> None:
    """A link is fetched once for all workers."""
    url = f"http://{world.site}/story?once"
    first = served.get("v1/embed", {"url": url})
    again = [served.get("v1/embed", {"url": url}) for _ in range(4)]
    assert first.headers["X-Cache"] == "miss"
    assert {answer.headers["X-Cache"] for answer in again} <= {"hit", "miss"}
    assert "hit" in {answer.headers["X-Cache"] for answer in again}


def test_the_first_line_of_output_has_an_example(served: Served) -> None:
    """With the address of the service; it works without a network."""
    example = served.greeting.split()[-1]
    assert example.startswith(served.address)
    answer = requests.get(example, timeout=TIMEOUT)
    assert answer.status_code == 200
    assert "President of Russia" in answer.text


def test_every_example_of_the_paste_page_works(served: Served) -> None:
    """Each is answered from the recording, the dead link with 404."""
    page = served.get("").text
    examples = re.findall(r'href="/(\?url=[^"]+)"', page)
    assert len(examples) == 4
    statuses = [requests.get(served.address + example, timeout=TIMEOUT).status_code for example in examples]
    assert statuses == [200, 200, 200, 404]


def test_a_request_that_cannot_be_parsed_is_a_problem(served: Served) -> None:
    """Also where it does not reach the application; the response does not repeat it."""
    answer = requests.get(served.address + "v1/embed", headers={"X-Long": "a" * 20_000}, timeout=TIMEOUT)
    assert (answer.status_code, answer.headers["Content-Type"]) == (431, "application/problem+json")
    assert answer.json()["code"] == "request_too_large"


def test_the_log_is_json_lines_without_queries(served: Served) -> None:
    """One line for each request, on standard error."""
    answer = served.get("v1/embed", {"url": "https://site.example/?token=s3cret", "maxwidth": "no"})
    line = logged(served.log, answer.headers["X-Request-Id"])
    assert (line["message"], line["path"], line["code"]) == ("request", "/v1/embed", "invalid_request")
    assert "s3cret" not in served.log.read_text()


def test_the_archive_is_ready_before_the_first_request(world: World, tmp_path: Path) -> None:
    """Workers create its tables when they start, one of them at a time."""
    file = tmp_path / "new" / "archive.sqlite"
    settings = {**world.settings, "EMBEDSVC_ARCHIVE_URL": f"sqlite:///{file}"}
    with started(tmp_path, ["--workers", "2"], settings) as running:
        assert running.get("readyz").status_code == 200
        with closing(sqlite3.connect(file)) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"editions", "events"} <= tables


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("EMBEDSVC_DEADLINE", "soon"),
        ("EMBEDSVC_CACHE_URL", "file:///x"),
        ("EMBEDSVC_REPLAY", "/no/such.warc.gz"),
    ],
)
def test_a_wrong_setting_stops_the_start(run: Run, world: World, variable: str, value: str) -> None:
    """With an error message that names it."""
    done = run("serve", "--port", "0", **world.settings | {variable: value})
    assert done.code == 2
    assert done.out == ""
    assert variable in done.err
    assert "Traceback" not in done.err
