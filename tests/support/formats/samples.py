"""Embeds to render in every format."""

from dataclasses import replace
from typing import Any

from embedsvc.formats.options import RenderOptions
from embedsvc.model import (
    Attempt,
    Author,
    Embed,
    Finding,
    Image,
    Kind,
    Media,
    Metadata,
    Player,
    Provider,
    Quote,
    Run,
)
from embedsvc.safe import PlayerHost, Players

OPTIONS = RenderOptions(
    players=Players(
        (
            PlayerHost("www.youtube-nocookie.com", "/embed/", "video"),
            PlayerHost("www.tiktok.com", "/player/", "video"),
            PlayerHost("player.example", "/video/", "video"),
            PlayerHost("open.spotify.com", "/embed/", "audio"),
            PlayerHost("charts.example", "/", "rich"),
        )
    )
)

X = Provider(name="X", url="https://x.com/", key="x")
PAPER = Provider(name="paper.example", url="https://paper.example/", key="webpage")
TUBE = Provider(name="YouTube", url="https://www.youtube.com/", key="youtube")


def embed(kind: Kind, provider: Provider, url: str, metadata: Metadata, **finding: Any) -> Embed:
    found = Finding(kind=kind, method="oembed", provider=provider, metadata=metadata, **finding)
    return Embed(
        url=url,
        key="https://" + url.removeprefix("https://"),
        finding=found,
        fetched_at=1_611_700_200.5,
        expires_at=1_611_786_600.5,
    )


def known(embed: Embed, **facts: Any) -> Embed:
    """The same with other metadata."""
    metadata = replace(embed.finding.metadata, **facts)
    return replace(embed, finding=replace(embed.finding, metadata=metadata))


POST = replace(
    embed(
        "post",
        X,
        "https://twitter.com/KremlinRussia_E/status/1354104000000000001?s=20",
        Metadata(
            authors=(
                Author(
                    name="President of Russia", handle="KremlinRussia_E", url="https://x.com/KremlinRussia_E"
                ),
            ),
            published="2021-01-26",
            canonical_url="https://x.com/KremlinRussia_E/status/1354104000000000001",
        ),
        quote=Quote(
            runs=(
                Run(type="text", text="Telephone conversation: New START & more "),
                Run(type="link", text="https://t.co/JTH4Ws7lcj", url="https://t.co/JTH4Ws7lcj"),
                Run(type="break"),
                Run(type="mention", text="@POTUS", url="https://x.com/POTUS"),
            ),
            language="en",
            direction="ltr",
        ),
    ),
    tried=(Attempt(method="oembed", url="https://publish.x.com/oembed", code=None),),
)
ARTICLE = embed(
    "article",
    PAPER,
    "paper.example/2021/01/26/call",
    Metadata(
        title="أول اتصال هاتفي",
        description="واتفاق على تمديد المعاهدة",
        authors=(Author(name="هيئة التحرير"), Author(name="Jane Doe", url="https://paper.example/jane")),
        publisher="أخبار نموذجية",
        published="2021-01-26T21:14:00+00:00",
        language="ar",
        direction="rtl",
        type="NewsArticle",
        image=Image(url="https://paper.example/call.jpg", width=1200, height=675, alt="الرئيسان"),
    ),
)
VIDEO = embed(
    "video",
    TUBE,
    "https://youtu.be/jNQXAC9IVRw",
    Metadata(
        title="Me at the zoo",
        authors=(Author(name="jawed", url="https://www.youtube.com/@jawed"),),
        publisher="YouTube",
        language="en",
        canonical_url="https://www.youtube.com/watch?v=jNQXAC9IVRw",
    ),
    player=Player(url="https://www.youtube-nocookie.com/embed/jNQXAC9IVRw", aspect_ratio=1.7778),
)
AUDIO = embed(
    "audio",
    Provider(name="Spotify", url="https://open.spotify.com/", key="oembed"),
    "https://open.spotify.com/episode/1",
    Metadata(title="Episode 12", language="en"),
    player=Player(url="https://open.spotify.com/embed/episode/1", width=456, height=152, aspect_ratio=3.0),
)
PHOTO = embed(
    "photo",
    Provider(name="Flickr", url="https://www.flickr.com/", key="oembed"),
    "https://www.flickr.com/photos/bees/2362225867/",
    Metadata(title="Bacon Lollys", authors=(Author(name="bees"),), published="2008-03-25", language="en"),
    media=(
        Media(
            type="photo",
            url="https://live.staticflickr.com/1.jpg",
            width=1024,
            height=768,
            alt="Slices of bacon",
        ),
    ),
)
RICH = embed(
    "rich",
    Provider(name="Reddit", url="https://www.reddit.com/", key="oembed"),
    "https://www.reddit.com/r/news/comments/1/",
    Metadata(title="A thread", language="en"),
    markup='<blockquote class="card"><a href="https://www.reddit.com/r/news/">news</a></blockquote><script>x()</script>',
)
LINK = embed("link", PAPER, "paper.example/2021/01/26/call", Metadata())

QUOTED_URL = "https://x.com/Original/status/1354104000000000000"
QUOTED = Finding(
    kind="post",
    method="api",
    provider=X,
    metadata=Metadata(
        authors=(Author(name="The Original", handle="Original", url="https://x.com/Original"),),
        published="2021-01-25",
        canonical_url=QUOTED_URL,
    ),
    quote=Quote(runs=(Run(type="text", text="The words quoted"),), language="en", direction="ltr"),
)
QUOTING = replace(POST, finding=replace(POST.finding, quoted=QUOTED))

ALL = {
    "post": POST,
    "article": ARTICLE,
    "video": VIDEO,
    "audio": AUDIO,
    "photo": PHOTO,
    "rich": RICH,
    "link": LINK,
    "quoting post": QUOTING,
}
