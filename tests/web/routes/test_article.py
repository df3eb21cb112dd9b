"""The tab for articles, without its script."""

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.support.known_answers import client

DECAYED = (
    "<p>The bridge opens on Monday at noon https://t.co/AbCdEf1234</p>\n"
    "<p>&mdash; Harbour Office (@HarbourOffice) March 5, 2021</p>"
)
ARTICLE = f"<h1>News</h1>\n{DECAYED}\n<script>alert(1)</script><p onclick='alert(2)'>كلمات المقال</p>"
SOURCE = '<p>Source: <a href="https://agency.example/1">Agency</a></p>'


def submit(article: str, **fields: object) -> TestResponse:
    return client().post("/article", data={"article": article.replace("\n", "\r\n"), **fields})


def tree(answer: TestResponse) -> html.HtmlElement:
    return html.document_fromstring(answer.text)


def output(answer: TestResponse) -> str:
    (found,) = tree(answer).xpath("//textarea[@id='output']")
    return str(found.text).removeprefix("\n")


def test_both_tabs_lead_to_each_other() -> None:
    for path, here in (("/", "Link"), ("/article", "Article")):
        page = tree(client().get(path))
        assert page.xpath("//nav[@class='tabs']/a/@href") == ["/", "/article"]
        assert page.xpath("//nav[@class='tabs']/a[@aria-current='page']/text()") == [here]


def test_a_find_is_shown_in_place_with_its_confidence() -> None:
    """Our page shows the article sanitised; what is copied is the article itself."""
    answer = submit(ARTICLE)
    page = tree(answer)
    (find,) = page.xpath("//div[@class='find']")
    assert find.xpath(".//figure")
    assert "% sure" in find.xpath("string(p[@class='mark'])").replace("\xa0", " ")
    assert [each.text_content().strip() for each in find.xpath("preceding-sibling::div")] == ["News"]
    assert find.xpath("following-sibling::div//p/text()") == ["كلمات المقال"]
    assert not page.xpath("//div[@class='article']//script | //*[@onclick]")
    assert output(answer).startswith("<h1>News</h1>\n<figure")
    assert output(answer).endswith(
        "</figure>\n<script>alert(1)</script><p onclick='alert(2)'>كلمات المقال</p>"
    )


def test_a_find_that_is_not_accepted_stays_as_it_is() -> None:
    """It is still listed, so that it can be accepted again."""
    (start,) = tree(submit(ARTICLE)).xpath("//input[@name='accept'][@checked]/@value")
    answer = submit(ARTICLE, shown=start)
    assert output(answer) == ARTICLE
    assert tree(answer).xpath("//input[@name='accept'][not(@checked)]/@value") == [start]
    assert "<figure" in output(submit(ARTICLE, shown=start, accept=start))


def test_the_preview_states_what_it_leaves_out() -> None:
    """The sanitiser has limits; the result has none."""
    article = f"<p>{'Words. ' * 10_000}</p>\n{DECAYED}\n<p>The end.</p>"
    answer = submit(article)
    cut = tree(answer).xpath("//*[@class='cut']/preceding-sibling::div")
    assert len(cut) == len(tree(answer).xpath("//*[@class='cut']")) == 1
    assert output(answer).startswith(article.partition("\n")[0])
    assert not tree(submit(ARTICLE)).xpath("//*[@class='cut']")


def test_a_source_line_is_listed_and_stays() -> None:
    answer = submit(SOURCE)
    assert "stays as it is" in tree(answer).xpath("string(//ul[@class='finds'])")
    assert output(answer) == SOURCE


@pytest.mark.parametrize(
    ("markup", "begin"), [("markdown", "Words & <b>\n"), ("text", '<p dir="ltr">Words &amp; &lt;b&gt;')]
)
def test_the_other_formats(markup: str, begin: str) -> None:
    text = "Words & <b>\n\nThe bridge opens on Monday at noon\n\n— Harbour Office (@HarbourOffice) March 5, 2021\n"
    answer = submit(text, format=markup)
    assert output(answer).startswith(begin)
    assert "<figure" in output(answer)
    assert tree(answer).xpath("//div[@class='find']//figure")
    assert tree(answer).xpath(f"//input[@value='{markup}'][@checked]")


@pytest.mark.parametrize(
    ("article", "status", "code"),
    [
        ("", 400, "invalid_request"),
        (" \n", 400, "invalid_request"),
        ("x" * (2 * 2**20 + 1), 413, "request_too_large"),
        ("x" * (9 * 2**20), 413, "request_too_large"),
    ],
    ids=["empty", "blank", "2 MiB", "9 MiB"],
)
def test_what_is_no_article_is_explained(article: str, status: int, code: str) -> None:
    answer = submit(article)
    assert answer.status_code == status
    assert tree(answer).xpath("//section[@class='problem']//code/text()") == [code]


def test_the_form_has_labels_and_both_directions() -> None:
    page = tree(client().get("/article"))
    assert page.xpath("//textarea[@id='article']/@dir") == ["auto"]
    for field in page.xpath("//textarea[@name] | //input[@type='text']"):
        assert page.xpath(f"//label[@for='{field.get('id')}']")


@pytest.mark.parametrize("number", ["", "-1", "99", "9" * 5000, "1e0", "٣"])
def test_an_example_that_does_not_exist_is_the_empty_form(number: str) -> None:
    answer = client().get("/article", query_string={"example": number})
    assert answer.status_code == 200
    assert not tree(answer).xpath("//*[@id='output']")
