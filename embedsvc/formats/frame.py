"""The Embed as one iframe, for who keeps nothing but iframes."""

from embedsvc.formats import common
from embedsvc.formats.options import RenderOptions
from embedsvc.formats.sizes import DEFAULT_WIDTH, Size
from embedsvc.formats.sizes import frame as size_of_player
from embedsvc.model import Embed
from embedsvc.safe import SafeHTML, element, needs_parent

HEIGHT = 320
"""Of the page with the block, until it has stated how tall it is."""


def render(embed: Embed, options: RenderOptions, page: str) -> SafeHTML:
    """A frame of the player; of `page`, the URL of our page with the block, where there is no player, or
    where it needs `embed.js` to name the pages around it.
    """
    player = common.player(embed, options.players)
    width, height = size(embed, options)
    attributes: dict[str, str | int | None] = {
        "src": player.url if player and not needs_parent(player.url) else page,
        "title": common.cut(common.headline(embed) or embed.provider.name),
        "width": width,
        "height": height,
    }
    return element("iframe", attributes, players=options.players, trusted=page)


def size(embed: Embed, options: RenderOptions) -> Size:
    if player := common.player(embed, options.players):
        return size_of_player(player, options.players.kind(player.url), options.maxwidth, options.maxheight)
    return Size(
        min(options.maxwidth or DEFAULT_WIDTH, DEFAULT_WIDTH), min(options.maxheight or HEIGHT, HEIGHT)
    )
