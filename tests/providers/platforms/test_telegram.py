"""Posts of Telegram. The sample has the shape of the frames that t.me renders for its widget."""

import pytest

from embedsvc.model import Finding, Poll, PollOption, ReplyTo
from tests.support.recorded import Answer, embed, failed, page

POST = "https://t.me/town_news/42"
FRAME = POST + "?embed=1&mode=tme"


def frame(
    *more: str,
    words: str = 'عاجل: <a href="https://news.example/1">news.example</a><br>سطر <i class="emoji"><b>🗞</b></i>',
) -> Answer:
    return page(
        body='<div class="tgme_widget_message js-widget_message" data-post="town_news/42">'
        '<div class="tgme_widget_message_user"><a href="https://t.me/town_news">'
        '<i class="tgme_widget_message_user_photo"><img src="https://cdn.example/a.jpg"></i></a></div>'
        '<a class="tgme_widget_message_owner_name" href="https://t.me/town_news"><span>Town News</span></a>'
        + "".join(more)
        + f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'
        '<span class="tgme_widget_message_views">1.2K</span>'
        f'<a class="tgme_widget_message_date" href="{POST}"><time datetime="2026-01-26T12:03:53+00:00">12:03</time></a></div>'
    )


def found(*more: str) -> Finding:
    return embed(POST, {FRAME: frame(*more)}).finding


def test_a_post_is_read_from_its_frame() -> None:
    """Words with links and lines, the channel, the exact time."""
    finding = found()
    assert finding.quote
    assert finding.quote.text == "عاجل: news.example\nسطر 🗞"
    assert finding.quote.direction == "rtl"
    author = finding.metadata.authors[0]
    assert (author.name, author.handle, author.avatar) == (
        "Town News",
        "town_news",
        "https://cdn.example/a.jpg",
    )
    assert (finding.metadata.published, finding.metadata.canonical_url) == ("2026-01-26T12:03:53Z", POST)


def test_pictures_films_reply_and_poll() -> None:
    """The words of the answered post are not those of this one."""
    finding = found(
        '<a class="tgme_widget_message_reply" href="https://t.me/town_news/41"><span class="tgme_widget_message_author_name">'
        'Editor</span><div class="tgme_widget_message_text js-message_reply_text">Before</div></a>',
        """<a class="tgme_widget_message_photo_wrap" style="width:800px;background-image:url('https://cdn.example/p.jpg')"></a>""",
        '<a class="tgme_widget_message_video_player"><i class="tgme_widget_message_video_thumb" '
        """style="background-image:url('https://cdn.example/t.jpg')"></i><video src="https://cdn.example/v.mp4"></video></a>""",
        '<div class="tgme_widget_message_poll_option"><div class="tgme_widget_message_poll_option_percent">75%</div>'
        '<div class="tgme_widget_message_poll_option_text">Yes</div></div>',
    )
    assert finding.quote
    assert "Before" not in finding.quote.text
    assert finding.reply_to == ReplyTo(name="Editor", url="https://t.me/town_news/41")
    assert [(medium.type, medium.url, medium.poster) for medium in finding.media] == [
        ("photo", "https://cdn.example/p.jpg", None),
        ("video", "https://cdn.example/v.mp4", "https://cdn.example/t.jpg"),
    ]
    assert finding.poll == Poll(options=(PollOption(text="Yes", share=0.75),))


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Post not found", "not_found"),
        ("Channel with username @town_news not found", "not_found"),
        ("Please open Telegram to view this post", "upstream_refused"),
    ],
)
def test_a_frame_without_the_post_states_why(sentence: str, code: str) -> None:
    """With status 200."""
    error = page(body=f'<div class="tgme_widget_message_error">{sentence}</div>')
    assert failed(POST, {FRAME: error}).code == code


def test_a_private_chat_is_not_fetched() -> None:
    """Nobody but its members can read it."""
    assert failed("https://t.me/c/1234567/42", {}).code == "upstream_refused"


def test_a_comment_is_its_own_post() -> None:
    """Not the post that it stands under."""
    comment = POST + "?comment=7"
    finding = embed(comment, {FRAME + "&comment=7": frame(words="I agree")}).finding
    assert finding.quote
    assert finding.quote.text == "I agree"
    assert finding.metadata.canonical_url == comment
