"""Answers of platforms with values of wrong types: nobody guarantees the shape of what others send."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from embedsvc.formats import csl, embed_json
from embedsvc.model import Embed, Failed
from tests.support.recorded import JSON, Answer, Negotiating, Web, page, resolve, resolver
from tests.support.sites import OPTIONS

Case = tuple[str, str, dict[str, Any], dict[str, Answer]]

MASTODON = page('<meta property="og:title" content="Ann (@ann@town.example)">', '<div id="mastodon"></div>')
PEERTUBE = page('<meta property="og:platform" content="PeerTube"><title>Talks</title>')
WRONG: tuple[Any, ...] = (
    None,
    True,
    -1,
    1.5,
    10**400,
    "",
    "x",
    "javascript:alert(1)",
    "http://[",
    [],
    [None],
    ["x"],
    {},
    {"a": []},
)

X = "1354104000000000001"
TWEET = {
    "__typename": "Tweet",
    "id_str": X,
    "text": "Talks @bob #news http://t.co/a",
    "lang": "en",
    "created_at": "2021-01-26T12:00:00.000Z",
    "user": {"name": "Ann", "screen_name": "ann", "profile_image_url_https": "https://a.example/a.png"},
    "entities": {"urls": [{"indices": [17, 30], "expanded_url": "https://n.example/"}], "hashtags": [{"text": "news"}]},
    "mediaDetails": [
        {
            "media_url_https": "https://a.example/b.jpg",
            "original_info": {"width": 4, "height": 3},
            "ext_alt_text": "A hive",
            "video_info": {
                "variants": [
                    {"content_type": "video/mp4", "bitrate": rate, "url": "https://a.example/b.mp4"} for rate in (1, 2)
                ]
            },
        }
    ],
    "card": {
        "name": "poll2choice_text_only",
        "binding_values": {
            "choice1_label": {"string_value": "Yes"},
            "choice1_count": {"string_value": "3"},
            "end_datetime_utc": {"string_value": "2021-01-27T12:00:00Z"},
        },
    },
    "edit_control": {"edit_tweet_ids": ["1354100000000000000", X]},
    "quoted_tweet": {"id_str": "1354000000000000000", "text": "First", "user": {"name": "Bob", "screen_name": "bob"}},
    "parent": {"user": {"name": "Bob", "screen_name": "bob"}},
    "in_reply_to_screen_name": "bob",
    "in_reply_to_status_id_str": "1354000000000000000",
    "note_tweet": {"id": "a"},
}  # fmt: skip
ACCOUNT = {
    "id": "1",
    "acct": "ann",
    "username": "ann",
    "display_name": "Ann",
    "url": "https://town.example/@ann",
}
STATUS = {
    "url": "https://town.example/@ann/112233445566778899",
    "content": "<p>Talks</p>",
    "created_at": "2026-01-26T12:03:53.754Z",
    "edited_at": "2026-01-26T12:04:53.754Z",
    "language": "en",
    "spoiler_text": "Bees",
    "account": ACCOUNT,
    "mentions": [ACCOUNT],
    "in_reply_to_id": "1",
    "in_reply_to_account_id": "1",
    "media_attachments": [
        {"type": "image", "url": "https://a.example/b.jpg", "meta": {"original": {"width": 4, "height": 3}}}
    ],
    "poll": {"options": [{"title": "Yes", "votes_count": 3}], "voters_count": 4, "expires_at": "2026-01-27T12:00:00Z"},
    "quote": {"state": "accepted", "quoted_status": {"url": "https://town.example/@bob/1", "content": "<p>First</p>"}},
}  # fmt: skip
NOTE = {
    "type": "Question",
    "id": "https://town.example/users/ann/statuses/112233445566778899",
    "url": "https://town.example/@ann/112233445566778899",
    "content": "<p>Talks</p>",
    "contentMap": {"en": "<p>Talks</p>"},
    "published": "2026-01-26T12:03:53Z",
    "inReplyTo": "https://town.example/@bob/1",
    "summary": "Bees",
    "attachment": [{"mediaType": "image/png", "url": "https://a.example/b.png", "width": 4, "height": 3, "name": "A hive"}],
    "oneOf": [{"name": "Yes", "replies": {"totalItems": 3}}],
    "votersCount": 4,
    "endTime": "2026-01-27T12:00:00Z",
}  # fmt: skip
AT = "at://did:plc:abc/app.bsky.feed.post/3kabcdefghi2x"
BOB = {"did": "did:plc:bob", "handle": "bob.example", "displayName": "Bob"}
THREAD = {
    "thread": {
        "post": {
            "uri": AT,
            "author": {"did": "did:plc:abc", "handle": "ann.example", "displayName": "Ann", "labels": [{"val": "a"}]},
            "record": {
                "$type": "app.bsky.feed.post",
                "text": "Talks with Bob",
                "langs": ["en"],
                "createdAt": "2026-01-26T12:00:00Z",
                "facets": [{"index": {"byteStart": 11, "byteEnd": 14}, "features": [{"did": "did:plc:bob"}]}],
                "reply": {"parent": {"uri": "at://did:plc:bob/app.bsky.feed.post/3k"}},
                "labels": {"values": [{"val": "nudity"}]},
            },
            "embed": {
                "media": {
                    "images": [{"fullsize": "https://a.example/b", "alt": "", "aspectRatio": {"width": 4, "height": 3}}],
                    "external": {"uri": "https://n.example/", "title": "News", "thumb": "https://a.example/t"},
                },
                "record": {
                    "record": {
                        "uri": "at://did:plc:bob/app.bsky.feed.post/3k",
                        "author": BOB,
                        "value": {"$type": "app.bsky.feed.post", "text": "First"},
                    }
                },
            },
            "indexedAt": "2026-01-26T12:00:00Z",
            "labels": [{"val": "porn"}],
        },
        "parent": {"post": {"author": BOB}},
    }
}  # fmt: skip
TUMBLR = {
    "tumblelog": {"name": "ann", "title": "Ann"},
    "posts": [
        {
            "url": "https://ann.tumblr.com/post/165326273724",
            "unix-timestamp": 1_611_662_400,
            "regular-body": "<p>Talks</p>",
            "photos": [{"photo-url-1280": "https://a.example/b.jpg", "width": 4, "height": 3}],
        }
    ],
}
FILM = {
    "name": "Talks",
    "embedPath": "/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv",
    "previewPath": "/p.jpg",
    "aspectRatio": 1.7778,
    "language": {"id": "en"},
    "channel": {"displayName": "Ann", "url": "https://tube.example/c/ann"},
    "account": {"host": "tube.example"},
    "publishedAt": "2021-01-26T12:00:00.000Z",
    "url": "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
}
SUMMARY = {
    "title": "Bee",
    "extract": "Bees dance.",
    "lang": "en",
    "dir": "ltr",
    "thumbnail": {"source": "https://a.example/b.jpg", "width": 4, "height": 3},
    "timestamp": "2021-01-26T12:00:00Z",
}
INFO = {
    "query": {
        "pages": [
            {
                "title": "File:Bee.jpg",
                "imageinfo": [
                    {
                        "url": "https://a.example/b.jpg", "mime": "image/jpeg", "width": 4, "height": 3,
                        "extmetadata": {"Artist": {"value": "<b>Ann</b>"}, "LicenseUrl": {"value": "https://l.example/"}},
                    }
                ],
            }
        ]
    }
}  # fmt: skip
COMMIT = {
    "commit": {"message": "Mend", "author": {"name": "Ann", "date": "2021-01-26T12:00:00Z"}},
    "author": {"login": "ann"},
}
GIST = {"owner": {"login": "ann"}, "files": {"a.py": {"content": "one"}}, "description": "Bees"}
BOOK = {
    "ISBN:9780306406157": {
        "title": "Bees",
        "subtitle": "Dances",
        "authors": [{"name": "Ann", "url": "https://openlibrary.org/authors/OL1A"}],
        "publishers": [{"name": "Hive"}],
        "publish_date": "1995",
        "cover": {"large": "https://a.example/b.jpg"},
        "url": "https://openlibrary.org/books/OL1M",
    }
}
WORK = {
    "title": "Bees",
    "author": [{"family": "Doe", "given": "Ann"}],
    "issued": {"date-parts": [[2021, 1, 26]]},
    "container-title": "Hive",
    "DOI": "10.5555/1",
    "URL": "https://doi.org/10.5555/1",
    "language": "en",
    "abstract": "<p>They dance.</p>",
}
OEMBED = {
    "type": "video",
    "title": "Talks",
    "html": '<iframe src="https://player.vimeo.com/video/76979871" width="4" height="3"></iframe>',
    "width": 4,
    "height": 3,
    "author_name": "Ann",
    "author_url": "https://vimeo.com/ann",
    "thumbnail_url": "https://a.example/b.jpg",
    "thumbnail_width": 4,
    "cache_age": 60,
}
GETTY = {
    "title": "Bees", "caption": "In their hive", "photographer": "Ann", "type": "rich", "width": 4, "height": 3,
    "html": '<iframe src="//embed.gettyimages.com/embed/740917285?et=a&sig=b="></iframe>',
}  # fmt: skip
META = {"error": {"code": 24, "error_subcode": 1, "message": "x"}}
INSTAGRAM = "https://www.instagram.com/p/C8abcdefghi/"
GRAPH = (
    "https://graph.facebook.com/v25.0/instagram_oembed?url=https%3A%2F%2Fwww.instagram.com%2Fp%2FC8abcdefghi%2F"
    "&omitscript=true"
)
COMMONS = (
    "https://commons.wikimedia.org/w/api.php?action=query&format=json&formatversion=2&prop=imageinfo"
    "&iiprop=url%7Csize%7Cmime%7Cextmetadata&iiurlwidth=1280&titles=File%3ABee.jpg"
)
TOWN, TUBE = "https://town.example/@ann/112233445566778899", "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"
BLUESKY = (
    "https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread"
    "?uri=at%3A%2F%2Fdid%3Aplc%3Aabc%2Fapp.bsky.feed.post%2F3kabcdefghi2x&depth=0&parentHeight=1"
)

CASES: tuple[Case, ...] = (
    (
        f"https://x.com/ann/status/{X}",
        "https://cdn.syndication.twimg.com/tweet-result?id=1354104000000000001&lang=en&token=3a61jyjgm9q",
        TWEET,
        {},
    ),
    (TOWN, "https://town.example/api/v1/statuses/112233445566778899", STATUS, {TOWN: MASTODON}),
    ("https://bsky.app/profile/did:plc:abc/post/3kabcdefghi2x", BLUESKY, THREAD, {}),
    (
        "https://ann.tumblr.com/post/165326273724",
        "https://ann.tumblr.com/api/read/json?id=165326273724&debug=1",
        TUMBLR,
        {},
    ),
    (TUBE, "https://tube.example/api/v1/videos/kkGMgK9ZtnKfYAgnEtQxbv", FILM, {TUBE: PEERTUBE}),
    ("https://en.wikipedia.org/wiki/Bee", "https://en.wikipedia.org/api/rest_v1/page/summary/Bee", SUMMARY, {}),
    (
        "https://commons.wikimedia.org/wiki/File:Bee.jpg",
        COMMONS,
        INFO,
        {},
    ),
    ("https://github.com/a/b/commit/0123456789", "https://api.github.com/repos/a/b/commits/0123456789", COMMIT, {}),
    (
        "https://gist.github.com/a/0123456789abcdef0123456789abcdef",
        "https://api.github.com/gists/0123456789abcdef0123456789abcdef",
        GIST,
        {},
    ),
    (
        "https://openlibrary.org/isbn/9780306406157",
        "https://openlibrary.org/api/books?format=json&jscmd=data&bibkeys=ISBN:9780306406157",
        BOOK,
        {},
    ),
    ("https://doi.org/10.5555/1", "https://doi.org/10.5555/1", WORK, {}),
    (
        "https://vimeo.com/76979871",
        "https://vimeo.com/api/oembed.json?url=https%3A%2F%2Fvimeo.com%2F76979871&dnt=1",
        OEMBED,
        {},
    ),
    ("https://gty.im/740917285", "https://embed.gettyimages.com/oembed?url=http%3A%2F%2Fgty.im%2F740917285", GETTY, {}),
    (INSTAGRAM, GRAPH, META, {INSTAGRAM: page("<title>Login • Instagram</title>")}),
)  # fmt: skip


def variants(value: Any) -> Iterator[Any]:
    """The value with each part of it replaced by each of WRONG in turn."""
    yield from WRONG
    if isinstance(value, dict):
        for name, inner in value.items():
            yield {key: part for key, part in value.items() if key != name}
            yield from (value | {name: variant} for variant in variants(inner))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from ([*value[:index], variant, *value[index + 1 :]] for variant in variants(inner))


@pytest.mark.slow
@pytest.mark.parametrize(("link", "asked", "sample", "others"), CASES, ids=[case[0] for case in CASES])
def test_values_of_wrong_types(link: str, asked: str, sample: Any, others: dict[str, Answer]) -> None:
    """Each outcome is an Embed that every format can show, or a failure of the site and never of our own."""
    status = 400 if "error" in sample else 200
    web = Web(others | {asked: Answer(json.dumps(sample), JSON, status=status)})
    resolver(web)(link)
    assert asked in web.asked
    for variant in variants(sample):
        answer = Answer(json.dumps(variant), JSON, status=status)
        require_plain(resolve(link, others | {asked: answer}), variant)


@pytest.mark.slow
def test_activitypub_of_wrong_types() -> None:
    """The same at the address of the page."""
    answers = {TOWN: MASTODON}
    assert (
        resolver(Negotiating(answers, note=Answer(json.dumps(NOTE), JSON)))(TOWN).value.tried[-1].code is None
    )
    for variant in variants(NOTE):
        web = Negotiating(answers, note=Answer(json.dumps(variant), JSON))
        require_plain(resolver(web)(TOWN).value, variant)


def require_plain(value: Embed | Failed, variant: Any) -> None:
    """Reading has not crashed, all formats can show the Embed, and its HTML has links of the web alone."""
    assert "internal_error" not in {attempt.code for attempt in value.tried}, variant
    if isinstance(value, Embed):
        csl.item(value)
        assert not re.search(r'(?:href|src|cite)="(?!https?://)', embed_json.render(value, OPTIONS)["html"])
