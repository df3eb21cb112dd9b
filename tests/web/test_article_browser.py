"""The tab for articles in a browser, with its script, over the demo: nothing is asked of the network."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.serving import Served, serving

pytestmark = pytest.mark.browser

DECAYED = (
    "<p dir=rtl>قال المكتب:</p>\n<p>The bridge opens on Monday at noon</p>\n"
    "<p>&mdash; Harbour Office (@HarbourOffice) March 5, 2021</p>\n<p>End</p>"
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("article"), "--workers", "1") as started:
        yield started


@pytest.fixture
def wrong(page: Page) -> Iterator[list[str]]:
    """What a page must not do: errors, and violations of its policy."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if "Policy" in message.text else None)
    yield found
    assert found == []


@pytest.mark.usefixtures("wrong")
def test_the_first_example_of_the_demo_is_an_article(page: Page, served: Served) -> None:
    """Its post is identified by the page that it was published on, and reads from left to right."""
    page.goto(served.address)
    page.click(".examples a >> nth=0")
    expect(page.locator(".tabs a[aria-current]")).to_have_text("Article")
    block = page.locator(".find figure.embed-x")
    expect(block).to_be_visible()
    expect(block).to_have_attribute("dir", "ltr")
    expect(block.locator("a[href$='/status/1354104000000000001']").first).to_be_visible()
    expect(page.locator(".finds")).to_contain_text("identified")
    expect(page.locator(".article h1")).to_have_css("direction", "rtl")


@pytest.mark.usefixtures("wrong")
def test_finds_are_accepted_and_left_by_keyboard(page: Page, served: Served) -> None:
    """Without a reload; the focus stays, and the copy is the result."""
    page.goto(served.address + "article")
    page.evaluate("document.body.dataset.same = 'yes'")
    page.fill("#article", DECAYED)
    page.focus("#article-url")
    page.keyboard.press("Enter")
    accept = page.locator("[name=accept]")
    expect(accept).to_be_checked()
    assert "<figure" in page.input_value("#output")
    accept.focus()
    page.keyboard.press("Space")
    expect(page.locator(".find")).to_have_count(0)
    assert page.input_value("#output") == DECAYED
    expect(page.locator("[name=accept]")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".find figure")).to_be_visible()
    page.click("[data-copy]")
    expect(page.locator("[data-copy]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#output")
    assert page.evaluate("document.body.dataset.same") == "yes"


@pytest.mark.usefixtures("wrong")
def test_a_file_that_is_dropped_is_restored(page: Page, served: Served) -> None:
    """Its name states its format."""
    page.goto(served.address + "article")
    page.evaluate(
        """() => {
          const files = new DataTransfer();
          files.items.add(new File(["Words\\n\\n— Harbour Office (@HarbourOffice) March 5, 2021"], "a.md"));
          const drop = new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
          document.getElementById("article").dispatchEvent(drop);
        }"""
    )
    expect(page.locator("[name=format]:checked")).to_have_value("markdown")
    expect(page.locator(".find figure")).to_be_visible()


@pytest.mark.usefixtures("wrong")
def test_another_article_has_choices_of_its_own(page: Page, served: Served) -> None:
    page.goto(served.address + "article?example=0")
    expect(page.locator(".find")).to_have_count(1)
    page.fill("#article", "<p>Words alone.</p>")
    expect(page.locator("#result > *")).to_have_count(0)
    page.click("button[type=submit]")
    expect(page.locator("#output")).to_be_visible()
    page.check("[value=text]")
    expect(page.locator("#result > *")).to_have_count(0)
