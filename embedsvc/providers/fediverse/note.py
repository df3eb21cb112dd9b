"""A post as ActivityPub has it: a Note, or a Question with a poll
(https://www.w3.org/TR/activitystreams-vocabulary/).
"""

from typing import Any

from embedsvc.errors import DAY, UpstreamError
from embedsvc.model import Author, Finding, Media, Provider, ReplyTo, Snapshot
from embedsvc.numbers import pixels
from embedsvc.providers import post
from embedsvc.providers.fediverse.parts import MEDIA, shares, warning, words
from embedsvc.read.dates import dates
from embedsvc.read.markup import json
from embedsvc.read.markup.json_path import at, count, items, members, text


def from_response(snapshot: Snapshot, provider: Provider, author: Author | None) -> Finding:
    """A Note or a Question of ActivityStreams."""
    note = json.loads(snapshot)
    content = at(note, "content")
    if text(note, "type") not in {"Note", "Question"} or not isinstance(content, str):
        raise UpstreamError("The server answered without the post.")
    language = next(iter(members(note, "contentMap")), None)
    quote = words(content, snapshot.url, language)
    facts = post.metadata(
        provider,
        quote,
        author=author,
        url=text(note, "url") or text(note, "id") or snapshot.url,
        published=dates.parse(text(note, "published") or ""),
        modified=dates.parse(text(note, "updated") or ""),
    )
    answered = text(note, "inReplyTo")
    options = items(note, "oneOf") or items(note, "anyOf")
    counts = [count(option, "replies", "totalItems") for option in options]
    votes = count(note, "votersCount") or sum(filter(None, counts))
    media = tuple(filter(None, map(_attached, items(note, "attachment"))))
    return Finding(
        kind="post",
        method="api",
        provider=provider,
        metadata=facts,
        quote=quote,
        media=media,
        reply_to=ReplyTo(url=answered) if answered else None,
        poll=shares(
            [(text(option, "name"), own) for option, own in zip(options, counts, strict=True)],
            votes,
            text(note, "endTime"),
        ),
        content_warning=warning(note, "summary", media),
        ttl=DAY,
    )


def _attached(attachment: Any) -> Media | None:  # noqa: ANN401  (JSON)
    kind = MEDIA.get((text(attachment, "mediaType") or "").partition("/")[0])
    url = text(attachment, "url")
    if kind is None or url is None:
        return None
    width, height = pixels(at(attachment, "width")), pixels(at(attachment, "height"))
    return Media(type=kind, url=url, width=width, height=height, alt=text(attachment, "name"))
