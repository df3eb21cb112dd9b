"""PubMed and PubMed Central: articles by the Literature Citation Exporter, which answers with CSL-JSON
(https://pmc.ncbi.nlm.nih.gov/api/ctxp/); otherwise by their page and its Highwire tags.
"""

import re

from embedsvc.errors import DAY, UpstreamError
from embedsvc.model import Ask, Finding, Metadata, Provider, Snapshot, Url
from embedsvc.providers.oembed_answer import completed
from embedsvc.providers.site import Site, SiteFlow, first_answer
from embedsvc.read.markup import csl_json, json
from embedsvc.urls import PASSAGE, parse

PUBMED = Provider(name="PubMed", url="https://pubmed.ncbi.nlm.nih.gov/", key="pubmed")
EXPORTER = "https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/"
ARTICLES = "https://pmc.ncbi.nlm.nih.gov/articles/PMC"
NUMBER = re.compile(
    r"/(?:(?:pubmed/)?(?P<record>[1-9]\d{0,8})/?"
    r"|(?:pmc/)?articles/(?:PMC)?(?P<article>[1-9]\d{0,8})(?:/(?:pdf/[^?]*)?)?)(?:\?.*)?",
    re.ASCII | re.DOTALL,
)


def flow(url: Url, record: str | None, article: str | None) -> SiteFlow:
    """The article by the exporter; None, which leaves its page, where that has none and for a passage of the
    page.
    """
    if url.fragment.startswith(PASSAGE):
        return None
    database, page = (
        (f"pubmed/?format=csl&id={record}", f"{PUBMED.url}{record}/")
        if record
        else (f"pmc/?format=csl&id={article}", f"{ARTICLES}{article}/")
    )
    ask = Ask(
        url=parse(EXPORTER + database),
        read=lambda response: _article(response, page),
        method="api",
        accept="application/json",
        share=0.5,
    )
    return (yield from first_answer(ask))


def _article(response: Snapshot, page: str) -> Finding:
    article = csl_json.parse(json.loads(response))
    if article is None:
        raise UpstreamError("The record of this article has no title.")
    known = completed(article, Metadata(canonical_url=page))
    return Finding(kind="article", method="api", provider=PUBMED, metadata=known, ttl=DAY)


SITES = (
    Site(
        provider=PUBMED,
        hosts=dict.fromkeys(
            ("pubmed.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov"), NUMBER
        ),
        flow=flow,
        gives={"article": "api"},
        aliases=dict.fromkeys(("pubmed.gov", "www.pubmed.gov"), "pubmed.ncbi.nlm.nih.gov"),
        retention="full",
        examples=(
            "https://pubmed.ncbi.nlm.nih.gov/30123456/",
            "https://pubmed.gov/30123456",
            "https://www.ncbi.nlm.nih.gov/pubmed/30123456",
            "https://pmc.ncbi.nlm.nih.gov/articles/PMC6123456/",
            "https://pmc.ncbi.nlm.nih.gov/articles/PMC6123456/pdf/sample.pdf",
            "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6123456/",
        ),
    ),
)
