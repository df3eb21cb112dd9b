"""How an Embed is rendered, the same for every format."""

from dataclasses import dataclass

from embedsvc.safe import NO_MEDIA, NO_PLAYERS, MediaProxy, Players
from embedsvc.settings import Images


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    images: Images = "link"
    """Pictures of cards that the media proxy does not serve."""
    media: MediaProxy = NO_MEDIA
    """Serves pictures and films of blocks; without it they are links."""
    players: Players = NO_PLAYERS
    """What a frame may show; every other player is a link."""
    maxwidth: int | None = None
    """Pixels; bounds the frame of a player."""
    maxheight: int | None = None
    """Pixels; bounds the frame of a player."""
    locale: str | None = None
    """BCP 47: the language of dates; None for the language of the content."""
