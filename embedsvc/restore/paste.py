"""A post as the article itself has it: an Embed of what a find states, when nothing could be fetched."""

import re

from embedsvc.model import Author, Embed, Finding, Metadata, Provider, Quote
from embedsvc.read.language import direction_of, language_of, script_of
from embedsvc.read.posts import plain
from embedsvc.restore.find import Find

_LINK = re.compile(r"https?://\S+")


def embed(find: Find, provider: Provider, profile: str | None, now: float) -> Embed:
    """The static quote of a find. `profile` is the address of its author's page, `now` in epoch seconds.

    Its `url` is "" where the post has no known link.
    """
    text = find.text or ""
    script = script_of(_LINK.sub("", text))
    name = find.author or (f"@{find.handle}" if find.handle else None)
    language, direction = language_of(text, script), direction_of(script)
    author = Author(name=name, handle=find.handle if find.author else None, url=profile) if name else None
    return Embed(
        url=find.url or "",
        finding=Finding(
            kind="post",
            method="paste",
            provider=provider,
            metadata=Metadata(
                authors=(author,) if author else (),
                publisher=provider.name,
                published=find.published,
                language=language,
                direction=direction,
                canonical_url=find.url,
            ),
            quote=Quote(runs=plain.to_runs(text), language=language, direction=direction),
        ),
        fetched_at=now,
        expires_at=now,
    )
