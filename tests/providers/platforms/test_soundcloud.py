"""Embed codes of SoundCloud, which name a record of its API instead of a page."""

from urllib.parse import quote, urlencode

import pytest

from embedsvc.formats import block
from embedsvc.model import Player
from tests.support.recorded import Answer, embed, oembed
from tests.support.sites import OPTIONS

API = "https://api.soundcloud.com/"
WIDGET = "https://w.soundcloud.com/player/?url="


@pytest.mark.parametrize(
    ("record", "height"),
    [
        ("tracks/123456", 166),
        ("tracks/soundcloud%3Atracks%3A123456", 166),
        ("tracks/123456?secret_token=s-AbCdE", 166),
        ("playlists/123456", 450),
    ],
)
@pytest.mark.parametrize("answered", [True, False])
def test_an_embed_code_is_its_player(record: str, height: int, *, answered: bool) -> None:
    """With the title that oEmbed gives; readers are led to the player, since the API wants a key."""
    url = API + record
    endpoint = "https://soundcloud.com/oembed?" + urlencode({"format": "json", "url": url})
    web = {endpoint: oembed(type="rich", title="The news by Ann") if answered else Answer(status=404)}
    pasted = f"{WIDGET}{quote(url)}&color=%23ff5500&auto_play=true"
    value = embed(pasted, web)
    shown = WIDGET + quote(url, safe="")
    assert value.finding.player == Player(url=shown, height=height)
    assert (value.finding.kind, value.finding.metadata.title) == (
        "audio",
        "The news by Ann" if answered else None,
    )
    assert f'href="{shown}" data-player="{shown}"' in block.render(value, OPTIONS)
