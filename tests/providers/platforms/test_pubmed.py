"""Articles of PubMed and PubMed Central. The answers are invented, in the shape that
https://pmc.ncbi.nlm.nih.gov/api/ctxp/ documents.
"""

import json

import pytest

from tests.support.recorded import JSON, Answer, embed, failed, page

EXPORTER = "https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/"
RECORD = f"{EXPORTER}pubmed/?format=csl&id=30123456"
ARTICLE = f"{EXPORTER}pmc/?format=csl&id=6123456"
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/30123456/"
CENTRAL = "https://pmc.ncbi.nlm.nih.gov/articles/PMC6123456/"
ANSWER = Answer(
    json.dumps(
        {
            "source": "PubMed",
            "id": "pmid:30123456",
            "title": "On samples",
            "author": [{"family": "Doe", "given": "Ann B"}],
            "container-title": "The Journal of samples",
            "issued": {"date-parts": [[2021, 4, 3]]},
            "PMID": "30123456",
            "DOI": "10.5555/sample.2021-04",
            "type": "article-journal",
        }
    ),
    JSON,
)


@pytest.mark.parametrize(
    ("pasted", "asked", "canonical"),
    [
        ("PMID 30123456", RECORD, PUBMED),
        (PUBMED, RECORD, PUBMED),
        ("https://pubmed.gov/30123456?dopt=Abstract", RECORD, PUBMED),
        ("https://www.ncbi.nlm.nih.gov/pubmed/30123456", RECORD, PUBMED),
        ("PMC6123456", ARTICLE, CENTRAL),
        (f"{CENTRAL}pdf/sample.pdf", ARTICLE, CENTRAL),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6123456/", ARTICLE, CENTRAL),
    ],
)
def test_an_article(pasted: str, asked: str, canonical: str) -> None:
    """Authors, journal, date and DOI; the link leads to the record that was pasted."""
    found = embed(pasted, {asked: ANSWER}).finding
    assert (found.kind, found.method, found.provider.key) == ("article", "api", "pubmed")
    assert (found.metadata.title, found.metadata.publisher) == ("On samples", "The Journal of samples")
    assert (found.metadata.published, found.metadata.doi) == ("2021-04-03", "10.5555/sample.2021-04")
    assert found.metadata.authors[0].name == "Ann B Doe"
    assert found.metadata.canonical_url == canonical


def test_without_the_exporter_the_page_is_read() -> None:
    """Its Highwire tags have the same."""
    head = (
        '<meta name="citation_title" content="On samples"><meta name="citation_doi" content="10.5555/sample">'
    )
    value = embed(PUBMED, {RECORD: Answer("[]", JSON), PUBMED: page(head)})
    assert (value.finding.method, value.finding.metadata.doi) == ("metadata", "10.5555/sample")


def test_an_unknown_article_is_not_found() -> None:
    """Neither the exporter nor PubMed has it."""
    assert failed(PUBMED, {RECORD: Answer(status=404), PUBMED: Answer(status=404)}).code == "not_found"
