"""Verifying quotations: verdicts, and what is compared besides the words."""

from dataclasses import replace
from typing import Any

import pytest

from embedsvc import errors, verify
from embedsvc.formats import block
from embedsvc.model import Snapshot
from tests.providers.platforms.test_x import NEWER, OLDER, STATUS, answer
from tests.support import verifying
from tests.support.recorded import Answer, Web, embed, page, resolver
from tests.support.sites import OPTIONS

ARTICLE = "https://news.example/2021/03/05/bridge"
WORDS = "Talks on trade will go on in March and nobody will leave early"
POST = {
    "text": WORDS + " https://t.co/AbCdEfGhIj",
    "url": STATUS,
    "handle": "Reporter",
    "author": "The Reporter",
    "published": "2021-01-26",
}
LINKED = f'{WORDS} <a href="https://t.co/AbCdEfGhIj">https://t.co/AbCdEfGhIj</a>'
BODY = (
    "<nav><p>The bridge has always been closed, say our readers.</p></nav><article><h1>Bridge opens</h1>"
    "<p>The bridge opens on Monday at noon, the <b>harbour office</b> told this newspaper.</p>"
    "<blockquote><p>We are very glad that it is finished at last.</p></blockquote><ul><li>It will not be closed again this year.</li></ul>"
    '</article><div class="comments"><p>Nobody believes that it will stay open for long.</p></div>'
)
WEB: dict[str, Answer | errors.Failure] = {
    NEWER: answer(LINKED),
    ARTICLE: page(
        '<title>Bridge opens</title><meta property="og:type" content="article"><meta name="author" content="Jo Doe">'
        '<meta property="article:published_time" content="2021-03-05T10:00:00Z">',
        BODY,
    ),
}


def result(body: dict[str, Any], answers: dict[str, Answer | errors.Failure] | None = None) -> dict[str, Any]:
    web = Web(WEB if answers is None else answers)
    return verify.answer(body, verifying.over(web))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (POST["text"], "exact"),
        (WORDS.replace(" ", "\u00a0"), "exact"),
        ("Talks on trade … nobody will leave early", "elided"),
        (WORDS.replace("nobody", "everybody"), "edited"),
        (POST["text"].replace(WORDS, WORDS.upper()), "edited"),
        ("Ministers meet in Vienna over gas prices", "unrelated"),
    ],
)
def test_a_post_is_compared_with_its_words(text: str, verdict: str) -> None:
    found = result({**POST, "text": text})
    assert found["verdict"] == verdict
    assert found["compared"]["text"]["same"] is (verdict == "exact")
    assert {sign for sign, _ in found["diff"]} <= {"=", "-", "+"}


def test_the_difference_is_by_words() -> None:
    found = result({**POST, "text": WORDS.replace("nobody", "everybody")})
    assert found["diff"] == [
        ["=", "Talks on trade will go on in March and "],
        ["-", "nobody"],
        ["+", "everybody"],
        ["=", " will leave early"],
    ]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The bridge opens on Monday at noon, the harbour office told this newspaper.", "exact"),
        ("It will not be closed again", "exact"),
        ("We are very glad that it is finished at last.", "exact"),
        ("The bridge opens on Monday … It will not be closed", "elided"),
        ("It will be closed again this year.", "edited"),
        ("IT WILL NOT BE CLOSED AGAIN THIS YEAR", "edited"),
        ("Nobody believes that it will stay open for long.", "unrelated"),
        ("The bridge has always been closed, say our readers.", "unrelated"),
    ],
)
def test_an_article_is_compared_with_its_paragraphs(text: str, verdict: str) -> None:
    """Not with menus and comments; what the article quotes is part of it."""
    assert result({"text": text, "url": ARTICLE})["verdict"] == verdict


@pytest.mark.parametrize(
    ("member", "value", "name", "same"),
    [
        ("handle", "@reporter", "handle", True),
        ("handle", "Reporter2", "handle", False),
        ("handle", None, "handle", None),
        ("author", "the  reporter", "author", True),
        ("author", "Somebody", "author", False),
        ("published", "2021-01-26T23:00:00Z", "day", True),
        ("published", "2021-01-20", "day", False),
        ("published", "2022-01-26", "day", False),
        ("published", "January 26, 2021", "day", True),
        ("published", "26 janvier 2021", "day", True),
        ("published", "٢٦ يناير ٢٠٢١", "day", True),
        ("published", "5:04 PM · Feb 3, 2021", "day", False),
        ("published", "3 février 2021", "day", False),
        ("text", WORDS + " https://t.co/AbCdEfGhIj", "links", True),
        ("text", WORDS + " t.co/AbCdEfGhIj pic.twitter.com/AbCdEfGhIj", "links", None),
        ("text", WORDS + " https://t.co/Other12345", "links", False),
        ("text", WORDS + " https://news.example/story", "links", None),
    ],
)
def test_what_else_is_compared_by_name(
    member: str,
    value: str | None,
    name: str,
    same: bool | None,  # noqa: FBT001
) -> None:
    """A link that is shortened on one side alone may be any, so nothing is claimed about it."""
    compared = result({**POST, member: value})["compared"][name]
    assert set(compared) == {"claimed", "found", "same"}
    assert compared["same"] is same


def test_the_day_of_a_post_that_cannot_be_fetched_is_in_its_id() -> None:
    found = result({**POST, "published": "2021-02-26"}, {})
    assert (found["verdict"], found["diff"]) == ("unverifiable", [])
    assert found["compared"]["day"] == {"claimed": "2021-02-26", "found": "2021-01-26", "same": False}
    assert found["compared"]["text"]["same"] is None
    assert [attempt["code"] if isinstance(attempt, dict) else attempt.code for attempt in found["tried"]]


@pytest.mark.parametrize("failure", [errors.NotFound("No post."), errors.Gone("Removed.")])
def test_a_source_that_has_ended_is_gone(failure: errors.Failure) -> None:
    assert result(POST, {NEWER: failure, OLDER: failure, STATUS: failure})["verdict"] == "gone"
    assert result({"text": "Words.", "url": ARTICLE}, {ARTICLE: failure})["verdict"] == "gone"


@pytest.mark.parametrize(
    "body",
    [
        {"text": "Words."},
        {"text": "Words.", "url": "not a link"},
        {"text": "Words.", "url": "http://10.0.0.1/"},
    ],
)
def test_what_has_no_source_is_unverifiable(body: dict[str, Any]) -> None:
    assert result(body)["verdict"] == "unverifiable"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("javascript:alert(1)", "unsupported_scheme"),
        ("https://news.example/" + "a" * 5_000, "invalid_url"),
        ("not a link", "invalid_url"),
    ],
    ids=lambda value: value[:30],
)
def test_the_attempt_of_an_unusable_link_has_its_code(url: str, code: str) -> None:
    assert [attempt.code for attempt in result({"text": "Words.", "url": url})["tried"]][-1:] == [code]


def test_each_block_of_a_page_has_a_result() -> None:
    """Our own blocks, also of an article's words, and X's embed code; what is no quotation has none."""
    ours = block.render(embed(STATUS, WEB), OPTIONS)
    changed = ours.replace("nobody", "everybody")
    widget = (
        f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{LINKED}</p>&mdash; The Reporter (@Reporter) '
        f'<a href="{STATUS}?ref_src=twsrc%5Etfw">January 27, 2020</a></blockquote>'
    )
    card = block.render(embed(ARTICLE, WEB), OPTIONS)
    html = f"<p>Before</p>{ours}<blockquote><p>Somebody else.</p></blockquote>{changed}{card}{widget}"
    results = result({"html": html})["results"]
    assert [each["verdict"] for each in results] == ["exact", "edited", "exact", "exact"]
    first, _, _, last = (each["compared"] for each in results)
    assert [first[name]["same"] for name in ("author", "handle", "day", "links")] == [True] * 4
    assert (last["day"]["claimed"], last["day"]["same"]) == ("2020-01-27", False)
    assert result({"html": "<p>No block.</p>"}) == {"results": []}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({}, errors.InvalidRequest),
        ({"text": " "}, errors.InvalidRequest),
        ({"html": ""}, errors.InvalidRequest),
        ({"text": 5}, errors.InvalidRequest),
        ({"text": "Words.", "url": 5}, errors.InvalidRequest),
        ({"text": "Words.", "published": "some day"}, errors.InvalidRequest),
        ({"text": "Words.", "published": "January 2021"}, errors.InvalidRequest),
        ({"text": "x" * 30_001}, errors.RequestTooLarge),
        ({"html": "x" * (2 * 2**20 + 1)}, errors.RequestTooLarge),
        (
            {
                "html": '<figure class="embed"><blockquote>a</blockquote><figcaption></figcaption></figure>'
                * 101
            },
            errors.RequestTooLarge,
        ),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_quotation_is_refused(body: dict[str, Any], kind: type[errors.Failure]) -> None:
    with pytest.raises(kind):
        result(body)


def test_an_address_inside_is_not_repeated() -> None:
    """Neither in an attempt nor in an error."""
    found = result({"text": "Words.", "url": "http://user:secret@site.example/?token=secret"})
    assert "secret" not in repr(found["tried"])


def quotation(url: str, text: str) -> str:
    """A block of ours."""
    return f'<figure class="embed"><blockquote cite="{url}"><p>{text}</p></blockquote><figcaption></figcaption></figure>'


def test_quotations_of_one_article_fetch_it_once() -> None:
    """And without the fragment, which is no part of a request."""
    pages = Web(WEB)
    links = [ARTICLE, f"{ARTICLE}#:~:text=finished", ARTICLE]
    blocks = "".join(quotation(link, "The bridge opens on Monday") for link in links)
    answered = verify.answer({"html": blocks}, verifying.verifier(resolver(Web(WEB)), pages))
    assert [found["verdict"] for found in answered["results"]] == ["exact"] * 3
    assert pages.asked == [ARTICLE]


def test_a_page_that_cannot_be_read_affects_its_own_quotation_alone() -> None:
    class Broken(Web):
        def fetch(self, *_: object) -> Snapshot:
            raise ZeroDivisionError

    blocks = quotation(ARTICLE, WORDS) + quotation(STATUS, POST["text"])
    answered = verify.answer({"html": blocks}, verifying.verifier(resolver(Web(WEB)), Broken({})))
    of_article, of_post = answered["results"]
    assert of_article["verdict"] == "unverifiable"
    assert of_article["tried"][-1].code == "internal_error"
    assert of_post["verdict"] == "exact"


def test_the_deadline_of_a_request_bounds_the_fetch_of_an_article() -> None:
    pages = Web(WEB)
    late = replace(verifying.verifier(resolver(Web(WEB)), pages), deadline=0.25)
    verify.answer({"text": "The bridge opens on Monday", "url": ARTICLE}, late)
    assert pages.shares == [0.25]
