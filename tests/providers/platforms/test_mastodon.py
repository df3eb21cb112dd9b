"""Posts of Mastodon and its kin. The samples have the shapes of the Mastodon API and of ActivityStreams 2.0."""

import json
from typing import Any

import pytest

from embedsvc.model import Embed, Finding, Poll, PollOption, ReplyTo
from tests.support.recorded import JSON, NOW, Answer, Negotiating, embed, page
from tests.support.stages import live, pipeline

POST = "https://town.example/@ann/112233445566778899"
API = "https://town.example/api/v1/statuses/112233445566778899"
HEAD = '<meta property="og:title" content="Ann (@ann@town.example)"><meta property="og:description" content="Talks today">'
PAGE = page(HEAD, '<div id="mastodon"></div>')
ANN = {
    "id": "1",
    "acct": "ann",
    "username": "ann",
    "display_name": "Ann :verified:",
    "url": "https://town.example/@ann",
    "avatar": "https://town.example/a.png",
}


def status(**fields: Any) -> dict[str, Any]:
    return {
        "id": "112233445566778899",
        "url": POST,
        "created_at": "2026-01-26T12:03:53.754Z",
        "edited_at": None,
        "language": "en",
        "spoiler_text": "",
        "content": '<p>Talks :news: with <span class="h-card"><a href="https://other.example/@bob">@<span>bob</span></a></span> '
        '<a href="https://town.example/tags/trade" rel="tag">#<span>trade</span></a></p><p>More</p>',
        "account": ANN,
        "favourites_count": 4,
    } | fields


def found(**fields: Any) -> Finding:
    return embed(POST, {POST: PAGE, API: Answer(json.dumps(status(**fields)), JSON)}).finding


def test_a_post_on_any_server() -> None:
    """Recognised by its page, read by the API; custom emoji stay their names."""
    post = embed(POST, {POST: PAGE, API: Answer(json.dumps(status()), JSON)})
    assert [(attempt.method, attempt.code) for attempt in post.tried] == [("metadata", None), ("api", None)]
    finding = post.finding
    assert (finding.kind, finding.provider.key, finding.method) == ("post", "mastodon", "api")
    assert finding.quote
    assert finding.quote.text == "Talks :news: with @bob #trade\n\nMore"
    assert [run.type for run in finding.quote.runs if run.url] == ["mention", "tag"]
    author = finding.metadata.authors[0]
    assert (author.name, author.handle, author.avatar) == (
        "Ann :verified:",
        "ann@town.example",
        "https://town.example/a.png",
    )
    assert (finding.metadata.published, finding.metadata.modified) == ("2026-01-26T12:03:53.754Z", None)


def test_warning_edit_poll_reply_and_media() -> None:
    """What surrounds the words of a post."""
    finding = found(
        spoiler_text="Election",
        edited_at="2026-01-26T13:00:00.000Z",
        in_reply_to_id="11",
        in_reply_to_account_id="2",
        mentions=[
            {"id": "2", "acct": "bob@other.example", "username": "bob", "url": "https://other.example/@bob"}
        ],
        poll={
            "expires_at": "2026-01-27T12:00:00.000Z",
            "votes_count": 4,
            "options": [{"title": "Yes", "votes_count": 3}, {"title": "No", "votes_count": None}],
        },
        media_attachments=[
            {
                "type": "image",
                "url": "https://files.example/p.png",
                "description": "A map.",
                "meta": {"original": {"width": 800, "height": 600}},
            },
            {
                "type": "gifv",
                "url": "https://files.example/v.mp4",
                "preview_url": "https://files.example/v.png",
            },
            {"type": "unknown", "url": "https://files.example/x"},
        ],
    )
    assert finding.content_warning == "Election"
    assert finding.metadata.modified == "2026-01-26T13:00:00Z"
    assert finding.reply_to == ReplyTo(
        name="bob", handle="bob@other.example", url="https://town.example/@bob@other.example/11"
    )
    assert finding.poll == Poll(
        options=(PollOption(text="Yes", share=0.75), PollOption(text="No")), ends="2026-01-27T12:00:00Z"
    )
    assert [(medium.type, medium.alt, medium.poster) for medium in finding.media] == [
        ("photo", "A map.", None),
        ("video", None, "https://files.example/v.png"),
    ]


def test_a_remote_copy_leads_to_the_origin() -> None:
    """The permalink is the author's server's."""
    copy = "https://town.example/@bob@other.example/112233445566778899"
    origin = "https://other.example/@bob/5"
    account = ANN | {"acct": "bob@other.example", "username": "bob", "display_name": ""}
    answer = Answer(json.dumps(status(url=origin, account=account)), JSON)
    facts = embed(copy, {copy: PAGE, API: answer}).finding.metadata
    assert facts.canonical_url == origin
    assert (facts.authors[0].name, facts.authors[0].handle) == ("bob", "bob@other.example")


def test_the_origin_of_a_copy_is_asked_too() -> None:
    """Any server can state anything of the posts of others; a copy stands in for an origin that is down."""
    copy = "https://town.example/@bob@other.example/112233445566778899"
    origin = "https://other.example/@bob/5"
    answer = Answer(json.dumps(status(url=origin, content="<p>Forged</p>")), JSON)
    bob = ANN | {"acct": "bob", "display_name": "Bob"}
    original = Answer(json.dumps(status(url=origin, content="<p>Talks</p>", account=bob)), JSON)
    answers = {copy: PAGE, API: answer}
    found = embed(copy, answers | {"https://other.example/api/v1/statuses/5": original}).finding
    assert (found.quote and found.quote.text, found.metadata.authors[0].handle) == (
        "Talks",
        "bob@other.example",
    )
    stale = embed(copy, answers)
    assert stale.finding.quote
    assert (stale.finding.quote.text, stale.tried[-1].code) == ("Forged", "upstream_unreachable")


@pytest.mark.parametrize(("state", "shown"), [("accepted", True), ("pending", False), ("revoked", False)])
def test_a_quotation_needs_the_consent_of_its_author(state: str, *, shown: bool) -> None:
    """The link that stands in for it in the words goes where the quotation is shown."""
    inner = status(url="https://town.example/@ann/7", content="<p>Quoted</p>", quote={"state": "accepted"})
    finding = found(
        content='<p class="quote-inline">RE: <a href="https://town.example/@ann/7">x</a></p><p>See</p>',
        quote={"state": state, "quoted_status": inner},
    )
    assert (finding.quoted is not None) == shown
    assert finding.quote
    assert finding.quote.text == "See"


def test_activitypub_stands_in_for_a_closed_api() -> None:
    """The post's own address as a Question, with the author of the page."""
    question = {
        "type": "Question",
        "id": "https://town.example/users/ann/statuses/1",
        "url": POST,
        "content": "<p>Which?</p>",
        "contentMap": {"en": "<p>Which?</p>"},
        "summary": "Votes",
        "published": "2026-01-26T12:00:00Z",
        "inReplyTo": "https://other.example/1",
        "oneOf": [
            {"name": "A", "replies": {"totalItems": 1}},
            {"name": "B", "replies": {"totalItems": 1}},
        ],
        "attachment": [{"mediaType": "image/png", "url": "https://files.example/p.png", "name": "A map."}],
    }
    web = {POST: PAGE, API: Answer("", status=401)}
    preview = embed(POST, web).finding
    assert (preview.kind, preview.method, preview.quote and preview.quote.text) == (
        "post",
        "metadata",
        "Talks today",
    )
    note = "https://town.example/notes/1"
    misskey = '<meta name="generator" content="Misskey">'
    answers = {
        note: page(HEAD + misskey),
        note.replace("/notes/", "/api/v1/statuses/"): Answer("", status=404),
    }
    assert embed(note, answers).finding.provider.key == "misskey"
    read = _as_activity(note, answers, question)
    assert (read.content_warning, read.metadata.canonical_url) == ("Votes", POST)
    assert read.metadata.authors[0].name == "Ann"
    assert read.poll
    assert [option.share for option in read.poll.options] == [0.5, 0.5]
    assert read.media[0].alt == "A map."
    assert read.reply_to == ReplyTo(url="https://other.example/1")


def _as_activity(url: str, answers: dict[str, Answer], note: dict[str, Any]) -> Finding:
    """What the flow makes of a note at the address of its page, which the same request gives in HTML."""
    web = Negotiating(answers, note=Answer(json.dumps(note), JSON))
    value = pipeline(live(web.fetch, clock=lambda: NOW, monotonic=lambda: 0.0))(url).value
    assert isinstance(value, Embed)
    return value.finding


def test_other_pages_are_not_posts() -> None:
    """A profile, and a page of other software at the path of a post."""
    profile = "https://town.example/@ann"
    assert embed(profile, {profile: PAGE}).finding.kind != "post"
    assert embed(POST, {POST: page(HEAD)}).finding.provider.key == "webpage"


def test_truth_social_is_asked_by_its_api() -> None:
    """Its pages are behind a bot wall."""
    url = "https://truthsocial.com/@ann/posts/112233445566778899"
    api = "https://truthsocial.com/api/v1/statuses/112233445566778899"
    post = embed(url, {api: Answer(json.dumps(status(url=url)), JSON)})
    assert (post.finding.provider.key, post.finding.metadata.canonical_url) == ("truth-social", url)


def test_pictures_that_are_marked_as_sensitive_are_warned_of() -> None:
    """By the author's words, otherwise in general; words alone are not."""
    media = [{"type": "image", "url": "https://files.example/p.png"}]
    assert found(sensitive=True, media_attachments=media).content_warning == "Sensitive content"
    assert found(sensitive=True, media_attachments=media, spoiler_text="Bees").content_warning == "Bees"
    assert found(sensitive=True).content_warning is None
    question = {"type": "Note", "content": "<p>A</p>", "sensitive": True}
    attached = [{"mediaType": "image/png", "url": "https://files.example/p.png"}]
    assert (
        _as_activity(POST, {POST: PAGE}, question | {"attachment": attached}).content_warning
        == "Sensitive content"
    )
