"""A post of X as its own embeds are made from it: the answer of cdn.syndication.twimg.com.

X's widgets.js reads it, and X does not document it. It has the exact time, pictures with their alt texts, the
quoted post, the post that is answered, a poll, and whether the post was edited; a deleted, protected or
withheld post is a 200 of `TweetTombstone`, a wrong token or an unknown id `{}`.

Shapes: `Tweet` as recorded until 2026; `mediaDetails`, `note_tweet`, `parent` and poll cards as typed by
react-tweet; tombstones as X words them in English.
"""

import dataclasses
import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote as percent_encoded

from embedsvc.errors import DAY, Failure, Gone, UpstreamError, UpstreamRefused
from embedsvc.model import (
    Ask,
    Finding,
    Media,
    Poll,
    PollOption,
    ReplyTo,
    Run,
    RunType,
    Snapshot,
)
from embedsvc.numbers import pixels, whole
from embedsvc.providers import post
from embedsvc.providers.oembed_answer import request_url
from embedsvc.providers.platforms.x.facts import HOME, X, author, day, moment, permalink
from embedsvc.providers.platforms.x.token import token
from embedsvc.providers.site import ask_api
from embedsvc.read.dates import dates
from embedsvc.read.markup import json
from embedsvc.read.markup.json_path import at, count, items, members, text
from embedsvc.read.posts import spans
from embedsvc.read.posts.spans import Span

ENDPOINT = "https://cdn.syndication.twimg.com/tweet-result"

ENTITIES: tuple[tuple[str, str, RunType, str], ...] = (
    ("urls", "expanded_url", "link", ""),
    ("media", "expanded_url", "link", ""),
    ("user_mentions", "screen_name", "mention", HOME),
    ("hashtags", "text", "tag", f"{HOME}hashtag/"),
    ("symbols", "text", "tag", f"{HOME}search?q=%24"),
)
"""The entities of a post: their name, which member is the target of a link, and what precedes it."""

TOMBSTONES: tuple[tuple[str, type[Failure], str], ...] = (
    ("deleted", Gone, "Its author has deleted this post on X."),
    ("suspended", Gone, "X has suspended the account of this post."),
    ("no longer exists", Gone, "The account of this post no longer exists on X."),
    ("violat", Gone, "X has removed this post for breaking its rules."),
    ("limits who", UpstreamRefused, "The posts of this account are protected on X."),
    ("age-restricted", UpstreamRefused, "X shows this post to adults with an account only."),
    ("withheld", UpstreamRefused, "X withholds this post in some countries."),
)
"""What X states in place of a post, by words of its sentence in lower case."""


def ask(key: str) -> Ask[Finding]:
    """The post with this id."""
    url = request_url(ENDPOINT, {"id": key, "lang": "en", "token": token(key)})
    return ask_api(url, lambda snapshot: _from_answer(snapshot, key), share=0.4)


def _from_answer(snapshot: Snapshot, key: str) -> Finding:
    tweet = json.loads(snapshot)
    if at(tweet, "__typename") == "TweetTombstone":
        raise _tombstone(text(tweet, "tombstone", "text", "text") or "")
    found = _from_tweet(tweet, key)
    if found is None:
        raise UpstreamError("X answered without the post.")
    quoted = at(tweet, "quoted_tweet")
    return dataclasses.replace(found, quoted=_from_tweet(quoted, text(quoted, "id_str") or ""))


def _tombstone(sentence: str) -> Failure:
    for words, failure, detail in TOMBSTONES:
        if words in sentence.lower():
            return failure(detail, answered=True, ends_source="protected" in detail)
    return UpstreamRefused("X does not show this post.", answered=True)


def _from_tweet(tweet: Any, key: str) -> Finding | None:  # noqa: ANN401  (JSON)
    """A post of the syndication; None without words, pictures or a number."""
    media = tuple(filter(None, map(_medium, items(tweet, "mediaDetails"))))
    if not key.isdecimal() or not (text(tweet, "text") or media):
        return None
    by = author(text(tweet, "user", "name"), text(tweet, "user", "screen_name"))
    if by:
        by = dataclasses.replace(by, avatar=text(tweet, "user", "profile_image_url_https"))
    words = post.quote(_runs(tweet), text(tweet, "lang"))
    published, edited = _times(tweet, key)
    facts = post.metadata(X, words, author=by, url=permalink(by, key), published=published, modified=edited)
    return Finding(
        kind="post",
        method="api",
        provider=X,
        metadata=facts,
        quote=words,
        media=media,
        reply_to=_reply_to(tweet),
        poll=_poll(at(tweet, "card")),
        content_warning=post.SENSITIVE if media and at(tweet, "possibly_sensitive") is True else None,
        ttl=DAY,
    )


def _runs(tweet: Any) -> tuple[Run, ...]:  # noqa: ANN401  (JSON)
    """The words with their links, mentions and tags; those of a long post, which X cuts, end in an ellipsis.

    X escapes `&`, `<` and `>`, and counts its indices with that.
    """
    words = at(tweet, "text")
    runs = spans.to_runs(words, _spans(tweet), clean=html.unescape) if isinstance(words, str) else ()
    return marked(runs, is_cut=at(tweet, "note_tweet") is not None)


def marked(runs: tuple[Run, ...], *, is_cut: bool) -> tuple[Run, ...]:
    """The words with an ellipsis at their end if they are cut and have none, before a link perhaps."""
    if not is_cut or "…" in "".join(run.text for run in runs)[-40:]:
        return runs
    return (*runs, Run(type="text", text="…"))


def _spans(tweet: Any) -> Iterator[Span]:  # noqa: ANN401  (JSON)
    for name, member, kind, prefix in ENTITIES:
        for entity in items(tweet, "entities", name):
            start, end, target = at(entity, "indices", 0), at(entity, "indices", 1), text(entity, member)
            if isinstance(start, int) and isinstance(end, int) and target:
                yield Span(start, end, kind, prefix + percent_encoded(target) if prefix else target)


def _medium(detail: Any) -> Media | None:  # noqa: ANN401  (JSON)
    picture = text(detail, "media_url_https")
    if picture is None:
        return None
    size = at(detail, "original_info")
    medium = Media(
        type="photo",
        url=picture,
        width=pixels(at(size, "width")),
        height=pixels(at(size, "height")),
        alt=text(detail, "ext_alt_text"),
    )
    films = [
        film for film in items(detail, "video_info", "variants") if at(film, "content_type") == "video/mp4"
    ]
    film = max(films, key=lambda film: count(film, "bitrate") or 0, default=None)
    url = text(film, "url")
    return dataclasses.replace(medium, type="video", url=url, poster=picture) if url else medium


def _times(tweet: Any, key: str) -> tuple[str | None, str | None]:  # noqa: ANN401  (JSON)
    """When the post was published, and when it was edited: each edit is a post with an id of its own."""
    stated = dates.parse(text(tweet, "created_at") or "")
    versions = (str(version) for version in items(tweet, "edit_control", "edit_tweet_ids"))
    first = next((version for version in versions if re.fullmatch(r"[0-9]{1,19}", version)), key)
    if first == key:
        return stated or day(None, None, int(key)), None
    published = moment(int(first))
    return (published.isoformat().replace("+00:00", "Z") if published else stated), stated


def _reply_to(tweet: Any) -> ReplyTo | None:  # noqa: ANN401  (JSON)
    handle, key = text(tweet, "in_reply_to_screen_name"), text(tweet, "in_reply_to_status_id_str")
    if handle is None:
        return None
    answered = text(tweet, "parent", "user", "screen_name") == handle
    name = text(tweet, "parent", "user", "name") if answered else None
    return ReplyTo(name=name, handle=handle, url=HOME + handle + (f"/status/{key}" if key else ""))


def _poll(card: Any) -> Poll | None:  # noqa: ANN401  (JSON)
    """The poll of a card `poll2choice_text_only` to `poll4choice_image`."""
    if not re.fullmatch(r"poll\dchoice_\w+", text(card, "name") or ""):
        return None
    values = {name: text(value, "string_value") for name, value in members(card, "binding_values").items()}
    labels = [label for number in range(1, 5) if (label := values.get(f"choice{number}_label"))]
    counts = [whole(values.get(f"choice{number}_count") or "") or 0 for number in range(1, len(labels) + 1)]
    votes = sum(counts)
    options = tuple(
        PollOption(text=label, share=count / votes if votes else None)
        for label, count in zip(labels, counts, strict=True)
    )
    return Poll(options=options, ends=dates.parse(values.get("end_datetime_utc") or "")) if options else None
