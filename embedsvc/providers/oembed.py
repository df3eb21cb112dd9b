"""Any platform of the public oEmbed registry."""

import re

from embedsvc.errors import DAY, Failure
from embedsvc.model import Finding, Provider, Url
from embedsvc.providers import oembed_answer, webpage
from embedsvc.providers.oembed_registry import Endpoint
from embedsvc.providers.site import SiteFlow
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.urls import PASSAGE


def flow(url: Url, endpoint: Endpoint, registry: webpage.Registry) -> SiteFlow:
    """The registered endpoint's answer, completed from the page; None where the endpoint fails. The platform
    that recognises the page as made by its software finds more than the endpoint states.
    """
    page_url = url.without_fragment if url.fragment.startswith(PASSAGE) else url
    request = oembed_answer.request_url(endpoint.url, {"url": page_url.text, "format": "json"})
    try:
        answer: OEmbed = yield oembed_answer.ask(request, method="oembed", share=0.5)
    except Failure:
        return None
    metadata, passage = oembed_answer.metadata(answer), None
    try:
        page: webpage.Page = yield webpage.ask_page(url, registry)
    except Failure:
        pass  # recorded by the driver; the answer is enough
    else:
        own = (yield from page.site.flow(url, page=page)) if page.site and page.site.flow else None
        if own is not None:
            return own
        metadata, passage = oembed_answer.completed(metadata, page.metadata), page.passage
    found = Finding(
        kind=webpage.kind_of(metadata),
        method="oembed",
        provider=_provider(endpoint),
        metadata=metadata,
        passage=passage,
        ttl=DAY if answer.cache_age is None else answer.cache_age,
    )
    return oembed_answer.with_content(found, answer, registry.players)


def _provider(endpoint: Endpoint) -> Provider:
    key = re.sub(r"[^a-z0-9]+", "-", endpoint.name.lower()).strip("-")
    return Provider(name=endpoint.name, url=endpoint.home, key=key)
