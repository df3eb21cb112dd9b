"""The documents describe the code as it is."""

import json
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest

from embedsvc.errors import BY_CODE
from embedsvc.model import Embed
from embedsvc.providers import Sites
from embedsvc.web.app import create
from embedsvc.web.metrics import Measures
from embedsvc.web.problems import members
from embedsvc.web.service import Service
from tests.support.command import Run
from tests.support.recorded import JSON, Answer, Web, page
from tests.support.stages import live, pipeline

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "embedsvc"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
RECORDING = PACKAGE / "web" / "demo" / "recording.warc.gz"
POST = "https://x.com/KremlinRussia_E/status/1354104000000000001"
REMOVED = "https://akhbar.example/2019/05/04/removed/"
"""Examples in the documents; the recording has their responses."""


def document(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def fenced(text: str, language: str) -> str:
    """The first code block of a language."""
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.+)", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    ("script", "name"),
    [("settings_table.py", "docs/operating.md"), ("problems_table.py", "docs/http.md")],
)
def test_a_table_that_a_script_prints_is_the_one_of_the_document(script: str, name: str) -> None:
    printed = subprocess.run(
        [sys.executable, ROOT / "scripts" / script], check=True, capture_output=True, text=True, timeout=60
    )
    assert printed.stdout in document(name)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_link_between_documents_leads_to_a_file_and_a_heading(path: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", path.read_text("utf-8")):
        leads_to = path.parent / target if target else path
        assert leads_to.exists(), target
        assert not anchor or anchor in anchors(leads_to), anchor


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_begins_with_its_title(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")


def test_the_picture_of_the_house_has_every_room() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    picture = document("docs/architecture.md").partition("\n## Rooms\n")[2].partition("Inside `read/`")[0]
    assert set(re.findall(r"^\| `([a-z]+)/`", picture, re.MULTILINE)) == rooms


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_file_that_a_document_names_exists(path: Path) -> None:
    named = re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?|[a-z_]+\.py)`", path.read_text("utf-8"))
    bases = (ROOT, PACKAGE, PACKAGE / "read", PACKAGE / "web", PACKAGE / "providers")
    assert [name for name in named if not any((base / name).exists() for base in bases)] == []


def test_the_block_and_the_json_of_the_readme_are_those_of_the_service(run: Run) -> None:
    text = document("README.md")
    block = run("resolve", POST, "--format", "html", "--replay", RECORDING)
    assert fenced(text, "html").split() == block.out.split()
    answer = run("resolve", POST, "--replay", RECORDING)
    assert without_moments(json.loads(fenced(text, "json"))) == without_moments(answer.lines[0])


def without_moments(embed: dict[str, Any]) -> dict[str, Any]:
    del embed["source"]["fetched_at"], embed["source"]["expires_at"], embed["citation"]["accessed"]
    return embed


def test_the_problem_of_the_http_document_is_that_of_the_service(run: Run) -> None:
    problem = json.loads(fenced(document("docs/http.md"), "json"))
    line = run("resolve", REMOVED, "--replay", RECORDING).lines[0]
    error = line.pop("error")
    del line["url"]
    assert problem == members(BY_CODE[error["code"]], error["detail"]) | line


def test_the_platform_of_the_providers_document_works() -> None:
    platform: dict[str, Any] = {}
    exec(fenced(document("docs/providers.md"), "python"), platform)
    sites = Sites(platform["SITES"])
    post = Answer('{"name": "Ann", "text": "Hello", "day": "2026-11-30"}', JSON)
    web = Web({"https://api.pebble.example/posts/42": post, "https://pebble.example/@ann/42": page()})
    for example in sites.sites[0].examples:
        finding = cast("Embed", pipeline(live(web.fetch, sites=sites))(example).value).finding
        assert (finding.provider.key, finding.metadata.published) == ("pebble", "2026-11-30")
    web = Web({"https://pebble.example/@ann/42": page()})
    finding = cast("Embed", pipeline(live(web.fetch, sites=sites))(example).value).finding
    assert finding.provider.key == "webpage"


def test_the_routes_are_those_of_the_application() -> None:
    """What is not built is not advertised, and nothing that is built is missing."""
    named = re.findall(r"`(?:GET|POST) (/[^`?]*)[^`]*`", document("docs/http.md"))
    app = create(cast("Service", None))  # no request is made
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"}
    assert {re.sub("<.*?>", "<>", route) for route in named} == {
        re.sub("<.*?>", "<>", rule) for rule in rules
    }


def test_the_metrics_are_those_of_the_service() -> None:
    named = set(re.findall(r"`(embedsvc_\w+)`", document("docs/operating.md")))
    families = Measures().registry.collect()
    counted = {family.name + ("_total" if family.type == "counter" else "") for family in families}
    assert named == counted | {"embedsvc_dependency_up", "embedsvc_provider_up"}


def test_the_way_of_a_url_visits_each_module_once() -> None:
    """The names of the table are those of the code."""
    steps = re.findall(
        r"^\| \d+ \| `([\w/]+)\.py` \| `(\w+)` \|", document("docs/architecture.md"), re.MULTILINE
    )
    modules = [module for module, _ in steps]
    assert len(modules) > 8
    assert len(set(modules)) == len(modules)
    for module, name in steps:
        assert hasattr(import_module("embedsvc." + module.replace("/", ".")), name), f"{module}: {name}"


def test_the_layers_are_those_that_the_linter_checks() -> None:
    contracts = tomllib.loads(document("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(
        contract["layers"]
        for contract in contracts
        if contract["type"] == "layers" and "embedsvc.cli" in contract["layers"][0]
    )
    assert "\n".join(layers).replace("embedsvc.", "") in document("docs/architecture.md")
