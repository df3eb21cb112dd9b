"""Asks an oEmbed endpoint, and turns its answer into the parts of a Finding."""

import dataclasses
import re
from collections.abc import Mapping
from urllib.parse import urlencode

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.model import Ask, Author, Finding, Image, Kind, Media, Metadata, Method, Player, Refused, Url
from embedsvc.read.markup import oembed
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.read.posts import iframe
from embedsvc.safe import PlayerKind, Players

ACCEPT = "application/json,text/xml;q=0.8,*/*;q=0.5"


def ask(url: Url, *, method: Method, share: float = 1.0) -> Ask[OEmbed]:
    """A request whose response is an oEmbed answer."""
    return Ask(url=url, read=oembed.parse, method=method, accept=ACCEPT, share=share)


def ask_link(link: str, *, method: Method) -> Ask[OEmbed] | Refused:
    """The same for a link found in a page, which may have any scheme."""
    try:
        return ask(urls.parse(link), method=method)
    except Failure as failure:
        return Refused(method, failure)


def request_url(endpoint: str, parameters: Mapping[str, str]) -> Url:
    """The URL of a request to an oEmbed endpoint (oEmbed 1.0 §2.2)."""
    return urls.parse(endpoint + ("&" if "?" in endpoint else "?") + urlencode(parameters))


def metadata(answer: OEmbed) -> Metadata:
    """The answer's metadata. WordPress gives the account `admin` for a page without an author."""
    names = [name for name in answer.author_names if name.lower() != "admin"]
    url = answer.author_url if len(names) == 1 else None
    image = answer.url if answer.type == "photo" else answer.thumbnail_url
    width, height = (
        (answer.width, answer.height)
        if answer.type == "photo"
        else (answer.thumbnail_width, answer.thumbnail_height)
    )
    values = {
        "title": answer.title,
        "authors": tuple(Author(name=name, url=url) for name in names),
        "publisher": answer.provider_name,
        "description": answer.description,
        "license": answer.license,
        "image": Image(url=image, width=width, height=height) if image else None,
    }
    return Metadata(**values, sources={name: "oembed" for name, value in values.items() if value})  # type: ignore[arg-type]


def completed(first: Metadata, second: Metadata) -> Metadata:
    """`first`, with each unknown field taken from `second`."""
    names = [item.name for item in dataclasses.fields(Metadata) if item.name != "sources"]
    taken = {
        name: getattr(second, name) for name in names if not _known(first, name) and _known(second, name)
    }
    sources = first.sources | {name: second.sources[name] for name in taken if name in second.sources}
    return dataclasses.replace(first, **taken, sources=sources)


def with_content(found: Finding, answer: OEmbed, players: Players) -> Finding:
    """The finding with the answer's photo, player or markup; its metadata do not change."""
    if answer.type == "photo" and answer.url:
        photo = Media(type="photo", url=answer.url, width=answer.width, height=answer.height)
        return dataclasses.replace(found, kind="photo", media=(photo,))
    if not answer.html or "wp-embedded-content" in answer.html:
        return found  # WordPress frames the page itself, which has been read already
    player = _player(answer, players)
    kind: Kind = (players.kind(player.url) or "video") if player else "rich"
    return dataclasses.replace(found, kind=kind, player=player, markup=answer.html)


def sized(player: Player, kind: PlayerKind, answer: OEmbed) -> Player:
    """The player with the size that the frame in the answer states, otherwise the answer. A chart with a
    height alone is as wide as the page, a video needs the proportions of both.
    """
    frame = iframe.parse(answer.html or "")
    framed = (frame.width, frame.height) if frame else (None, None)
    for width, height in (framed, (answer.width, answer.height)):
        if height and (width or kind != "video"):
            ratio = round(width / height, 4) if width else None
            return dataclasses.replace(player, width=width, height=height, aspect_ratio=ratio)
    return player


def _known(metadata: Metadata, name: str) -> bool:
    return getattr(metadata, name) not in (None, ())


def _player(answer: OEmbed, players: Players) -> Player | None:
    """The player that the answer frames. Platforms serve theirs by https, whatever old answers have."""
    frame = iframe.parse(answer.html or "")
    url = re.sub("^http:", "https:", frame.url) if frame else ""
    kind = players.kind(url)
    return sized(Player(url=url), kind, answer) if kind else None
