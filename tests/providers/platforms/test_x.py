"""Posts of X, by the Embed that they give."""

import json
from typing import Any

import pytest

from embedsvc import providers
from embedsvc.model import Embed, Finding, Poll, PollOption, ReplyTo, Run
from embedsvc.providers.platforms.x.token import token
from embedsvc.settings import Settings
from tests.support.recorded import JSON, NOW, Answer, Web, embed, failed, oembed, page, resolver
from tests.support.stages import live, pipeline

STATUS = "https://x.com/Reporter/status/1354104000000000001"
NEWER = (
    "https://publish.x.com/oembed?url=https%3A%2F%2Fx.com%2FReporter%2Fstatus%2F1354104000000000001"
    "&omit_script=1&dnt=true"
)
OLDER = NEWER.replace("publish.x.com", "publish.twitter.com")


def answer(
    words: str = 'Talks on trade <a href="https://t.co/AbCdEfGhIj">https://t.co/AbCdEfGhIj</a>',
    *,
    language: str = "en",
    direction: str = "ltr",
    day: str = "January 26, 2021",
) -> Answer:
    html = (
        f'<blockquote class="twitter-tweet" data-dnt="true"><p lang="{language}" dir="{direction}">{words}</p>'
        f'&mdash; The Reporter (@Reporter) <a href="{STATUS}?ref_src=twsrc%5Etfw">{day}</a></blockquote>\n'
    )
    return oembed(
        url=STATUS,
        author_name="The Reporter",
        author_url="https://x.com/Reporter",
        html=html,
        width=550,
        height=None,
        type="rich",
        cache_age="3153600000",
        provider_name="X",
        provider_url="https://x.com",
    )


def test_a_status_is_its_words_author_and_day() -> None:
    """The answer's HTML becomes data: runs, language, direction, author with handle, a day that stays a day."""
    post = embed(STATUS, {NEWER: answer()})
    finding = post.finding
    assert finding.kind == "post"
    assert finding.method == "oembed"
    assert finding.quote is not None
    assert finding.quote.runs == (
        Run(type="text", text="Talks on trade "),
        Run(type="link", text="https://t.co/AbCdEfGhIj", url="https://t.co/AbCdEfGhIj"),
    )
    assert (finding.quote.language, finding.quote.direction) == ("en", "ltr")
    author = finding.metadata.authors[0]
    assert (author.name, author.handle, author.url) == (
        "The Reporter",
        "Reporter",
        "https://x.com/Reporter",
    )
    assert finding.metadata.published == "2021-01-26"
    assert finding.metadata.canonical_url == STATUS


@pytest.mark.parametrize(
    "pasted",
    [
        "https://twitter.com/Reporter/status/1354104000000000001?s=20",
        "https://mobile.twitter.com/Reporter/status/1354104000000000001",
        "https://x.com/Reporter/status/1354104000000000001/photo/1",
        "x.com/Reporter/statuses/1354104000000000001",
        "https://vxtwitter.com/Reporter/status/1354104000000000001",
    ],
)
def test_every_form_of_a_link_is_the_same_status(pasted: str) -> None:
    """Old and new hosts, mobile hosts, photo links and preview mirrors all ask for one status."""
    post = embed(pasted, {NEWER: answer()})
    assert post.url == pasted
    assert post.finding.metadata.canonical_url == STATUS


def test_the_older_host_answers_where_the_newer_does_not() -> None:
    """Either host is enough; both attempts are listed."""
    post = embed(STATUS, {OLDER: answer()})
    assert [(attempt.url, attempt.code) for attempt in post.tried] == [
        ("https://publish.x.com/oembed", "upstream_unreachable"),
        ("https://publish.twitter.com/oembed", None),
        ("https://cdn.syndication.twimg.com/tweet-result", "upstream_unreachable"),
    ]


def test_a_missing_status_is_not_found() -> None:
    """A 404 of the newer host counts only once the older one and the page have failed too."""
    web = Web({NEWER: Answer("<html>gone</html>", status=404)})
    value = failed(STATUS, web.answers)
    assert value.code == "not_found"
    assert [way.code for way in value.tried] == ["not_found", *["upstream_unreachable"] * 3]


def test_a_refusal_leads_to_the_page() -> None:
    """A host that refuses our address states nothing about the post: the page may still show it."""
    preview = page(
        '<meta property="og:title" content="The Reporter on X: &quot;Talks&quot;">'
        '<meta property="og:description" content="Talks">'
    )
    refused = Answer("", status=403)
    post = embed(STATUS, {NEWER: refused, OLDER: refused, STATUS: preview})
    assert (post.finding.kind, post.finding.method) == ("post", "metadata")
    assert failed(STATUS, {NEWER: refused, OLDER: refused, STATUS: page()}).code == "upstream_refused"


def test_html_in_place_of_json_leads_to_the_page() -> None:
    """If neither answer can be parsed, the page's link preview is used."""
    post = embed(
        STATUS,
        {
            NEWER: Answer("<html>busy</html>"),
            OLDER: Answer("<html>busy</html>"),
            STATUS: page(
                '<meta property="og:title" content="The Reporter (@Reporter) on X">'
                '<meta property="og:description" content="“Talks on https://t.co/AbCdEfGhIj”">'
            ),
        },
    )
    assert post.finding.method == "metadata"
    assert [attempt.code for attempt in post.tried] == [
        "upstream_error",
        "upstream_error",
        "upstream_unreachable",
        None,
    ]
    assert post.finding.kind == "post"
    assert post.finding.quote is not None
    assert post.finding.quote.text == "Talks on https://t.co/AbCdEfGhIj"
    assert post.finding.metadata.authors[0].handle == "Reporter"


def test_the_empty_shell_of_the_page_is_a_bare_link() -> None:
    """X serves browsers a page without words: nothing is invented."""
    post = embed(STATUS, {STATUS: page("<title>x.com</title>")})
    assert (post.finding.kind, post.finding.method) == ("link", "link")
    assert post.tried[-1].code == "upstream_error"


def test_right_to_left_words() -> None:
    """The direction is the platform's; its withdrawn language code for Hebrew is replaced."""
    post = embed(STATUS, {NEWER: answer("שלום עולם", language="iw", direction="rtl")})
    assert post.finding.quote is not None
    assert (post.finding.quote.language, post.finding.quote.direction) == ("he", "rtl")


def test_the_id_takes_precedence_over_a_label_that_contradicts_it() -> None:
    """The id contains the time of posting."""
    assert embed(STATUS, {NEWER: answer(day="March 3, 2009")}).finding.metadata.published == "2021-01-26"
    assert embed(STATUS, {NEWER: answer(day="???")}).finding.metadata.published == "2021-01-26"


def test_the_first_request_leaves_time_for_the_next() -> None:
    """A host that stalls cannot use up the deadline."""
    web = Web({})
    resolver(web)(STATUS)
    assert web.shares[0] < 5


SYNDICATION = "https://cdn.syndication.twimg.com/tweet-result?id=1354104000000000001&lang=en&token=" + token(
    "1354104000000000001"
)


def tweet(**fields: Any) -> dict[str, Any]:
    return {
        "__typename": "Tweet",
        "id_str": "1354104000000000001",
        "lang": "en",
        "created_at": "2021-01-26T16:30:05.000Z",
        "text": "Talks on trade https://t.co/AbCdEfGhIj",
        "entities": {
            "urls": [
                {
                    "url": "https://t.co/AbCdEfGhIj",
                    "expanded_url": "https://news.example/talks",
                    "indices": [15, 38],
                }
            ]
        },
        "user": {
            "name": "The Reporter",
            "screen_name": "Reporter",
            "profile_image_url_https": "https://pbs.twimg.com/a.jpg",
        },
        "favorite_count": 9,
    } | fields


def syndicated(**fields: Any) -> Finding:
    return embed(STATUS, {SYNDICATION: Answer(json.dumps(tweet(**fields)), JSON)}).finding


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("20", "6dq1a2xwd93"),
        ("463440424141459456", "14fxvks611f"),
        ("1050118621198921728", "2jn1m8zmk1"),
        ("1790637656616943991", "4c9gcitu1vq"),
    ],
)
def test_the_token_is_the_one_of_browsers(key: str, expected: str) -> None:
    """Base 36 as V8 prints it: a fixed number of digits would be another token."""
    assert token(key) == expected


def test_oembed_is_completed_by_syndication() -> None:
    """The words, language and direction are of oEmbed; the time, the avatar and the real address of a link are
    of syndication.
    """
    post = embed(STATUS, {NEWER: answer(), SYNDICATION: Answer(json.dumps(tweet()), JSON)})
    assert [(attempt.method, attempt.code) for attempt in post.tried] == [("oembed", None), ("api", None)]
    assert post.finding.method == "oembed"
    assert post.finding.metadata.published == "2021-01-26T16:30:05Z"
    assert post.finding.metadata.authors[0].avatar == "https://pbs.twimg.com/a.jpg"
    assert post.finding.quote
    assert post.finding.quote.text == "Talks on trade https://t.co/AbCdEfGhIj"
    assert post.finding.quote.runs[-1].url == "https://news.example/talks"


def test_syndication_alone_is_the_whole_post() -> None:
    """A false 404 of oEmbed: entities count code points of escaped words, and pictures have their alt texts."""
    words = "\U0001f4f0 A &amp; B by @ann about #news"
    finding = syndicated(
        text=words,
        entities={
            "user_mentions": [{"screen_name": "ann", "indices": [15, 19]}],
            "hashtags": [{"text": "news", "indices": [26, 31]}],
        },
        mediaDetails=[
            {
                "type": "photo",
                "media_url_https": "https://pbs.twimg.com/media/p.jpg",
                "original_info": {"width": 1995, "height": 896},
                "ext_alt_text": "A table.",
            },
            {
                "type": "video",
                "media_url_https": "https://pbs.twimg.com/v.jpg",
                "video_info": {
                    "variants": [
                        {"content_type": "application/x-mpegURL", "url": "https://video.twimg.com/v.m3u8"},
                        {"content_type": "video/mp4", "bitrate": 256, "url": "https://video.twimg.com/s.mp4"},
                        {"content_type": "video/mp4", "bitrate": 832, "url": "https://video.twimg.com/l.mp4"},
                    ]
                },
            },
        ],
    )
    assert finding.method == "api"
    assert finding.quote
    assert finding.quote.runs == (
        Run(type="text", text="\U0001f4f0 A & B by "),
        Run(type="mention", text="@ann", url="https://x.com/ann"),
        Run(type="text", text=" about "),
        Run(type="tag", text="#news", url="https://x.com/hashtag/news"),
    )
    photo, film = finding.media
    assert (photo.type, photo.width, photo.alt) == ("photo", 1995, "A table.")
    assert (film.type, film.url, film.poster) == (
        "video",
        "https://video.twimg.com/l.mp4",
        "https://pbs.twimg.com/v.jpg",
    )


def test_reply_quote_and_poll() -> None:
    """The post that is answered, the one that is quoted (one level deep) and the shares of a poll."""
    values = {"choice1_label": "Yes", "choice1_count": "3", "choice2_label": "No", "choice2_count": "1"}
    inner = tweet(id_str="1354000000000000002", text="Deeper", quoted_tweet=tweet())
    finding = syndicated(
        in_reply_to_screen_name="Editor",
        in_reply_to_status_id_str="1354000000000000003",
        parent={"user": {"name": "The Editor", "screen_name": "Editor"}},
        quoted_tweet=inner,
        card={
            "name": "poll2choice_text_only",
            "binding_values": {name: {"string_value": value} for name, value in values.items()}
            | {"end_datetime_utc": {"string_value": "2021-01-27T16:30:05Z"}},
        },
    )
    assert finding.reply_to == ReplyTo(
        name="The Editor", handle="Editor", url="https://x.com/Editor/status/1354000000000000003"
    )
    assert finding.quoted
    assert finding.quoted.quoted is None
    assert finding.quoted.quote
    assert finding.quoted.quote.text == "Deeper"
    assert finding.quoted.metadata.canonical_url == "https://x.com/Reporter/status/1354000000000000002"
    assert finding.poll == Poll(
        options=(PollOption(text="Yes", share=0.75), PollOption(text="No", share=0.25)),
        ends="2021-01-27T16:30:05Z",
    )


def test_an_edited_post_has_the_times_of_both_versions() -> None:
    """Each edit is a post with an id of its own, which contains its time."""
    edited = syndicated(edit_control={"edit_tweet_ids": ["1354100000000000001", "1354104000000000001"]})
    assert (edited.metadata.published, edited.metadata.modified) == (
        "2021-01-26T16:12:52Z",
        "2021-01-26T16:30:05Z",
    )
    once = syndicated(edit_control={"edit_tweet_ids": ["1354104000000000001"]})
    assert (once.metadata.published, once.metadata.modified) == ("2021-01-26T16:30:05Z", None)


def test_pictures_that_x_marks_as_sensitive_are_warned_of() -> None:
    """Words alone are not."""
    media = [{"type": "photo", "media_url_https": "https://pbs.twimg.com/media/p.jpg"}]
    assert syndicated(possibly_sensitive=True, mediaDetails=media).content_warning == "Sensitive content"
    assert syndicated(possibly_sensitive=True).content_warning is None
    assert syndicated(possibly_sensitive=False, mediaDetails=media).content_warning is None


def test_a_long_post_is_marked_as_cut() -> None:
    """Syndication has its first 280 characters; an ellipsis marks the cut."""
    quote = syndicated(note_tweet={"id": "1"}, text="The first words", entities={}).quote
    assert quote
    assert quote.text == "The first words…"


@pytest.mark.parametrize(
    ("words", "end"), [("The first words", "…"), ("The first words and all the others", "")]
)
def test_the_words_of_oembed_are_marked_as_cut(words: str, end: str) -> None:
    """Where syndication states that the post is longer, unless oEmbed has more of it."""
    long = tweet(note_tweet={"id": "1"}, text="The first words", entities={})
    html = f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{words}</p>&mdash; The Reporter (@Reporter)</blockquote>'
    answers = {NEWER: oembed(type="rich", html=html), SYNDICATION: Answer(json.dumps(long), JSON)}
    quote = embed(STATUS, answers).finding.quote
    assert quote
    assert quote.text == words + end


@pytest.mark.parametrize(
    ("sentence", "code", "older"),
    [
        ("This Post was deleted by the Post author. Learn more", "gone", "gone"),
        ("This Post is from a suspended account. Learn more", "gone", "gone"),
        ("This Post is from an account that no longer exists. Learn more", "gone", "gone"),
        ("This Post violated the X Rules. Learn more", "gone", "gone"),
        (
            "You’re unable to view this Post because this account owner limits who can view their Posts.",
            "upstream_refused",
            "gone",
        ),
        ("Age-restricted adult content. This content might not be appropriate", "upstream_refused", "stale"),
        ("This Post from @a has been withheld in Germany", "upstream_refused", "stale"),
        ("This Post is unavailable.", "upstream_refused", "stale"),
    ],
)
def test_a_tombstone_states_why_the_post_is_missing(sentence: str, code: str, older: str) -> None:
    """It is the last word, whatever oEmbed failed with; the page is not asked."""
    tombstone = {"__typename": "TweetTombstone", "tombstone": {"text": {"text": sentence}}}
    value = failed(STATUS, {NEWER: Answer("", status=404), SYNDICATION: Answer(json.dumps(tombstone), JSON)})
    assert (value.code, value.older_answer) == (code, older)
    assert value.tried[-1].method == "api"


def test_an_empty_answer_states_nothing() -> None:
    """`{}` is what a wrong token and an unknown id get: the other answers count."""
    assert failed(STATUS, {SYNDICATION: Answer("{}", JSON)}).code == "upstream_unreachable"
    assert (
        failed(STATUS, {NEWER: Answer("", status=404), SYNDICATION: Answer("{}", JSON)}).code == "not_found"
    )
    assert embed(STATUS, {NEWER: answer(), SYNDICATION: Answer("{}", JSON)}).finding.method == "oembed"


def test_syndication_can_be_left_out() -> None:
    """EMBEDSVC_X_SYNDICATION=off: only what X documents is asked."""
    web = Web({NEWER: answer()})
    sites = providers.load(Settings(x_syndication=False))
    value = pipeline(live(web.fetch, clock=lambda: NOW, monotonic=lambda: 0.0, sites=sites))(STATUS).value
    assert isinstance(value, Embed)
    assert web.asked == [NEWER]


@pytest.mark.parametrize(
    ("error", "older"),
    [("Sorry, you are not authorized to see this status.", "stale"), ("User has been suspended.", "gone")],
)
def test_a_refusal_in_json_is_about_the_post(error: str, older: str) -> None:
    """The body of a 403 tells a suspended account from a post that is not for everybody."""
    value = failed(STATUS, {NEWER: Answer(json.dumps({"error": error}), JSON, status=403)})
    assert (value.code, value.older_answer) == ("upstream_refused", older)


def test_an_account_and_a_list_are_cards() -> None:
    """By the preview of their page, or by their address where X serves an empty shell."""
    shell = page("<title>x.com</title>")
    account = embed("https://x.com/Reporter", {"https://x.com/Reporter": shell}).finding
    assert (account.kind, account.provider.key, account.metadata.title) == ("link", "x", "@Reporter on X")
    shown = page('<meta property="og:title" content="The Reporter (@Reporter) on X">')
    assert (
        embed("https://x.com/Reporter", {"https://x.com/Reporter": shown}).finding.metadata.title
        == "The Reporter (@Reporter) on X"
    )
    event = embed("https://x.com/i/events/12", {"https://x.com/i/events/12": shell}).finding
    assert event.metadata.canonical_url == "https://x.com/i/events/12"


def test_other_hosts_of_x_have_pages() -> None:
    """A help page is no account."""
    url = "https://help.x.com/en"
    assert embed(url, {url: page("<title>Using X</title>")}).finding.metadata.title == "Using X"
