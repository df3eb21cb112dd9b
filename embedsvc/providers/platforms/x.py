"""X, formerly Twitter: posts, by oEmbed merged with what X's own embeds are made from.

The oEmbed answers of publish.x.com (and of its older host) have the words in HTML with their language and
direction, and the day; a missing post is a 404 with an HTML body, a protected or age-restricted one a 403
with a JSON `error`. The answer of cdn.syndication.twimg.com, which X's widgets.js reads and X does not
document, has the exact time, pictures with their alt texts, the quoted post, the post that is answered, a
poll, and whether the post was edited; a deleted, protected or withheld post is a 200 of `TweetTombstone`, a
wrong token or an unknown id `{}`. Either may fail to find a post that the other has.
`EMBEDSVC_X_SYNDICATION=off` leaves the second out.

Shapes: oEmbed and `Tweet` as recorded 2015 to 2026; `mediaDetails`, `note_tweet`, `parent` and poll cards as
typed by react-tweet; tombstones as X words them in English.

X's developer terms require deletion of posts that were deleted there. They bind whoever accepts them for an
API key; only open answers are used here, so posts are archived in full.
"""

import dataclasses
import html
import math
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote as percent_encoded

from embedsvc import urls
from embedsvc.errors import DAY, Failure, Gone, UpstreamError, UpstreamRefused, for_status
from embedsvc.model import (
    Ask,
    Author,
    Finding,
    Flow,
    Media,
    Metadata,
    Poll,
    PollOption,
    Provider,
    Quote,
    ReplyTo,
    Run,
    RunType,
    Snapshot,
    Url,
)
from embedsvc.numbers import pixels, whole
from embedsvc.providers import post, post_preview, quoted_html, webpage
from embedsvc.providers.oembed_answer import ACCEPT, completed, request_url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.dates import dates
from embedsvc.read.markup import json, oembed
from embedsvc.read.markup.json_path import at, items, text
from embedsvc.read.posts import snowflake, spans
from embedsvc.read.posts.spans import Span

HOME = "https://x.com/"
X = Provider(name="X", url=HOME, key="x")
OEMBED = "https://publish.x.com/oembed"
OLDER_OEMBED = "https://publish.twitter.com/oembed"
SYNDICATION = "https://cdn.syndication.twimg.com/tweet-result"

PAGE = re.compile(
    r"/(?:(?:i(?:/web)?|(?P<who>[A-Za-z0-9_]{1,20}))/status(?:es)?|statuses)/(?P<key>\d{1,19})(?:[/?].*)?"
    r"|/(?P<account>(?!(?:home|search|explore|login|i|intent|share|hashtag|settings|tos|privacy)\b)"
    r"[A-Za-z0-9_]{1,15})/?(?:\?.*)?"
    r"|/(?P<shown>(?:i/(?:events|lists|moments|spaces|broadcasts|communities)|[A-Za-z0-9_]{1,15}/lists)/\w{1,64})"
    r"/?(?:\?.*)?",
    re.DOTALL,
)
"""A post, an account, or a list, an event and the like."""
ANSWER = re.compile(
    r"/(?:tweet-result|1(?:\.1)?/statuses/oembed\.json)\?(?:.*&)?id=(?P<key>\d{1,19})(?:&.*)?"
)
"""An answer about a post, pasted in its place."""

PREVIEW = re.compile(
    r"(?P<name>.{1,200}?) (?:\(@(?P<handle>\w{1,20})\) )?\w{1,20} (?:X|Twitter)"
    r"(?:: [\"“](?P<words>.*)[\"”])?(?: / (?:X|Twitter))?",
    re.DOTALL,
)
"""The preview title of a post page: `Name (@handle) on X`, or `Name on X: "words"`."""

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

MIRRORS = (
    "fxtwitter.com", "vxtwitter.com", "fixupx.com", "fixvx.com", "twittpr.com",  # for previews in chats
    "nitter.net", "nitter.poast.org", "nitter.privacydev.net", "nitter.tiekoetter.com", "nitter.cz",
    "nitter.it", "nitter.1d4.us", "nitter.unixfox.eu", "nitter.kavin.rocks", "xcancel.com", "lightbrd.com",
)  # fmt: skip
"""Hosts of others with X's paths."""


def flow(
    url: Url,
    who: str | None = None,
    key: str | None = None,
    account: str | None = None,
    shown: str | None = None,
    *,
    x_syndication: bool,
) -> SiteFlow:
    """A post; a card of anything else that is linked. Other hosts of X have ordinary pages."""
    if key is None and url.host.removeprefix("www.") not in {"x.com", "twitter.com"}:
        return None
    if key is None:
        return (yield from _card(url, account, shown))
    return (yield from _post(url, who, key, syndication=x_syndication))


def _post(url: Url, who: str | None, key: str, *, syndication: bool) -> Flow:
    """The post by either oEmbed host, completed by syndication; by its own page if none of them has it."""
    path = f"{who or 'i'}/status/{key}"
    link = url.text if POST_HOST.search(url.host) else HOME + path
    found: Finding | None = None
    refusals: list[Failure] = []
    for ask in _asks(url, key, (HOME + path, link), syndication=syndication):
        if found and ask.method == "oembed":
            continue
        try:
            answer: Finding = yield ask
        except Failure as failure:
            if failure.answered and not found:
                raise
            refusals += [failure] if failure.stated_by_source else []
        else:
            found = _merged(found, answer) if found else answer
    return found or (yield from _preview(urls.parse(link), who, key, refusals[-1] if refusals else None))


POST_HOST = re.compile(r"(?:^|\.)(?:x|twitter)\.com$")


def _asks(url: Url, key: str, links: tuple[str, str], *, syndication: bool) -> Iterator[Ask[Finding]]:
    for endpoint, link in zip((OEMBED, OLDER_OEMBED), links, strict=True):
        yield _ask_oembed(request_url(endpoint, {"url": link, "omit_script": "1", "dnt": "true"}), key)
    if url.path.endswith("/oembed.json"):
        yield _ask_oembed(url, key)
    if syndication:
        yield Ask(
            url=request_url(SYNDICATION, {"id": key, "lang": "en", "token": token(key)}),
            read=lambda snapshot: _from_syndication(snapshot, key),
            method="api",
            accept="application/json",
            share=0.4,
        )


def _ask_oembed(url: Url, key: str) -> Ask[Finding]:
    return Ask(
        url=url,
        read=lambda snapshot: _from_oembed(snapshot, key),
        method="oembed",
        accept=ACCEPT,
        read_statuses=frozenset({403}),
        share=0.4,
    )


def _preview(url: Url, who: str | None, key: str, refusal: Failure | None) -> Flow:
    """The post from its own page. If that fails too, what the other answers stated about the post counts."""
    try:
        found: Finding = yield Ask(
            url=url,
            read=lambda snapshot: _from_page(snapshot, who, key),
            method="metadata",
            accept=webpage.ACCEPT,
        )
    except Failure as failure:
        if refusal:
            raise refusal from failure
        if failure.answered:
            return dataclasses.replace(webpage.link(url), provider=X)
        raise
    return found


def _card(url: Url, account: str | None, shown: str | None) -> Flow:
    """An account, a list or an event by the preview of its page; without one, by its address."""
    named = f"@{account}" if account else shown
    card = Finding(
        kind="link",
        method="link",
        provider=X,
        metadata=Metadata(
            title=f"{named} on X", publisher=X.name, canonical_url=HOME + str(account or shown)
        ),
    )
    try:
        preview: Metadata = yield Ask(
            url=url, read=post_preview.card, method="metadata", accept=webpage.ACCEPT, share=0.8
        )
    except Failure as failure:
        if failure.answered:
            return card
        raise
    return dataclasses.replace(card, method="metadata", metadata=completed(preview, card.metadata))


def _from_oembed(snapshot: Snapshot, key: str) -> Finding:
    if failure := for_status(snapshot.status):
        _raise_refusal(snapshot)
        raise failure(f"The site answered with status {snapshot.status}.")
    answer = oembed.parse(snapshot)
    quoted = quoted_html.read(answer)
    words = quoted_html.quote(quoted)
    author = _author(answer.author_name or quoted.name, quoted_html.handle(quoted, answer))
    published = _day(quoted.day, quoted.language, int(key))
    facts = post.metadata(X, words, author=author, url=_permalink(author, key), published=published)
    return Finding(kind="post", method="oembed", provider=X, metadata=facts, quote=words, ttl=DAY)


def _raise_refusal(snapshot: Snapshot) -> None:
    """A refusal in JSON is about the post; one in HTML is about who asks."""
    try:
        sentence = (text(json.loads(snapshot), "error") or "").lower()
    except UpstreamError:
        return
    if "suspended" in sentence:
        raise UpstreamRefused("X has suspended the account of this post.", ends_source=True)
    if "not authorized" in sentence:
        raise UpstreamRefused("This post is protected, or X shows it to adults with an account only.")


def _from_page(snapshot: Snapshot, who: str | None, key: str) -> Finding:
    preview = post_preview.read(snapshot, PREVIEW)
    author = _author(preview.name, preview.handle or who)
    published = _day(None, None, int(key))
    facts = post.metadata(X, preview.quote, author=author, url=_permalink(author, key), published=published)
    return Finding(kind="post", method="metadata", provider=X, metadata=facts, quote=preview.quote, ttl=DAY)


def _from_syndication(snapshot: Snapshot, key: str) -> Finding:
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
    author = _author(text(tweet, "user", "name"), text(tweet, "user", "screen_name"))
    if author:
        author = dataclasses.replace(author, avatar=text(tweet, "user", "profile_image_url_https"))
    words = post.quote(_runs(tweet), text(tweet, "lang"))
    published, edited = _times(tweet, key)
    facts = post.metadata(
        X, words, author=author, url=_permalink(author, key), published=published, modified=edited
    )
    return Finding(
        kind="post",
        method="api",
        provider=X,
        metadata=facts,
        quote=words,
        media=media,
        reply_to=_reply_to(tweet),
        poll=_poll(at(tweet, "card")),
        ttl=DAY,
    )


def _merged(first: Finding, syndicated: Finding) -> Finding:
    """The words by oEmbed, with the real addresses of its links, and all else that syndication has."""
    links = (
        {run.text: run.url for run in syndicated.quote.runs if run.type == "link"} if syndicated.quote else {}
    )
    runs = tuple(
        dataclasses.replace(run, url=links.get(run.url or "", run.url))
        for run in (first.quote or Quote(runs=())).runs
    )
    known = completed(
        dataclasses.replace(first.metadata, authors=(), published=syndicated.metadata.published),
        syndicated.metadata,
    )
    return dataclasses.replace(
        syndicated,
        method=first.method,
        metadata=known,
        quote=first.quote and dataclasses.replace(first.quote, runs=runs),
    )


def _runs(tweet: Any) -> tuple[Run, ...]:  # noqa: ANN401  (JSON)
    """The words with their links, mentions and tags; those of a long post, which X cuts, end in an ellipsis.

    X escapes `&`, `<` and `>`, and counts its indices with that.
    """
    words = at(tweet, "text")
    runs = spans.to_runs(words, _spans(tweet), clean=html.unescape) if isinstance(words, str) else ()
    if at(tweet, "note_tweet") is None or "…" in "".join(run.text for run in runs)[-40:]:
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
    film = max(films, key=lambda film: at(film, "bitrate") or 0, default=None)
    url = text(film, "url")
    return dataclasses.replace(medium, type="video", url=url, poster=picture) if url else medium


def _times(tweet: Any, key: str) -> tuple[str | None, str | None]:  # noqa: ANN401  (JSON)
    """When the post was published, and when it was edited: each edit is a post with an id of its own."""
    stated = dates.parse(text(tweet, "created_at") or "")
    versions = (str(version) for version in items(tweet, "edit_control", "edit_tweet_ids"))
    first = next((version for version in versions if re.fullmatch(r"[0-9]{1,19}", version)), key)
    if first == key:
        return stated or _day(None, None, int(key)), None
    published = _moment(int(first))
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
    values = {name: text(value, "string_value") for name, value in (at(card, "binding_values") or {}).items()}
    labels = [label for number in range(1, 5) if (label := values.get(f"choice{number}_label"))]
    counts = [whole(values.get(f"choice{number}_count") or "") or 0 for number in range(1, len(labels) + 1)]
    votes = sum(counts)
    options = tuple(
        PollOption(text=label, share=count / votes if votes else None)
        for label, count in zip(labels, counts, strict=True)
    )
    return Poll(options=options, ends=dates.parse(values.get("end_datetime_utc") or "")) if options else None


def _author(name: str | None, handle: str | None) -> Author | None:
    return Author(name=name, handle=handle, url=HOME + handle if handle else None) if name else None


def _permalink(author: Author | None, key: str) -> str:
    return f"{HOME}{(author and author.handle) or 'i'}/status/{key}"


def _day(label: str | None, language: str | None, key: int) -> str | None:
    """The labelled day, unless it contradicts the id, which contains the time of posting."""
    labelled = dates.parse(label, languages=("en", language) if language else ("en",)) if label else None
    moment = _moment(key)
    posted = moment.date() if moment else None
    if posted and labelled:
        difference = abs(date.fromisoformat(labelled[:10]) - posted)
        return labelled if difference <= timedelta(days=1) else posted.isoformat()
    return labelled or (posted.isoformat() if posted else None)


def _moment(key: int) -> datetime | None:
    moment = snowflake.posted(key)
    return moment.replace(microsecond=0) if moment else None


def token(key: str) -> str:
    """What X's widgets send with an id: `((Number(id) / 1e15) * Math.PI).toString(36)` without zeros and the
    point.
    """
    return re.sub(r"0+|\.", "", _radix_36(float(key) / 1e15 * math.pi))


def _radix_36(value: float) -> str:
    """`Number.prototype.toString(36)` as V8 computes it (DoubleToRadixCString): the digits that tell it from
    its neighbours, the last one rounded half to even.
    """
    integer, fraction = int(value), value - int(value)
    delta = max(0.5 * (math.nextafter(value, math.inf) - value), math.nextafter(0.0, 1.0))
    digits: list[int] = []
    while fraction >= delta:
        fraction, delta = fraction * 36, delta * 36
        digits.append(int(fraction))
        fraction -= digits[-1]
        if (fraction > 0.5 or (fraction == 0.5 and digits[-1] % 2)) and fraction + delta > 1:
            while digits and digits[-1] == 35:
                digits.pop()
            if digits:
                digits[-1] += 1
            else:
                integer += 1
            break
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
    whole_part = ""
    while integer or not whole_part:
        integer, digit = divmod(integer, 36)
        whole_part = alphabet[digit] + whole_part
    return whole_part + ("." + "".join(alphabet[digit] for digit in digits) if digits else "")


def _mirrors() -> Iterator[tuple[str, str]]:
    for mirror in MIRRORS:
        yield mirror, "x.com"
        yield f"*.{mirror}", "x.com"


SITES = (
    Site(
        provider=X,
        hosts={
            "x.com": PAGE,
            "twitter.com": PAGE,
            "api.twitter.com": ANSWER,
            "syndication.twimg.com": ANSWER,
        },
        flow=flow,
        settings=("x_syndication",),
        aliases={
            "m.twitter.com": "twitter.com",
            "mobile.twitter.com": "twitter.com",
            "mobile.x.com": "x.com",
            **dict(_mirrors()),
        },
        tracking=("s", "t", "ref_src", "ref_url", "cxt", "cn", "refsrc"),
        permalinks=(
            Permalink(
                ("platform.twitter.com", "platform.x.com"),
                r"/embed/(?:Tweet|index)\.html\?(?:.*&)?(?:id|tweetId)=(?P<key>\d{1,19})(?:&.*)?",
                "https://x.com/i/status/{key}",
                Example(
                    "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1354104000000000001&theme=light",
                    "https://x.com/i/status/1354104000000000001",
                ),
            ),
            Permalink(
                ("twitter.com", "x.com"),
                r"/i/(?:videos(?:/tweet)?|cards/tfw/v1)/(?P<key>\d{1,19})(?:[/?].*)?",
                "https://x.com/i/status/{key}",
                Example(
                    "https://twitter.com/i/videos/tweet/1354104000000000001",
                    "https://x.com/i/status/1354104000000000001",
                ),
            ),
        ),
        profile=HOME + "{handle}",
        retention="full",
        gives={"post": "oembed"},
        examples=(
            "https://x.com/KremlinRussia_E/status/1354104000000000001",
            "https://twitter.com/KremlinRussia_E/status/1354104000000000001?s=20&t=abc",
            "https://mobile.twitter.com/KremlinRussia_E/statuses/1354104000000000001",
            "https://x.com/KremlinRussia_E/status/1354104000000000001/photo/1",
            "https://x.com/i/status/1354104000000000001",
            "https://x.com/i/web/status/1354104000000000001",
            "https://fxtwitter.com/KremlinRussia_E/status/1354104000000000001",
            "https://x.com/KremlinRussia_E",
            "https://x.com/i/events/1354104000000000001",
            "https://x.com/i/lists/1354104000000000001",
            "https://cdn.syndication.twimg.com/tweet-result?id=1354104000000000001&lang=en",
        ),
    ),
)
