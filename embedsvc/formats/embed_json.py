"""The Embed as JSON, our own format: every key is always present, null where unknown."""

from typing import Any

from embedsvc.formats import block, common, csl
from embedsvc.formats.common import web
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Author, Embed, Image, Media, Player, Poll, ReplyTo


def render(embed: Embed, options: RenderOptions) -> dict[str, Any]:
    """The Embed as JSON values; `options` apply to the block in `html`."""
    quoted = common.quoted(embed)
    return _content(embed) | {
        "quoted": _content(quoted) if quoted else None,
        "source": _source(embed),
        "html": block.render(embed, options),
        "citation": csl.item(embed),
    }


def _content(embed: Embed) -> dict[str, Any]:
    """What was found; the keys about the Embed itself are null, as they are in a quoted post."""
    finding = embed.finding
    metadata = finding.metadata
    return {
        "url": embed.url,
        "canonical_url": web(metadata.canonical_url),
        "kind": finding.kind,
        "title": metadata.title,
        "text": finding.quote.text if finding.quote else None,
        "description": metadata.description,
        "language": common.language(embed),
        "direction": common.direction(embed),
        "authors": [_author(author) for author in metadata.authors],
        "publisher": metadata.publisher,
        "published": metadata.published,
        "modified": metadata.modified,
        "provider": {
            "name": embed.provider.name,
            "url": web(embed.provider.url),
            "key": embed.provider.key,
        },
        "image": _image(metadata.image),
        "media": [_medium(medium) for medium in finding.media if web(medium.url)],
        "player": _player(finding.player),
        "quoted": None,
        "reply_to": _reply_to(finding.reply_to),
        "poll": _poll(finding.poll),
        "content_warning": finding.content_warning,
        "passage": finding.passage,
        "archived_at": finding.archived_at,
        "based_on": web(metadata.based_on),
        "source": None,
        "html": None,
        "citation": None,
    }


def _author(author: Author) -> dict[str, Any]:
    return {
        "name": author.name,
        "handle": author.handle,
        "url": web(author.url),
        "avatar": web(author.avatar),
    }


def _reply_to(reply_to: ReplyTo | None) -> dict[str, Any] | None:
    if reply_to is None:
        return None
    return {"name": reply_to.name, "handle": reply_to.handle, "url": web(reply_to.url)}


def _poll(poll: Poll | None) -> dict[str, Any] | None:
    if poll is None:
        return None
    options = [{"text": option.text, "share": option.share} for option in poll.options]
    return {"options": options, "ends": poll.ends}


def _image(image: Image | None) -> dict[str, Any] | None:
    if image is None or web(image.url) is None:
        return None
    return {"url": image.url, "width": image.width, "height": image.height, "alt": image.alt}


def _medium(medium: Media) -> dict[str, Any]:
    return {
        "type": medium.type,
        "url": medium.url,
        "width": medium.width,
        "height": medium.height,
        "alt": medium.alt,
        "poster": web(medium.poster),
    }


def _player(player: Player | None) -> dict[str, Any] | None:
    if player is None or web(player.url) is None:
        return None
    return {
        "url": player.url,
        "width": player.width,
        "height": player.height,
        "aspect_ratio": player.aspect_ratio,
    }


def _source(embed: Embed) -> dict[str, Any]:
    return {
        "method": embed.finding.method,
        "fetched_at": common.moment(embed.fetched_at),
        "expires_at": common.moment(embed.expires_at),
        "state": embed.state,
        "kept": embed.edition is not None,
        "tried": [
            {"method": attempt.method, "url": attempt.url, "code": attempt.code} for attempt in embed.tried
        ],
    }
