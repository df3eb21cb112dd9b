"""Any site of the public oEmbed registry."""

import re

from embedsvc.errors import DAY, Failure
from embedsvc.model import Finding, Flow, Provider, Url
from embedsvc.providers import webpage
from embedsvc.providers.oembed_answer import ask, enriched, filled, metadata, request
from embedsvc.providers.oembed_registry import Endpoint, endpoint_of
from embedsvc.read.markup.oembed import OEmbed


def flow(url: Url) -> Flow:
    """The registered endpoint's answer, filled up from the page; the page alone where the endpoint fails."""
    endpoint = endpoint_of(url)
    if endpoint is None:
        return (yield from webpage.flow(url))
    try:
        answer: OEmbed = yield ask(
            request(endpoint.url, {"url": url.text, "format": "json"}), method="oembed", share=0.5
        )
    except Failure:
        return (yield from webpage.flow(url))
    facts = metadata(answer)
    try:
        page: webpage.Page = yield webpage.ask(url)
    except Failure:
        pass  # the driver has noted it; the answer speaks for itself
    else:
        facts = filled(facts, page.metadata)
    found = Finding(
        kind=webpage.kind_of(facts),
        method="oembed",
        provider=_provider(endpoint),
        metadata=facts,
        ttl=DAY if answer.cache_age is None else answer.cache_age,
    )
    return enriched(found, answer)


def _provider(endpoint: Endpoint) -> Provider:
    key = re.sub(r"[^a-z0-9]+", "-", endpoint.name.lower()).strip("-")
    return Provider(name=endpoint.name, url=endpoint.home, key=key)
