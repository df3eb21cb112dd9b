"""Values to store, and a clock that a test sets."""

from embedsvc.errors import BY_CODE
from embedsvc.model import (
    Attempt,
    Author,
    Embed,
    Failed,
    Finding,
    Image,
    Media,
    Metadata,
    Player,
    Provider,
    Quote,
    Run,
)
from embedsvc.store import Tier

KEY = "https://social.example/status/1"
LATER = 4e9
"""A time that no server's clock reaches (seconds since the epoch)."""


class Clock:
    def __init__(self, now: float = LATER) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def embed(
    title: str = "A post",
    *,
    at: float,
    ttl: float = 60,
    description: str | None = None,
    provider: str = "social",
) -> Embed:
    """It has every type that an Embed can contain."""
    return Embed(
        url=KEY,
        finding=Finding(
            kind="post",
            method="oembed",
            provider=Provider(name="Social", url="https://social.example/", key=provider),
            metadata=Metadata(
                title=title,
                description=description,
                authors=(Author(name="الكرملين", handle="kremlin", type="organization"),),
                published="2021-01-26",
                language="ar",
                direction="rtl",
                image=Image(url="https://social.example/1.jpg", width=640, alt="A telephone"),
                keywords=("one", "two"),
                free=True,
                sources={"title": "oembed:title"},
            ),
            quote=Quote(
                runs=(
                    Run(type="text", text="Words "),
                    Run(type="link", text="a link", url="https://a.example/"),
                    Run(type="break"),
                ),
                language="ar",
            ),
            player=Player(url="https://social.example/player", aspect_ratio=16 / 9),
            media=(Media(type="video", url="https://social.example/1.mp4"),),
            markup="<blockquote>Words</blockquote>",
            ttl=60,
        ),
        fetched_at=at,
        expires_at=at + ttl,
        tried=(Attempt(method="oembed", url="https://social.example/oembed", code=None),),
    )


def failed(code: str = "upstream_error", *, at: float, ttl: float = 60) -> Failed:
    return Failed(
        url=KEY,
        code=code,
        detail="The site failed.",
        fetched_at=at,
        expires_at=at + ttl,
        tried=(Attempt(method="oembed", url="https://social.example/oembed", code=code),),
        older_answer=BY_CODE[code].older_answer,
    )


def title(value: Embed | Failed) -> str | None:
    assert isinstance(value, Embed)
    return value.finding.metadata.title


def put(tier: Tier, key: str, data: bytes, expires_at: float = LATER) -> None:
    """Stores a value, with no purge in between."""
    tier.put(key, data, expires_at, tier.purge_tokens().newest)
