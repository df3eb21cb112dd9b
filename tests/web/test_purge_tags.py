"""Tags of responses, by which a CDN purges its copies."""

from dataclasses import replace

import pytest
from werkzeug.test import Client

from embedsvc.settings import PurgeHeader
from embedsvc.web.app import create
from embedsvc.web.middleware.api_keys import SCOPES
from tests.support.known_answers import GONE, POST, service


def client(header: PurgeHeader | None) -> Client:
    app = create(replace(service(), purge_header=header))
    return Client(lambda environ, start: app(environ | {SCOPES: frozenset({"admin"})}, start))


@pytest.mark.parametrize(("header", "separator"), [("Cache-Tag", ","), ("Surrogate-Key", " ")])
@pytest.mark.parametrize("purged", [{"url": POST}, {"provider": "x"}, {"all": True}])
def test_a_purge_names_the_tag_of_the_responses(
    header: PurgeHeader, separator: str, purged: dict[str, object]
) -> None:
    """Of the link, of its provider, and of everything."""
    operator = client(header)
    tag = (operator.post("/v1/admin/purge", json=purged).get_json() or {})["tag"]
    for path in ("/v1/embed", "/v1/embed.html", "/oembed", "/frame"):
        tags = operator.get(path, query_string={"url": POST}).headers[header].split(separator)
        assert tag in tags
        assert len(tags) == 3


def test_a_failed_link_has_a_tag_too() -> None:
    """Its problem is cached as well."""
    operator = client("Cache-Tag")
    tag = (operator.post("/v1/admin/purge", json={"url": GONE}).get_json() or {})["tag"]
    assert operator.get("/v1/embed", query_string={"url": GONE}).headers["Cache-Tag"] == f"embedsvc,{tag}"


def test_without_the_setting_responses_have_no_tags() -> None:
    """They cost bytes in each response."""
    headers = client(None).get("/v1/embed", query_string={"url": POST}).headers
    assert {"Cache-Tag", "Surrogate-Key"}.isdisjoint(headers.keys())
