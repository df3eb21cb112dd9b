"""Posts of X, by the Embed that they give."""

import pytest

from embedsvc.model import Run
from tests.support.recorded import Answer, Web, embed, failed, oembed, page, resolver

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
    ]


def test_a_missing_status_is_not_found() -> None:
    """A 404 of the newer host counts only once the older one and the page have failed too."""
    web = Web({NEWER: Answer("<html>gone</html>", status=404)})
    value = failed(STATUS, web.answers)
    assert value.code == "not_found"
    assert [way.code for way in value.tried] == ["not_found", "upstream_unreachable", "upstream_unreachable"]


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
    assert [attempt.code for attempt in post.tried] == ["upstream_error", "upstream_error", None]
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
