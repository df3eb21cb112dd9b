"""The paste page in a browser, with its script."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.support.known_answers import GONE, POST, client

pytestmark = pytest.mark.browser


@pytest.fixture
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, client().application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_script_swaps_the_result_and_nothing_else(page: Page, address: str) -> None:
    """The page is not reloaded, its address and the history follow, the copy button copies, and the security
    policy of the page is never violated.
    """
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if "Policy" in message.text else None)
    page.goto(address)
    page.evaluate("document.body.dataset.same = 'yes'")

    page.fill("#url", POST)
    page.click("button[type=submit]")
    expect(page.locator("figure.embed")).to_be_visible()
    expect(page.locator("#announcement")).to_have_text("The block")
    assert page.url.startswith(address + "?url=")
    page.click("[data-copy=code]")
    expect(page.locator("[data-copy=code]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#code")

    page.fill("#url", GONE)
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_be_visible()
    page.go_back()
    expect(page.locator(".problem")).to_have_count(0)
    expect(page.locator("#url")).to_have_value(POST)

    page.fill("#url", "Words of an article, many of them. " * 2_000)
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_contain_text("more than 4096 characters")
    page.fill("#url", f"The post: {POST}")
    page.keyboard.press("Enter")
    expect(page.locator("#url")).to_have_value(POST)
    assert "?url=" in page.url

    page.click(".examples a")
    expect(page.locator("figure.embed-post")).to_be_visible()
    assert page.evaluate("document.body.dataset.same") == "yes"
    assert wrong == []
