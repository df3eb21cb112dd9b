"""Papers of arXiv. The page is invented, with the tags that arXiv's abstract pages have."""

import pytest

from embedsvc.formats import csl
from tests.support.recorded import Answer, embed, failed, page

PAPER = "https://arxiv.org/abs/2104.12345"
PAGE = page(
    '<title>[2104.12345] On samples</title><meta property="og:site_name" content="arXiv.org">'
    '<meta name="citation_title" content="On samples"><meta name="citation_author" content="Doe, Ann">'
    '<meta name="citation_author" content="Roe, Bo"><meta name="citation_date" content="2021/04/03">'
    '<meta name="citation_arxiv_id" content="2104.12345">'
    '<meta name="citation_abstract" content="What was found.">'
)


@pytest.mark.parametrize(
    "pasted",
    [
        PAPER, "arXiv:2104.12345", "arxiv 2104.12345", "https://arxiv.org/pdf/2104.12345", "https://arxiv.org/pdf/2104.12345.pdf",
        "https://export.arxiv.org/abs/2104.12345", "https://arxiv.org/html/2104.12345",
    ],
)  # fmt: skip
def test_every_form_of_a_link_is_the_paper(pasted: str) -> None:
    """A PDF has nothing to read; its abstract page has all."""
    found = embed(pasted, {PAPER: PAGE}).finding
    assert (found.kind, found.provider.key, found.metadata.publisher) == ("article", "arxiv", "arXiv")
    assert [author.name for author in found.metadata.authors] == ["Ann Doe", "Bo Roe"]
    assert (found.metadata.title, found.metadata.published) == ("On samples", "2021-04-03")
    assert found.metadata.doi == "10.48550/arxiv.2104.12345"


def test_a_version_stays() -> None:
    """What a link quotes may have changed in the next version."""
    value = embed("https://arxiv.org/pdf/2104.12345v2", {f"{PAPER}v2": PAGE})
    assert csl.item(value)["type"] == "article-journal"


def test_an_unknown_paper_is_not_found() -> None:
    """arXiv has no such number."""
    assert failed(PAPER, {PAPER: Answer(status=404)}).code == "not_found"


def test_a_bot_check_is_only_a_link() -> None:
    """Its title is not cited."""
    wall = page("<title>Just a moment...</title>", '<form id="challenge-form" action="/cdn-cgi/x"></form>')
    assert embed(PAPER, {PAPER: wall}).finding.method == "link"
