"""DOI: the work that a DOI names, by content negotiation at its resolver.

The registration agency (Crossref, DataCite, mEDRA, ...) answers with CSL-JSON
(https://citation.doi.org/docs.html). An agency that does not, and a DOI that leads straight to its page,
leave the landing page, whose Highwire tags are read like those of any web page.
"""

import re

from embedsvc.errors import DAY, UpstreamError
from embedsvc.model import Finding, Metadata, Provider, Snapshot, Url
from embedsvc.providers.oembed_answer import completed
from embedsvc.providers.site import Site, SiteFlow, ask_api, first_answer
from embedsvc.read.markup import csl_json, json
from embedsvc.urls import PASSAGE

DOI = Provider(name="DOI", url="https://doi.org/", key="doi")
ACCEPT = "application/vnd.citationstyles.csl+json"
NAME = re.compile(r"/(?:doi(?::|%3A))?10\.\d{4,9}(?:\.\d+)*(?:/|%2F)[^?]+(?:\?.*)?", re.ASCII | re.DOTALL)


def flow(url: Url) -> SiteFlow:
    """The agency's record of the work; None, which leaves the landing page, where there is none and for a
    passage of that page.
    """
    if url.fragment.startswith(PASSAGE):
        return None
    ask = ask_api(url, lambda response: _work(response, url), accept=ACCEPT)
    return (yield from first_answer(ask))


def _work(response: Snapshot, url: Url) -> Finding:
    work = csl_json.parse(json.loads(response))
    if work is None:
        raise UpstreamError("The record of this DOI has no title.")
    return Finding(
        kind="article",
        method="api",
        provider=DOI,
        metadata=completed(work, Metadata(canonical_url=url.text)),
        ttl=DAY,
    )


SITES = (
    Site(
        provider=DOI,
        hosts={"doi.org": NAME},
        flow=flow,
        gives={"article": "api"},
        aliases={"dx.doi.org": "doi.org", "www.doi.org": "doi.org"},
        retention="full",
        examples=(
            "https://doi.org/10.5555/12345678",
            "https://dx.doi.org/10.5555/S0140-1111(20)30183-5",
            "https://doi.org/doi:10.5555%2F12345678",
            "https://www.doi.org/10.5555.12/12345678?nosfx=y",
        ),
    ),
)
