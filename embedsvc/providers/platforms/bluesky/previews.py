"""A post where the AppView does not answer: by oEmbed, or by the preview of its page, as recorded in 2024 and
2026.
"""

import dataclasses
import re

from embedsvc.errors import DAY
from embedsvc.model import Author, Finding, Media, Snapshot
from embedsvc.providers import post, post_preview, quoted_html
from embedsvc.providers.platforms.bluesky.facts import BLUESKY, HOME, permalink
from embedsvc.read.dates import dates
from embedsvc.read.markup import oembed

PREVIEW = re.compile(r"(?P<name>.{1,200}?)(?: \(@(?P<handle>[\w.-]{1,253})\))?", re.DOTALL)
MARKERS = ("[image or embed]", "[contains quote post or other embedded content]")
"""What Bluesky writes after the words where a post has more than words."""


def from_oembed(snapshot: Snapshot, who: str, key: str) -> Finding:
    """The post in the HTML of the answer, whose newlines are those of the post."""
    answer = oembed.parse(snapshot)
    answer = dataclasses.replace(answer, html=(answer.html or "").replace("\n", "<br>"))
    quoted = quoted_html.read(answer)
    handle = quoted_html.handle(quoted, answer)
    runs = list(quoted.runs)
    while runs and (runs[-1].type == "break" or runs[-1].text.strip() in MARKERS):
        runs.pop()
    words = post.quote(runs, quoted.language)
    name = (answer.author_name or "").removesuffix(f" (@{handle})")
    author = (
        Author(name=name or handle or "", handle=handle, url=answer.author_url) if name or handle else None
    )
    facts = post.metadata(
        BLUESKY,
        words,
        author=author,
        url=permalink(handle or who, key),
        published=dates.parse(quoted.day or ""),
    )
    return Finding(kind="post", method="oembed", provider=BLUESKY, metadata=facts, quote=words, ttl=DAY)


def from_page(snapshot: Snapshot, who: str, key: str) -> Finding:
    """The post in the preview of its page, which has its first picture."""
    preview = post_preview.read(snapshot, PREVIEW, markers=MARKERS)
    handle = preview.handle or (who if not who.startswith("did:") else None)
    picture = preview.image.url if preview.image else ""
    author = Author(
        name=preview.name,
        handle=handle,
        url=f"{HOME}profile/{handle or who}",
        avatar=picture if "/avatar/" in picture else None,
    )
    facts = post.metadata(
        BLUESKY, preview.quote, author=author, url=permalink(handle or who, key), published=preview.published
    )
    return Finding(
        kind="post",
        method="metadata",
        provider=BLUESKY,
        metadata=facts,
        quote=preview.quote,
        media=(Media(type="photo", url=picture),) if "/feed_" in picture else (),
        ttl=DAY,
    )
