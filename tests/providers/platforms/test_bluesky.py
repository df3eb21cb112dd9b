"""Posts of Bluesky. The samples have the shapes of the lexicons app.bsky.feed.defs and app.bsky.embed.*."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from embedsvc.errors import RateLimited
from embedsvc.model import Finding, Run
from tests.support.recorded import JSON, Answer, embed, failed, oembed, page

POST = "https://bsky.app/profile/ann.example/post/3kabc"
DID = "did:plc:ann"
API = "https://public.api.bsky.app/xrpc/"
HANDLE = f"{API}com.atproto.identity.resolveHandle?handle=ann.example"
THREAD = f"{API}app.bsky.feed.getPostThread?" + urlencode(
    {"uri": f"at://{DID}/app.bsky.feed.post/3kabc", "depth": "0", "parentHeight": "1"}
)
OEMBED = "https://embed.bsky.app/oembed?" + urlencode({"format": "json", "url": POST})
ANN = {"did": DID, "handle": "ann.example", "displayName": "Ann", "avatar": "https://cdn.example/a.jpg"}


def view(*, record: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    stated = {
        "$type": "app.bsky.feed.post",
        "text": "Talks today",
        "createdAt": "2026-01-26T12:03:53.754Z",
        "langs": ["en"],
    }
    return {
        "uri": f"at://{DID}/app.bsky.feed.post/3kabc",
        "author": ANN,
        "record": stated | (record or {}),
        "indexedAt": "2026-01-26T12:03:54.000Z",
        "likeCount": 7,
    } | fields


def quoted(**fields: Any) -> dict[str, Any]:
    seen = view(record={"text": "Quoted words"}, **fields)
    return seen | {"$type": "app.bsky.embed.record#viewRecord", "value": seen["record"]}


def web(thread: dict[str, Any], *, status: int = 200) -> dict[str, Answer]:
    return {
        HANDLE: Answer(json.dumps({"did": DID}), JSON),
        THREAD: Answer(json.dumps(thread), JSON, status=status),
    }


def found(**fields: Any) -> Finding:
    return embed(POST, web({"thread": {"post": view(**fields)}})).finding


def test_a_post_is_its_words_author_and_time() -> None:
    """By the AppView, in two requests."""
    post = embed(POST, web({"thread": {"post": view()}}))
    assert [(attempt.method, attempt.code) for attempt in post.tried] == [("api", None), ("api", None)]
    facts = post.finding.metadata
    assert (facts.authors[0].name, facts.authors[0].handle) == ("Ann", "ann.example")
    assert facts.authors[0].avatar == "https://cdn.example/a.jpg"
    assert (facts.published, facts.language, facts.canonical_url) == ("2026-01-26T12:03:53.754Z", "en", POST)


def test_facets_count_bytes() -> None:
    """A facet in UTF-8 bytes after letters and emoji of several bytes; one that cuts a letter is text."""
    words = "🗞 عاجل @bob see news.example #برلين"
    encoded = words.encode()

    def facet(part: str, feature: dict[str, str], *, shift: int = 0) -> dict[str, Any]:
        start = encoded.index(part.encode()) + shift
        return {"index": {"byteStart": start, "byteEnd": start + len(part.encode())}, "features": [feature]}

    facets = [
        facet("@bob", {"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:bob"}),
        facet("news.example", {"$type": "app.bsky.richtext.facet#link", "uri": "https://news.example/1"}),
        facet("#برلين", {"$type": "app.bsky.richtext.facet#tag", "tag": "برلين"}),
        facet("عاجل", {"$type": "app.bsky.richtext.facet#link", "uri": "https://bad.example/"}, shift=1),
    ]
    quote = found(record={"text": words, "facets": facets, "langs": ["ar"]}).quote
    assert quote
    assert quote.text == words
    assert [(run.type, run.text, run.url) for run in quote.runs if run.url] == [
        ("mention", "@bob", "https://bsky.app/profile/did:plc:bob"),
        ("link", "news.example", "https://news.example/1"),
        ("tag", "#برلين", "https://bsky.app/hashtag/%D8%A8%D8%B1%D9%84%D9%8A%D9%86"),
    ]
    assert quote.direction == "rtl"


def test_pictures_and_films_have_their_alt_texts() -> None:
    """Also where the post quotes another one."""
    images = {
        "images": [
            {
                "fullsize": "https://cdn.example/p.jpg",
                "alt": "A map.",
                "aspectRatio": {"width": 4, "height": 3},
            }
        ]
    }
    photo = found(embed=images).media[0]
    assert (photo.type, photo.url, photo.alt, photo.width) == (
        "photo",
        "https://cdn.example/p.jpg",
        "A map.",
        4,
    )
    film = found(
        embed={"playlist": "https://v.example/p.m3u8", "thumbnail": "https://v.example/t.jpg"}
    ).media[0]
    assert (film.type, film.poster) == ("video", "https://v.example/t.jpg")
    both = found(embed={"record": {"record": quoted()}, "media": images})
    assert both.media[0].alt == "A map."
    assert both.quoted
    assert both.quoted.quote
    assert both.quoted.quote.text == "Quoted words"


@pytest.mark.parametrize(
    "record",
    [
        {
            "$type": "app.bsky.embed.record#viewDetached",
            "uri": "at://did:plc:b/app.bsky.feed.post/1",
            "detached": True,
        },
        {"$type": "app.bsky.embed.record#viewNotFound", "uri": "at://did:plc:b/app.bsky.feed.post/1"},
        {"$type": "app.bsky.embed.record#viewBlocked", "uri": "at://did:plc:b/app.bsky.feed.post/1"},
        quoted(author=ANN | {"labels": [{"val": "!no-unauthenticated"}]}),
    ],
)
def test_a_quotation_is_shown_only_as_its_author_wants(record: dict[str, Any]) -> None:
    """Detached, deleted, blocked, or of an account that is not for everybody: the quoting post stands alone."""
    assert found(embed={"record": record}).quoted is None
    assert found(embed={"record": quoted()}).quoted is not None


def test_the_card_of_a_link_is_beside_the_words() -> None:
    """Unless the words have the link already."""
    card = {"external": {"uri": "https://news.example/1", "title": "The talks", "description": "In brief"}}
    shown = found(embed=card).quoted
    assert shown
    assert (shown.kind, shown.metadata.title, shown.metadata.canonical_url) == (
        "link",
        "The talks",
        "https://news.example/1",
    )
    link = {"index": {"byteStart": 0, "byteEnd": 5}, "features": [{"uri": "https://news.example/1"}]}
    assert found(record={"facets": [link]}, embed=card).quoted is None


def test_a_reply_names_the_post_that_it_answers() -> None:
    """By the parent in the thread; by its address alone where it is gone."""
    reply = {"reply": {"parent": {"uri": "at://did:plc:bob/app.bsky.feed.post/1"}}}
    bob = {"post": {"author": {"did": "did:plc:bob", "handle": "bob.example", "displayName": "Bob"}}}
    answered = embed(POST, web({"thread": {"post": view(record=reply), "parent": bob}})).finding.reply_to
    assert answered
    assert (answered.name, answered.handle) == ("Bob", "bob.example")
    assert answered.url == "https://bsky.app/profile/bob.example/post/1"
    gone = found(record=reply).reply_to
    assert gone
    assert (gone.name, gone.url) == (None, "https://bsky.app/profile/did:plc:bob/post/1")


def test_labels_warn_or_withhold() -> None:
    """What the author wants hidden is not taken from another source either; a negated label counts for nothing."""
    assert (
        found(labels=[{"val": "porn"}, {"val": "nudity"}]).content_warning
        == "Adult Content, Non-sexual Nudity"
    )
    private = ANN | {"labels": [{"val": "!no-unauthenticated"}]}
    value = failed(POST, web({"thread": {"post": view(author=private)}}) | {POST: page("<title>x</title>")})
    assert (value.code, len(value.tried)) == ("upstream_refused", 2)
    assert found(author=ANN | {"labels": [{"val": "!no-unauthenticated", "neg": True}]}).quote


def test_a_handle_that_moved() -> None:
    """A link by DID needs no handle; the permalink has the present one, or the DID where the handle is invalid."""
    moved = ANN | {"handle": "ann.news"}
    by_did = f"https://bsky.app/profile/{DID}/post/3kabc"
    post = embed(by_did, {THREAD: Answer(json.dumps({"thread": {"post": view(author=moved)}}), JSON)})
    assert post.finding.metadata.canonical_url == "https://bsky.app/profile/ann.news/post/3kabc"
    assert len(post.tried) == 1
    broken = found(author=ANN | {"handle": "handle.invalid"}).metadata
    assert (broken.authors[0].handle, broken.canonical_url) == (None, by_did)


def test_a_date_that_the_author_made_up() -> None:
    """More than a day from when the network first saw the post, the network's date counts."""
    facts = found(record={"createdAt": "1999-01-01T00:00:00Z"}).metadata
    assert facts.published == "2026-01-26T12:03:54Z"


@pytest.mark.parametrize(
    ("body", "code", "older"),
    [
        ({"error": "NotFound", "message": "Post not found: at://x"}, "not_found", "gone"),
        ({"error": "InvalidRequest", "message": "Unable to resolve handle"}, "not_found", "gone"),
        ({"error": "AccountTakedown", "message": "Account has been suspended"}, "gone", "gone"),
        ({"error": "AccountDeactivated", "message": "Account is deactivated"}, "gone", "gone"),
    ],
)
def test_the_body_of_a_400_states_why(body: dict[str, str], code: str, older: str) -> None:
    """It is the last word: no other source is asked."""
    value = failed(POST, web(body, status=400))
    assert (value.code, value.older_answer, len(value.tried)) == (code, older, 2)


@pytest.mark.parametrize(("member", "code"), [("notFound", "not_found"), ("blocked", "upstream_refused")])
def test_a_thread_without_its_post(member: str, code: str) -> None:
    """Deleted, or of a blocked account."""
    assert failed(POST, web({"thread": {"uri": "at://x", member: True}})).code == code


def test_oembed_and_the_page_stand_in_for_the_api() -> None:
    """Where the AppView limits or fails; newlines stay, and the mark of a picture is no word."""
    html = (
        '<blockquote class="bluesky-embed"><p lang="en">One\ntwo<br><br><a href="https://bsky.app/x">'
        '[image or embed]</a></p>&mdash; <a href="https://bsky.app/profile/did:plc:ann">Ann (@ann.example)</a> '
        '<a href="https://bsky.app/profile/did:plc:ann/post/3kabc">2026-01-26T12:03:53.754Z</a></blockquote>'
    )
    limited = {HANDLE: RateLimited("Later.")}
    answer = oembed(
        type="rich",
        author_name="Ann (@ann.example)",
        author_url="https://bsky.app/profile/ann.example",
        html=html,
    )
    post = embed(POST, limited | {OEMBED: answer}).finding
    assert post.quote
    assert post.quote.runs == (Run(type="text", text="One"), Run(type="break"), Run(type="text", text="two"))
    assert (post.metadata.authors[0].name, post.metadata.published) == ("Ann", "2026-01-26T12:03:53.754Z")
    head = (
        '<meta property="og:title" content="Ann (@ann.example)"><meta property="og:description" content="One [image or embed]">'
        '<meta property="article:published_time" content="2026-01-26T12:03:53.754Z">'
    )
    shown = embed(POST, limited | {POST: page(head)}).finding
    assert (shown.method, shown.quote and shown.quote.text) == ("metadata", "One")


def test_private_by_oembed() -> None:
    """A 403 of oEmbed is the author's will, whatever the page shows."""
    notice = page(
        '<meta property="og:title" content="Ann (@ann.example)">'
        '<meta property="og:description" content="Posts of this account are visible to people who are signed in.">'
    )
    assert failed(POST, {OEMBED: Answer("", status=403), POST: notice}).code == "upstream_refused"
