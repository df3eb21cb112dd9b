"""How large a frame or a picture is shown."""

from typing import NamedTuple

from embedsvc.model import Player
from embedsvc.safe import player_kind

USUAL_WIDTH = 550
WIDEST = 4_096
USUAL_RATIO = 16 / 9
BAR = 166
"""The height of a player of sound that does not tell its own."""
TALLEST_BAR = 800

# A ratio of a frame to the class that our style sheet knows it by.
_RATIOS = {21 / 9: "21-9", 16 / 9: "16-9", 4 / 3: "4-3", 1.0: "1-1", 4 / 5: "4-5", 9 / 16: "9-16"}


class Size(NamedTuple):
    width: int
    height: int


def within(size: Size, maxwidth: int | None, maxheight: int | None = None) -> Size:
    """The size, made smaller in proportion until it is inside the bounds."""
    width, height = size
    share = min(1.0, (maxwidth or width) / width, (maxheight or height) / height)
    return Size(max(1, round(width * share)), max(1, round(height * share)))


def frame(player: Player, maxwidth: int | None, maxheight: int | None = None) -> Size:
    """The size of a player: a picture keeps its proportions, a bar of sound its height."""
    width = min(player.width or USUAL_WIDTH, WIDEST)
    if _is_bar(player):
        height = min(player.height or BAR, TALLEST_BAR, maxheight or TALLEST_BAR)
        return Size(min(width, maxwidth or width), height)
    return within(Size(width, round(width / _ratio(player))), maxwidth, maxheight)


def ratio_class(player: Player) -> str | None:
    """The name of the proportions nearest to the player's, None for a bar."""
    if _is_bar(player):
        return None
    ratio = _ratio(player)
    return _RATIOS[min(_RATIOS, key=lambda known: max(known / ratio, ratio / known))]


def _is_bar(player: Player) -> bool:
    return player_kind(player.url) == "audio"


def _ratio(player: Player) -> float:
    ratio = player.aspect_ratio
    if ratio is None and player.width and player.height:
        ratio = player.width / player.height
    return min(max(ratio or USUAL_RATIO, min(_RATIOS)), max(_RATIOS))
