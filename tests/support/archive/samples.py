"""Embeds to store."""

from dataclasses import replace

from embedsvc.model import (
    Attempt,
    Author,
    Embed,
    Finding,
    Image,
    Media,
    Metadata,
    Method,
    Player,
    Provider,
    Quote,
    Run,
)

KEY = "https://social.example/status/1"
NOON = 1_800_000_000.0


def finding(words: str = "The words of a post", *, method: Method = "oembed") -> Finding:
    """It has every type that a Finding can contain."""
    return Finding(
        kind="post",
        method=method,
        provider=Provider(name="Social", url="https://social.example/", key="social"),
        metadata=Metadata(
            title="A post",
            authors=(Author(name="الكرملين", handle="kremlin", url="https://social.example/k", avatar=None),),
            publisher="Social",
            published="2021-01-26T15:04:05Z",
            language="ar",
            direction="rtl",
            canonical_url=KEY,
            image=Image(url="https://cdn1.social.example/1.jpg?sig=a", width=640, alt="A telephone"),
            sources={"title": "oembed:title"},
        ),
        quote=Quote(
            runs=(
                Run(type="text", text=words),
                Run(type="break"),
                Run(type="link", text="t.co/1", url="https://a.example/"),
            ),
            language="ar",
        ),
        player=Player(url="https://social.example/player?t=1", aspect_ratio=16 / 9),
        media=(Media(type="video", url="https://cdn1.social.example/1.mp4?sig=a"),),
        markup="<blockquote>Words</blockquote>",
        quoted=Finding(
            kind="post",
            method=method,
            provider=Provider(name="Social", url="https://social.example/", key="social"),
            metadata=Metadata(canonical_url="https://social.example/status/0"),
            quote=Quote(runs=(Run(type="text", text="The words quoted"),)),
        ),
        ttl=60,
    )


def embed(
    words: str = "The words of a post", *, url: str = KEY, at: float = NOON, method: Method = "oembed"
) -> Embed:
    return embed_of(finding(words, method=method), url=url, at=at)


def embed_of(found: Finding, *, url: str = KEY, at: float = NOON) -> Embed:
    attempt = Attempt(method=found.method, url="https://social.example/oembed", code=None)
    return Embed(url=url, key=url, finding=found, fetched_at=at, expires_at=at + 60, tried=(attempt,))


def quoted_words(found: Finding | None) -> str | None:
    return found.quote.runs[0].text if found and found.quote else None


def with_metadata(found: Finding, **metadata: object) -> Finding:
    """The finding with other metadata."""
    return replace(found, metadata=replace(found.metadata, **metadata))  # type: ignore[arg-type]
