"""`/v1/verify` over HTTP, with the responses of the demo in the place of the network."""

from collections.abc import Iterator

import pytest
import requests

from tests.support.serving import POST, TIMEOUT, Served, serving

SECRET = "a-secret-of-the-tests"
WORDS = (
    "Telephone conversation with US President Joseph Biden: cooperation in trade and the economy, New START, "
    "UN Security Council summit https://t.co/JTH4Ws7lcj"
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    keys = f"reader:{SECRET}:read,cms:{SECRET}-2:restore"
    with serving(tmp_path_factory.mktemp("verify"), "--workers", "1", EMBEDSVC_API_KEYS=keys) as started:
        yield started


def post(served: Served, body: object, key: str = SECRET, **headers: str) -> requests.Response:
    return requests.post(
        served.address + "v1/verify", json=body, headers={"X-Api-Key": key, **headers}, timeout=TIMEOUT
    )


def test_a_quotation_is_compared_with_its_post(served: Served) -> None:
    answer = post(served, {"text": WORDS.replace("trade", "sport"), "url": POST, "handle": "Somebody"})
    result = answer.json()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert result["verdict"] == "edited"
    assert ["-", "trade"] in result["diff"]
    assert result["compared"]["handle"] == {"claimed": "Somebody", "found": "KremlinRussia_E", "same": False}


def test_blocks_have_a_result_each(served: Served) -> None:
    block = served.get("v1/embed.html", {"url": POST}, X_Api_Key=SECRET).text
    results = post(served, {"html": f"<p>Before</p>{block}<p>Between</p>{block}"}).json()["results"]
    assert [result["verdict"] for result in results] == ["exact", "exact"]


@pytest.mark.parametrize("body", [{}, [], {"text": ""}, {"html": 5}])
def test_what_is_no_quotation_is_an_invalid_request(served: Served, body: object) -> None:
    answer = post(served, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")


def test_it_needs_the_scope_read(served: Served) -> None:
    body = {"text": WORDS, "url": POST}
    assert post(served, body, key="wrong").status_code == 401
    assert post(served, body, key=f"{SECRET}-2").json()["code"] == "forbidden"
    assert post(served, body, Accept="text/html").json()["code"] == "not_acceptable"
