"""Builds our own HTML, one element at a time."""

from collections.abc import Mapping

from embedsvc.safe import text
from embedsvc.safe.attributes import is_valid, is_web_url
from embedsvc.safe.media import NO_MEDIA, MediaProxy
from embedsvc.safe.players import NO_PLAYERS, Players
from embedsvc.safe.safe_html import SafeHTML
from embedsvc.safe.tables import ALWAYS, EVERYWHERE, OURS, VOID


def element(
    tag: str,
    attributes: Mapping[str, str | int | None],
    *children: str,
    players: Players = NO_PLAYERS,
    media: MediaProxy = NO_MEDIA,
    trusted: str | None = None,
) -> SafeHTML:
    """Builds one element. Children that are SafeHTML are inserted unchanged, other text is escaped;
    attributes whose value is None are left out. An iframe may only show one of the `players`, a picture only
    a file of the `media` proxy, and either the one URL that the caller answers for, `trusted`; the frame that
    `embed.js` puts in place of a link with `data-player`, a player.

    Raises ValueError for an element, attribute or value that is not allowed. That is a bug in the caller, who
    has to check values from outside with `is_valid` or `Players.kind` first.
    """
    if tag not in OURS:
        raise ValueError(f"<{tag}> is not an element of ours")
    if tag in VOID and children:
        raise ValueError(f"<{tag}> of ours cannot have content")
    for name, value in attributes.items():
        if value is not None:
            _check(tag, name, str(value), players, media, trusted)
    start = "".join(
        f' {name}="{text.attribute(str(value))}"'
        for name, value in (*attributes.items(), *ALWAYS.get(tag, {}).items())
        if value is not None
    )
    if tag in VOID:
        return SafeHTML(f"<{tag}{start}>")
    content = "".join(child if isinstance(child, SafeHTML) else text.content(child) for child in children)
    return SafeHTML(f"<{tag}{start}>{content}</{tag}>")


def _check(tag: str, name: str, value: str, players: Players, media: MediaProxy, trusted: str | None) -> None:
    if name not in OURS[tag] and name not in EVERYWHERE:
        raise ValueError(f"<{tag}> of ours cannot have the attribute {name}")
    is_trusted = value == trusted and is_web_url(value)
    match tag, name:
        case "iframe", "src":
            valid = is_trusted or players.kind(value) is not None
        case "a", "data-player":
            valid = players.kind(value) is not None
        case "img", "src":
            valid = is_trusted or media.is_ours(value)
        case _:
            valid = is_valid(tag, name, value)
    if not valid:
        raise ValueError(f"<{tag} {name}> of ours cannot have the value {value[:100]!r}")
