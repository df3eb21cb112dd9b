"""DOIs, by content negotiation. The answers are invented, in the shape of https://citation.doi.org/docs.html."""

import json

import pytest

from embedsvc.formats import block, csl, text
from tests.support.recorded import Answer, Web, embed, failed, page, resolver
from tests.support.sites import OPTIONS

DOI = "https://doi.org/10.5555/sample.2021-04"
WORK = {
    "type": "article-journal",
    "title": "On samples",
    "author": [{"given": "Ann", "family": "Doe"}, {"given": "Bo", "family": "Roe"}],
    "container-title": "Journal of Samples",
    "issued": {"date-parts": [[2021, 4, 3]]},
    "DOI": "10.5555/sample.2021-04",
}
ANSWER = Answer(json.dumps(WORK), "application/vnd.citationstyles.csl+json")


@pytest.mark.parametrize(
    "pasted",
    [
        "10.5555/sample.2021-04",
        "doi:10.5555/sample.2021-04",
        DOI,
        "https://dx.doi.org/10.5555/sample.2021-04",
    ],
)
def test_a_work(pasted: str) -> None:
    """Authors, container, date and DOI of the agency's record; one request."""
    value = embed(pasted, {DOI: ANSWER})
    found = value.finding
    assert (found.kind, found.method, found.provider.key) == ("article", "api", "doi")
    assert [author.name for author in found.metadata.authors] == ["Ann Doe", "Bo Roe"]
    assert (found.metadata.publisher, found.metadata.published) == ("Journal of Samples", "2021-04-03")
    assert (found.metadata.canonical_url, found.metadata.doi) == (DOI, "10.5555/sample.2021-04")
    assert [attempt.code for attempt in value.tried] == [None]


def test_a_work_is_cited() -> None:
    """As an article in its journal, in every format."""
    value = embed(DOI, {DOI: ANSWER})
    assert csl.item(value)["type"] == "article-journal"
    assert csl.item(value)["container-title"] == "Journal of Samples"
    assert csl.item(value)["DOI"] == "10.5555/sample.2021-04"
    assert "Ann Doe" in block.render(value, OPTIONS)
    assert text.render(value, OPTIONS).endswith(DOI)


@pytest.mark.parametrize("kind", ["book", "chapter", "dataset", "thesis", "report"])
def test_other_works_have_their_own_type(kind: str) -> None:
    """The type of the citation is the type of the record."""
    answer = Answer(json.dumps(WORK | {"type": kind}), "application/json")
    assert csl.item(embed(DOI, {DOI: answer}))["type"] == kind


def test_without_a_record_the_landing_page_is_read() -> None:
    """An agency that answers with the page leaves its Highwire tags."""
    head = (
        '<meta name="citation_title" content="On samples"><meta name="citation_author" content="Doe, Ann">'
        '<meta name="citation_journal_title" content="Journal of Samples">'
        '<meta name="citation_doi" content="10.5555/sample.2021-04">'
        '<meta name="citation_publication_date" content="2021/04/03">'
    )
    landing = "https://journal.example/7/1"
    value = embed(DOI, {DOI: Answer(page(head).body, final=landing)})
    assert (value.finding.method, value.finding.metadata.doi) == ("metadata", "10.5555/sample.2021-04")
    assert value.finding.metadata.authors[0].name == "Ann Doe"
    assert [attempt.code for attempt in value.tried] == ["upstream_error", None]


def test_an_unknown_doi_is_not_found() -> None:
    """The resolver has no such name."""
    assert failed(DOI, {DOI: Answer(status=404)}).code == "not_found"


def test_half_of_the_time_is_left_for_the_page() -> None:
    """An agency that stalls does not cost the answer."""
    web = Web({DOI: ANSWER})
    resolver(web)(DOI)
    assert web.shares[0] <= 5
