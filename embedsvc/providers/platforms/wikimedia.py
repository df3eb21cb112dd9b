"""Wikipedia and the other wikis of Wikimedia: articles by the REST summary of their wiki
(https://en.wikipedia.org/api/rest_v1/), files of Commons by its query API with author and licence
(https://www.mediawiki.org/wiki/API:Imageinfo). Anything else, an old revision too, is read from its page.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from embedsvc.errors import DAY, UpstreamError
from embedsvc.model import Author, Finding, Image, Media, Metadata, Provider, Quote, Url
from embedsvc.numbers import pixels
from embedsvc.providers.site import Site, SiteFlow, ask_api, first_answer
from embedsvc.read.language import tag_of
from embedsvc.read.markup import json
from embedsvc.read.markup.json_path import members, text
from embedsvc.read.posts import runs
from embedsvc.urls import PASSAGE, parse

WIKIMEDIA = Provider(name="Wikimedia", url="https://www.wikimedia.org/", key="wikimedia")
ARTICLE = re.compile(r"/(?:wiki|zh(?:-[a-z]{2,4})?|sr-e[cl])/(?P<title>[^?]+)", re.DOTALL)
FILE = re.compile(r"/wiki/(?P<title>File(?::|%3A)[^?]+)", re.DOTALL)
LICENSE = "https://creativecommons.org/licenses/by-sa/4.0/"
"""Of the text of all Wikipedias (https://foundation.wikimedia.org/wiki/Policy:Terms_of_Use §7)."""
IMAGE_INFO = (
    "https://commons.wikimedia.org/w/api.php?action=query&format=json&formatversion=2&prop=imageinfo"
    "&iiprop=url%7Csize%7Cmime%7Cextmetadata&iiurlwidth=1280&titles="
)


def flow(url: Url, title: str) -> SiteFlow:
    """The article or file by its API; None, which leaves the page, for a passage of the article and where the
    API has nothing.
    """
    if url.fragment.startswith(PASSAGE):
        return None
    is_file = url.host == "commons.wikimedia.org"
    address = (
        IMAGE_INFO + quote(unquote(title), safe="")
        if is_file
        else f"https://{url.host}/api/rest_v1/page/summary/{title.replace('/', '%2F')}"
    )
    finding = _file if is_file else _article
    ask = ask_api(parse(address), lambda response: finding(json.loads(response), url))
    return (yield from first_answer(ask))


def _article(fields: object, url: Url) -> Finding:
    match fields:
        case {"title": str(title), "extract": str(extract), **more} if extract.strip():
            metadata = Metadata(
                title=title,
                publisher="Wikipedia",
                description=extract,
                modified=text(more, "timestamp"),
                image=_image(more.get("originalimage")) or _image(more.get("thumbnail")),
                language=tag_of(text(more, "lang")),
                direction="rtl" if more.get("dir") == "rtl" else "ltr",
                canonical_url=url.text,
                license=LICENSE,
                type="Article",
            )
            return Finding(kind="article", method="api", provider=WIKIMEDIA, metadata=metadata, ttl=DAY)
    raise UpstreamError("Wikipedia responded without a summary of the article.")


def _image(value: object) -> Image | None:
    match value:
        case {"source": str(source), **more}:
            return Image(url=source, width=pixels(more.get("width")), height=pixels(more.get("height")))
    return None


def _file(fields: object, url: Url) -> Finding:
    match fields:
        case {"query": {"pages": [{"title": str(title), "imageinfo": [dict(info), *_]}, *_]}}:
            return _photo(title.partition(":")[2], info, url)
    raise UpstreamError("Commons responded without the file.")


def _photo(name: str, info: Mapping[str, Any], url: Url) -> Finding:
    values = members(info, "extmetadata")
    description, artist = _plain(values, "ImageDescription"), _plain(values, "Artist")
    source = text(info, "thumburl") or text(info, "url")
    is_photo = str(info.get("mime")).startswith("image/") and source is not None
    width, height = (pixels(info.get(f"thumb{side}") or info.get(side)) for side in ("width", "height"))
    metadata = Metadata(
        title=_plain(values, "ObjectName") or name.rpartition(".")[0] or name,
        authors=(Author(name=artist),) if artist else (),
        publisher="Wikimedia Commons",
        description=description,
        image=Image(url=source, width=width, height=height, alt=description) if source else None,
        canonical_url=url.text,
        license=_plain(values, "LicenseUrl") or _plain(values, "LicenseShortName"),
    )
    photo = Media(type="photo", url=source or "", width=width, height=height, alt=description)
    return Finding(
        kind="photo" if is_photo else "link",
        method="api",
        provider=WIKIMEDIA,
        metadata=metadata,
        media=(photo,) if is_photo else (),
        ttl=DAY,
    )


def _plain(values: Mapping[str, Any], name: str) -> str | None:
    """A value of the file's metadata, which is HTML, as text."""
    return " ".join(Quote(runs=runs.from_html(text(values, name, "value") or "")).text.split()) or None


SITES = (
    Site(
        provider=WIKIMEDIA,
        hosts={"wikipedia.org": ARTICLE, "wikimedia.org": None, "commons.wikimedia.org": FILE},
        flow=flow,
        gives={"article": "api", "photo": "api"},
        aliases={
            "m.mediawiki.org": "www.mediawiki.org",
            "m.wikidata.org": "www.wikidata.org",
            "*.m.wikibooks.org": "*.wikibooks.org",
            "*.m.wikimedia.org": "*.wikimedia.org",
            "*.m.wikinews.org": "*.wikinews.org",
            "*.m.wikipedia.org": "*.wikipedia.org",
            "*.m.wikiquote.org": "*.wikiquote.org",
            "*.m.wikisource.org": "*.wikisource.org",
            "*.m.wikiversity.org": "*.wikiversity.org",
            "*.m.wikivoyage.org": "*.wikivoyage.org",
            "*.m.wiktionary.org": "*.wiktionary.org",
        },
        tracking=("oldformat", "uselang", "useskin", "wprov"),
        retention="full",
        examples=(
            "https://en.wikipedia.org/wiki/Sample",
            "https://en.wikipedia.org/wiki/Sample?wprov=sfla1",
            "https://ar.m.wikipedia.org/wiki/%D8%B9%D9%8A%D9%86%D8%A9",
            "https://zh.wikipedia.org/zh-tw/AC/DC",
            "https://commons.wikimedia.org/wiki/File:Sample.jpg",
            "https://commons.m.wikimedia.org/wiki/File:Sample.jpg?uselang=de",
        ),
    ),
)
