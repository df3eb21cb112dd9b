"""Sizes of frames and pictures."""

from typing import NamedTuple

from embedsvc.model import Image, Player
from embedsvc.safe import PlayerKind

DEFAULT_WIDTH = 550
PORTRAIT_WIDTH = 325
"""The width of an upright video that states none."""
MAX_WIDTH = 4_096
DEFAULT_RATIO = 16 / 9
AUDIO_HEIGHT = 166
"""The height of an audio player that states none."""
MAX_AUDIO_HEIGHT = 800
MAX_RICH_HEIGHT = 2_000
"""Of a chart whose height does not depend on its width."""

MIN_RATIO, MAX_RATIO = 0.4, 2.5
"""From a screen recording of a phone to the widest films."""

_RATIOS = {
    width / height: f"{width}-{height}"
    for width, height in ((21, 9), (2, 1), (16, 9), (3, 2), (4, 3), (1, 1), (4, 5), (3, 4), (2, 3), (9, 16))
}
"""Aspect ratios (width / height) to their class in our style sheet."""


class Size(NamedTuple):
    width: int
    height: int


def within(size: Size, maxwidth: int | None, maxheight: int | None = None) -> Size:
    """The size scaled down in proportion until it fits the bounds."""
    width, height = size
    scale = min(1.0, (maxwidth or width) / width, (maxheight or height) / height)
    return Size(max(1, round(width * scale)), max(1, round(height * scale)))


def known(image: Image) -> Size | None:
    """The size of a picture; None where the page does not state both, or one is no size."""
    if not image.width or not image.height or min(image.width, image.height) < 1:
        return None
    return Size(image.width, image.height)


def fitting(image: Image, maxwidth: int) -> Size | None:
    """The size of a picture that is no wider; None where its own is unknown."""
    size = known(image)
    return within(size, maxwidth) if size else None


def frame(player: Player, kind: PlayerKind | None, maxwidth: int | None, maxheight: int | None) -> Size:
    """The size of a player's frame: a video scales in proportion, what has a fixed height only in width."""
    ratio = _ratio(player)
    usual = PORTRAIT_WIDTH if ratio < 1 and kind != "rich" else DEFAULT_WIDTH
    width = min(player.width or usual, MAX_WIDTH)
    if _has_fixed_height(player, kind):
        highest = MAX_AUDIO_HEIGHT if kind == "audio" else MAX_RICH_HEIGHT
        height = min(player.height or AUDIO_HEIGHT, highest, maxheight or highest)
        return Size(min(width, maxwidth or width), height)
    return within(Size(width, round(width / ratio)), maxwidth, maxheight)


def ratio_class(player: Player, kind: PlayerKind | None) -> str | None:
    """The name of the aspect ratio closest to the player's; None for one of a fixed height."""
    if _has_fixed_height(player, kind):
        return None
    ratio = _ratio(player)
    return _RATIOS[min(_RATIOS, key=lambda known: max(known / ratio, ratio / known))]


def _has_fixed_height(player: Player, kind: PlayerKind | None) -> bool:
    """As all audio players have, and charts that state a height alone."""
    height_alone = player.height and not player.width and player.aspect_ratio is None
    return kind == "audio" or bool(kind == "rich" and height_alone)


def _ratio(player: Player) -> float:
    ratio = player.aspect_ratio
    if ratio is None and player.width and player.height:
        ratio = player.width / player.height
    return min(max(ratio or DEFAULT_RATIO, MIN_RATIO), MAX_RATIO)
