"""WhatsApp: channels by the preview of their page. The page of a post shows its channel, never the post.

Shape: the title is `Name | WhatsApp Channel` in the language of the page; the description is that of the
channel, `Channel • 12K followers • ...` or `Name WhatsApp Channel. ... 142 followers`, as bots store the
previews of links to channels. Numbers of followers are dropped: they are of the moment.
"""

import re
from dataclasses import replace

from embedsvc.errors import DAY, UpstreamError
from embedsvc.model import Author, Finding, Provider, Snapshot, Url
from embedsvc.providers import post_preview, webpage
from embedsvc.providers.site import Site, SiteFlow, first_answer
from embedsvc.urls import parse

WHATSAPP = Provider(name="WhatsApp", url="https://www.whatsapp.com/", key="whatsapp")
CHANNEL = re.compile(r"/channel/(?P<channel>\w{16,40})(?:/(?P<number>\d{1,9}))?/?(?:\?.*)?", re.ASCII)


def flow(_url: Url, channel: str, number: str | None = None) -> SiteFlow:
    """The channel; None where its page has no preview."""
    page = f"{WHATSAPP.url}channel/{channel}"
    permalink = f"{page}/{number}" if number else page
    return first_answer(webpage.ask(parse(page), lambda response: _read(response, permalink), share=0.5))


def _read(response: Snapshot, permalink: str) -> Finding:
    card = post_preview.card(response)
    name, _, kind = (card.title or "").rpartition("|")
    name = name.strip()
    if not name or WHATSAPP.name not in kind:
        raise UpstreamError("WhatsApp responded without the name of the channel.", answered=True)
    facts = replace(
        card,
        title=name,
        authors=(Author(name=name, url=response.url, type="organization"),),
        publisher=WHATSAPP.name,
        description=_without_followers(card.description or "") or None,
        canonical_url=permalink,
    )
    return Finding(kind="link", method="metadata", provider=WHATSAPP, metadata=facts, ttl=DAY)


def _without_followers(description: str) -> str:
    if description.endswith("followers"):
        return ""
    parts = description.split("•")
    return "•".join(parts[2:] if len(parts) > 1 else parts).strip()


SITES = (
    Site(
        provider=WHATSAPP,
        hosts={"whatsapp.com": CHANNEL, "wa.me": None},
        flow=flow,
        gives={"link": "metadata"},
        retention="full",
        examples=(
            "https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp2q",
            "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp2q/123",
        ),
    ),
)
