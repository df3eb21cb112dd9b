"""Imgur: pictures by the preview of their page, albums likewise.

Shape: as Discourse's onebox reads it, the page of a picture has its file as `og:image`. A page without one of
Imgur's picture files is read like any page.
"""

import re

from embedsvc.errors import DAY, UpstreamError
from embedsvc.model import Finding, Media, Metadata, Provider, Snapshot, Url
from embedsvc.providers import post_preview, webpage
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow, first_answer
from embedsvc.urls import parse

IMGUR = Provider(name="Imgur", url="https://imgur.com/", key="imgur")
PICTURE = re.compile(
    r"/(?P<page>(?:(?:a|gallery|t/\w{1,60}|r/\w{1,60})/)?(?:[\w-]{1,200}-)?(?=\w{0,7}[A-Z0-9])\w{5,8})/?(?:\?.*)?",
    re.ASCII | re.DOTALL,
)
FILE = re.compile(r"https://i\.imgur\.com/[\w-]{5,20}\.(?:jpe?g|png|gif|webp)", re.ASCII)


def flow(_url: Url, page: str) -> SiteFlow:
    """The picture with its title; None where the page shows none."""
    address = f"{IMGUR.url}{page}"
    return first_answer(webpage.ask(parse(address), lambda response: _read(response, address), share=0.5))


def _read(response: Snapshot, address: str) -> Finding:
    page = post_preview.page_metadata(response)
    file = FILE.match(page.image.url) if page.image else None
    if page.image is None or file is None:
        raise UpstreamError("Imgur responded without the picture.", answered=True)
    picture = Media(
        type="photo", url=file[0], width=page.image.width, height=page.image.height, alt=page.image.alt
    )
    return Finding(
        kind="photo",
        method="metadata",
        provider=IMGUR,
        metadata=Metadata(
            title=page.title,
            description=page.description,
            authors=page.authors,
            published=page.published,
            publisher=IMGUR.name,
            image=page.image,
            canonical_url=address,
        ),
        media=(picture,),
        ttl=DAY,
    )


SITES = (
    Site(
        provider=IMGUR,
        hosts={"imgur.com": PICTURE},
        flow=flow,
        gives={"photo": "metadata"},
        aliases={"m.imgur.com": "imgur.com", "www.imgur.com": "imgur.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("imgur.com",),
                r"/(?P<id>(?:a/|gallery/)?\w{5,12})/embed(?:[/?].*)?",
                "https://imgur.com/{id}",
                Example("https://imgur.com/a/Bee12/embed?pub=true", "https://imgur.com/a/Bee12"),
            ),
        ),
        examples=(
            "https://imgur.com/gallery/QLBhjdq",
            "https://imgur.com/aBc12De",
            "https://imgur.com/gallery/bees-in-their-hive-aBc12De",
        ),
    ),
)
