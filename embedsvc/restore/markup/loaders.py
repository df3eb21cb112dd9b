"""Scripts: those that write a post in their own place, and those that turn the quotation before them to a
widget.
"""

import re

from embedsvc.restore.markup.candidate import Candidate
from embedsvc.restore.markup.elements import Element
from embedsvc.restore.markup.permalinks import permalink

_WRITER = re.compile(
    r"(?:https?:)?(//(?:gist\.github\.com/[\w-]+/[0-9a-f]+(?=\.js)|embed\.nicovideo\.jp/watch/\w+(?=/script)"
    r"|www\.buzzsprout\.com/\d+/[\w/-]+\.js)).*"
)
"""A script that writes what its own address names."""
_AFTER = re.compile(
    r"\s*(?:<p>\s*)?(?:<script\b[^<>]{0,500}\bsrc\s*=\s*[\"']?(?:https?:)?//(?:platform\.(?:twitter|x|instagram)\.com"
    r"|www\.instagram\.com/embed|www\.tiktok\.com/embed|embed\.bsky\.app|www\.threads\.(?:net|com)/embed"
    r"|[^\"'\s<>]{1,100}/embed\.js|embed\.redditmedia\.com|embed\.reddit\.com|s\.imgur\.com|assets\.tumblr\.com"
    r"|cpwebassets\.codepen\.io|static\.codepen\.io|embedr\.flickr\.com|widget\.spreaker\.com"
    r"|connect\.facebook\.net|public\.flourish\.studio|cdn\.embedly\.com|cdn\.iframe\.ly|assets\.pinterest\.com)"
    r"[^<>]{0,300}>\s*</script>"
    r"|<script\b[^<>]{0,100}>[^<>]{0,500}\bVK\.Widgets\.Post\([^<>]{0,500}</script>"
    r"|<noscript>(?:(?!</noscript>)[^\0]){0,2000}?<iframe\b(?:(?!</noscript>)[^\0]){0,2000}?</noscript>"
    r"|<iframe\b[^<>]{0,300}\bclass\s*=\s*[\"']?wp-embedded-content\b[^<>]{0,1000}>\s*</iframe>)(?:\s*</p>)?",
    re.IGNORECASE,
)
_MOST_AFTER = 4


def read(element: Element) -> Candidate | None:
    """The scripts of Telegram, GitHub, Niconico and Buzzsprout."""
    if element.name != "script" or element.end is None:
        return None
    address = permalink("telegram", element.attributes.get("data-telegram-post", ""))
    if address is None and (writer := _WRITER.fullmatch(element.attributes.get("src", ""))):
        address = f"https:{writer[1]}"
    return Candidate(element.start, element.end, (address,), "loader") if address else None


def end_of_tail(source: str, end: int) -> int:
    """Where an embed ends, together with what only serves it: its script, its copy for pages without scripts,
    the frame of the same page that WordPress puts behind its quotation.
    """
    for _ in range(_MOST_AFTER):
        after = _AFTER.match(source, end)
        if after is None:
            break
        end = after.end()
    return end
