"""arXiv: papers by their abstract page, whose Highwire tags have authors, date and abstract.

Links to the PDF, the HTML version or a listing format of a paper stand for its abstract page.

Shape: the tags as Google Scholar documents them.
"""

import dataclasses
import re

from embedsvc.errors import DAY, Failure
from embedsvc.model import Finding, Moved, Provider, Snapshot, Url
from embedsvc.providers import webpage
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read import fields
from embedsvc.urls import PASSAGE

ARXIV = Provider(name="arXiv", url="https://arxiv.org/", key="arxiv")
PAPER = re.compile(
    r"/(?P<view>abs|pdf|html|format|ps|src|tb|e-print)/"
    r"(?P<paper>\d{4}\.\d{4,5}|[a-z-]{2,9}(?:\.[A-Z]{2})?/\d{7})(?P<version>v\d{1,2})?(?:\.pdf|\.ps)?/?(?:\?.*)?",
    re.ASCII | re.DOTALL,
)


def flow(url: Url, view: str, paper: str, version: str | None) -> SiteFlow:
    """The paper, in the version that the link names; None for a passage of its page, and behind a wall."""
    if view != "abs":
        return Moved(f"{ARXIV.url}abs/{paper}{version or ''}")
    if url.fragment.startswith(PASSAGE):
        return None
    try:
        found: Finding = yield webpage.ask(url, lambda response: _paper(response, paper))
    except Failure as failure:
        if failure.answered:
            return None
        raise
    return found


def _paper(response: Snapshot, paper: str) -> Finding:
    stated = fields.from_facts(webpage.open_page(response).page)
    known = dataclasses.replace(
        stated,
        publisher=ARXIV.name,
        type="ScholarlyArticle",
        doi=stated.doi or f"10.48550/arxiv.{paper.lower()}",
    )
    return Finding(kind="article", method="metadata", provider=ARXIV, metadata=known, ttl=DAY)


SITES = (
    Site(
        provider=ARXIV,
        hosts={"arxiv.org": PAPER},
        flow=flow,
        gives={"article": "metadata"},
        aliases={"www.arxiv.org": "arxiv.org", "export.arxiv.org": "arxiv.org", "xxx.lanl.gov": "arxiv.org"},
        retention="full",
        examples=(
            "https://arxiv.org/abs/2104.12345",
            "https://arxiv.org/pdf/2104.12345v2.pdf",
            "https://arxiv.org/html/2104.12345v1",
            "https://export.arxiv.org/abs/hep-th/9901001",
        ),
    ),
)
