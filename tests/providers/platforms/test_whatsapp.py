"""Channels of WhatsApp. The pages are invented, in the shape that link previews of bots have."""

import pytest

from tests.support.recorded import embed, page

CHANNEL = "https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp2q"


def head(title: str, description: str) -> str:
    return (
        f'<meta property="og:title" content="{title}"><meta property="og:description" content="{description}">'
        '<meta property="og:image" content="https://pps.example/a.jpg">'
    )


@pytest.mark.parametrize(
    ("title", "description", "expected"),
    [
        ("The News | WhatsApp Channel", "News of the day", "News of the day"),
        ("The News | WhatsApp Channel", "Channel • 1.2M followers • News of the day", "News of the day"),
        ("The News | Канал WhatsApp", "Канал • 12 тыс. подписчиков • News of the day", "News of the day"),
        ("The News | WhatsApp Channel", "Channel • 12 followers", None),
        ("The News | WhatsApp Channel", "The News WhatsApp Channel. . 142 followers", None),
        ("The News | WhatsApp Channel", "The News WhatsApp Channel. News. 1.2K followers", None),
    ],
)
def test_a_channel_is_a_card(title: str, description: str, expected: str | None) -> None:
    """Its name and what it is about, without numbers of the moment."""
    found = embed(CHANNEL, {CHANNEL: page(head(title, description))}).finding
    assert (found.kind, found.metadata.title, found.metadata.description) == ("link", "The News", expected)
    assert (found.metadata.authors[0].name, found.provider.key) == ("The News", "whatsapp")
    assert found.metadata.image


def test_a_post_is_a_card_of_its_channel() -> None:
    """At its own address; the page does not show its words."""
    answers = {CHANNEL: page(head("The News | WhatsApp Channel", "News"))}
    found = embed(
        "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp2q/123?utm_source=mail", answers
    ).finding
    assert (found.kind, found.quote, found.metadata.canonical_url) == ("link", None, f"{CHANNEL}/123")


def test_a_page_without_a_channel_is_read_like_any_page() -> None:
    """WhatsApp shows its own name for a channel that it does not know."""
    value = embed(CHANNEL, {CHANNEL: page(head("WhatsApp", "Fast, simple messaging"))})
    assert [attempt.code for attempt in value.tried] == ["upstream_error", None]
