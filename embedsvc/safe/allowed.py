"""What HTML may leave, as data.

Two tables: what is kept of foreign markup, and what our own blocks are made of. Neither has scripts, styles,
forms, ids or names: a block runs nothing, restyles nothing and names nothing on the page that it stands in.
Foreign markup keeps no class either, since a page's own style sheet gives classes a meaning.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

NOTHING: frozenset[str] = frozenset()

EVERYWHERE = frozenset({"lang", "dir"})
"""Attributes of every element, foreign or ours."""

DIRECTIONS = frozenset({"ltr", "rtl", "auto"})

FOREIGN: Mapping[str, frozenset[str]] = {
    # text (HTML Living Standard §4.5)
    "a": frozenset({"href"}), "abbr": NOTHING, "b": NOTHING, "bdi": NOTHING, "bdo": NOTHING, "br": NOTHING,
    "cite": NOTHING, "code": NOTHING, "del": NOTHING, "em": NOTHING, "i": NOTHING, "ins": NOTHING,
    "kbd": NOTHING, "mark": NOTHING, "q": frozenset({"cite"}), "rp": NOTHING, "rt": NOTHING, "ruby": NOTHING,
    "s": NOTHING, "samp": NOTHING, "small": NOTHING, "span": NOTHING, "strong": NOTHING, "sub": NOTHING,
    "sup": NOTHING, "time": frozenset({"datetime"}), "u": NOTHING, "var": NOTHING, "wbr": NOTHING,
    # grouping, sections, tables (§4.3, §4.4, §4.9)
    "blockquote": frozenset({"cite"}), "dd": NOTHING, "div": NOTHING, "dl": NOTHING, "dt": NOTHING,
    "figcaption": NOTHING, "figure": NOTHING, "h1": NOTHING, "h2": NOTHING, "h3": NOTHING, "h4": NOTHING,
    "h5": NOTHING, "h6": NOTHING, "hr": NOTHING, "li": NOTHING, "ol": NOTHING, "p": NOTHING, "pre": NOTHING,
    "section": NOTHING, "ul": NOTHING,
    "caption": NOTHING, "table": NOTHING, "tbody": NOTHING, "td": NOTHING, "tfoot": NOTHING, "th": NOTHING,
    "thead": NOTHING, "tr": NOTHING,
}  # fmt: skip
"""Foreign elements that stay, with their attributes. Of any other element only the text stays."""

SILENCED = frozenset({
    "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select", "style", "svg",
    "template", "textarea", "title",
})  # fmt: skip
"""Foreign elements that go with all that is in them: their text was never meant to be read in this place."""

FOREIGN_SCHEMES = frozenset({"http", "https", "mailto"})

FOREIGN_REL = "nofollow noopener ugc"
"""What links in the words of strangers carry: we do not vouch for them (HTML Living Standard §4.6.6)."""

OURS: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "rel"}),
    "bdi": NOTHING,
    "blockquote": frozenset({"cite"}),
    "br": NOTHING,
    "cite": NOTHING,
    "div": frozenset({"class"}),
    "figcaption": NOTHING,
    "figure": frozenset({"class"}),
    "iframe": frozenset({"src", "title", "width", "height", "class"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "p": frozenset({"class"}),
    "span": frozenset({"class"}),
    "time": frozenset({"datetime"}),
}
"""What our blocks are made of; `values` says what each attribute may hold."""

ALWAYS: Mapping[str, Mapping[str, str]] = {
    "iframe": {
        "sandbox": "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        " allow-presentation",
        "allow": "encrypted-media; fullscreen; picture-in-picture",
        "loading": "lazy",
        "referrerpolicy": "strict-origin-when-cross-origin",
    },
    "img": {"loading": "lazy", "referrerpolicy": "no-referrer"},
}
"""What an element of ours carries whoever makes it. Players need scripts and their own origin (their own, as
the table below has no host of a publisher) and a way to open the original in a new window, no more."""

VOID = frozenset({"br", "img"})
"""Elements of ours without content or end tag (HTML Living Standard §13.1.2)."""

PlayerKind = Literal["video", "audio"]


class PlayerPlace(NamedTuple):
    host: str
    path: str
    """How the path of a player begins."""
    kind: PlayerKind


PLAYER_PLACES = (
    PlayerPlace("www.youtube-nocookie.com", "/embed/", "video"),
    PlayerPlace("player.vimeo.com", "/video/", "video"),
    PlayerPlace("www.dailymotion.com", "/embed/", "video"),
    PlayerPlace("geo.dailymotion.com", "/player", "video"),
    PlayerPlace("www.tiktok.com", "/player/", "video"),
    PlayerPlace("embed.ted.com", "/", "video"),
    PlayerPlace("player.twitch.tv", "/", "video"),
    PlayerPlace("clips.twitch.tv", "/embed", "video"),
    PlayerPlace("rumble.com", "/embed/", "video"),
    PlayerPlace("odysee.com", "/$/embed/", "video"),
    PlayerPlace("streamable.com", "/e/", "video"),
    PlayerPlace("fast.wistia.net", "/embed/iframe/", "video"),
    PlayerPlace("fast.wistia.com", "/embed/iframe/", "video"),
    PlayerPlace("players.brightcove.net", "/", "video"),
    PlayerPlace("cdn.jwplayer.com", "/players/", "video"),
    PlayerPlace("www.loom.com", "/embed/", "video"),
    PlayerPlace("rutube.ru", "/play/embed/", "video"),
    PlayerPlace("vk.com", "/video_ext.php", "video"),
    PlayerPlace("vkvideo.ru", "/video_ext.php", "video"),
    PlayerPlace("player.bilibili.com", "/player.html", "video"),
    PlayerPlace("www.facebook.com", "/plugins/video.php", "video"),
    PlayerPlace("archive.org", "/embed/", "video"),
    PlayerPlace("www.c-span.org", "/video/standalone/", "video"),
    PlayerPlace("open.spotify.com", "/embed/", "audio"),
    PlayerPlace("w.soundcloud.com", "/player/", "audio"),
    PlayerPlace("embed.music.apple.com", "/", "audio"),
    PlayerPlace("embed.podcasts.apple.com", "/", "audio"),
    PlayerPlace("widget.deezer.com", "/widget/", "audio"),
    PlayerPlace("widget.anghami.com", "/", "audio"),
    PlayerPlace("www.mixcloud.com", "/widget/iframe/", "audio"),
    PlayerPlace("player-widget.mixcloud.com", "/widget/iframe/", "audio"),
    PlayerPlace("bandcamp.com", "/EmbeddedPlayer/", "audio"),
    PlayerPlace("audiomack.com", "/embed/", "audio"),
    PlayerPlace("embed.acast.com", "/", "audio"),
    PlayerPlace("widget.spreaker.com", "/player", "audio"),
    PlayerPlace("www.podbean.com", "/player-v2/", "audio"),
    PlayerPlace("player.simplecast.com", "/", "audio"),
    PlayerPlace("playlist.megaphone.fm", "/", "audio"),
    PlayerPlace("html5-player.libsyn.com", "/embed/", "audio"),
    PlayerPlace("share.transistor.fm", "/e/", "audio"),
    PlayerPlace("tunein.com", "/embed/player/", "audio"),
)
"""Where a frame may point: these places show a player and nothing else."""

PLAYER_HOSTS = frozenset(place.host for place in PLAYER_PLACES)
