"""Embeds that carry one hostile text in every field that a stranger fills."""

from embedsvc.formats import block
from embedsvc.model import Author, Embed, Finding, Image, Kind, Media, Metadata, Provider, Quote, Run
from tests.support.sites import OPTIONS


def embed(kind: Kind, metadata: Metadata, quote: Quote | None = None, markup: str | None = None) -> Embed:
    return Embed(
        url="https://site.example/1",
        finding=Finding(
            kind=kind,
            method="oembed",
            provider=Provider(name="Site", url="https://site.example/", key="site"),
            metadata=metadata,
            quote=quote,
            markup=markup,
            media=(Media(type="photo", url="https://site.example/1.jpg", alt="A photo"),),
        ),
        fetched_at=1_700_000_000.0,
        expires_at=1_700_086_400.0,
    )


def blocks(text: str) -> str:
    """A post, a card and a rich block, side by side, all with the text in all their fields."""
    author = Author(name=text, handle=text, url=text, avatar=text)
    metadata = Metadata(
        title=text,
        authors=(author, author),
        publisher=text,
        published="2021-01-26",
        description=text + " ",
        image=Image(url="https://site.example/2.jpg", alt=text),
        language="en",
        canonical_url=text,
    )
    runs = (
        Run(type="text", text=text),
        Run(type="break"),
        Run(type="link", text=text, url=text),
        Run(type="mention", text=text, url="https://site.example/@a"),
    )
    post = embed("post", metadata, Quote(runs=runs, language=text))
    card = embed("article", metadata)
    rich = embed("rich", Metadata(title="Title", published=text, language=text), markup=text)
    return "".join(block.render(each, OPTIONS) for each in (post, card, rich))
