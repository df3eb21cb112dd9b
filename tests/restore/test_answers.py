"""The block of a find: what its link resolves to, otherwise the article's own words."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import Any

import pytest

from embedsvc.errors import Gone
from embedsvc.model import Attempt, Author, Embed, Failed, Finding, Metadata, Outcome, Provider, Quote, Run
from embedsvc.restore import report
from embedsvc.restore.answers import MAX_ASKED, Online
from embedsvc.restore.restorer import Restore, Restored
from tests.support.restoring import OFFLINE, restore

POST = "https://x.com/bees/status/1354104000000000001"
QUOTATION = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Bees dance today</p>&mdash; Ann (@bees) '
    f'<a href="{POST}">May 2, 2020</a></blockquote>'
)
SIGNED = "<p>Bees dance today — Ann (@bees) May 2, 2020</p>"


class Nobody:
    """Identifies nothing."""

    def __call__(self, find: object, pages: Sequence[str]) -> tuple[None, tuple[Attempt, ...]]:  # noqa: ARG002
        return None, ()


def found(url: str) -> Outcome:
    quote = Quote(runs=(Run(type="text", text="The post itself"),), language="en", direction="ltr")
    finding = Finding(
        kind="post",
        method="oembed",
        provider=Provider(name="X", url="https://x.com/", key="x"),
        metadata=Metadata(authors=(Author(name="Ann", handle="bees"),), canonical_url=POST),
        quote=quote,
    )
    tried = (Attempt(method="oembed", url=POST, code=None),)
    return Outcome(Embed(url=url, finding=finding, fetched_at=0, expires_at=1, tried=tried))


def gone(url: str) -> Outcome:
    tried = (Attempt(method="oembed", url=url, code=Gone.code),)
    return Outcome(Failed(url=url, code=Gone.code, detail="Gone.", fetched_at=0, expires_at=1, tried=tried))


def online(resolve: Any, *, seconds: float = 0) -> Restore:
    times = chain((0.0,), repeat(seconds))
    answer = Online(
        offline=OFFLINE,
        resolve=resolve,
        identify=Nobody(),  # type: ignore[arg-type]
        map=map,
        monotonic=lambda: next(times),
        deadline=10,
    )
    return Restore(recognise=restore.recognise, answer=answer)


def one(restored: Restored) -> dict[str, Any]:
    (find,) = report.finds(restored)
    return find


def test_an_old_embed_gives_its_own_words_offline() -> None:
    """A quotation with author, day and link, not a bare link."""
    find = one(restore(QUOTATION, "html"))
    assert (find["kind"], find["status"], find["url"]) == ("embed", "identified", POST)
    assert '<p dir="ltr">Bees dance today</p>' in find["html"].replace(' lang="en"', "")
    assert f'cite="{POST}"' in find["html"]
    assert 'datetime="2020-05-02"' in find["html"]
    assert [(attempt.method, attempt.code) for attempt in find["tried"]] == [("paste", None)]


def test_a_dead_post_has_the_words_of_its_embed() -> None:
    """What was tried comes first, then the article itself."""
    find = one(online(gone)(QUOTATION, "html"))
    assert "Bees dance today" in find["html"]
    assert [(attempt.method, attempt.code) for attempt in find["tried"]] == [
        ("oembed", "gone"),
        ("paste", None),
    ]


def test_a_post_that_resolves_is_shown_as_it_is_now() -> None:
    """Its own words take the place of the copy."""
    find = one(online(found)(QUOTATION, "html"))
    assert "The post itself" in find["html"]
    assert "Bees dance today" not in find["html"]


def test_the_words_of_an_article_precede_a_capture_of_the_page() -> None:
    """A web archive has a card of it."""

    def captured(url: str) -> Outcome:
        value = found(url).value
        assert isinstance(value, Embed)
        finding = replace(value.finding, kind="article", quote=None, archived_at="2021-01-26T12:00:00Z")
        return Outcome(replace(value, finding=finding))

    find = one(online(captured)(QUOTATION, "html"))
    assert "Bees dance today" in find["html"]
    assert [attempt.method for attempt in find["tried"]] == ["oembed", "paste"]


def test_a_post_without_a_link_is_a_quotation_without_one() -> None:
    """Nothing is invented."""
    find = one(restore(SIGNED, "html"))
    assert (find["kind"], find["status"], find["url"]) == ("post", "unidentified", None)
    assert "embed-url" not in find["html"]
    assert POST not in find["html"]


def test_after_the_deadline_nothing_more_is_asked() -> None:
    """The article's own words stand in, and the report names the timeout."""
    find = one(online(pytest.fail, seconds=11)(QUOTATION, "html"))
    assert [attempt.code for attempt in find["tried"]] == ["upstream_timeout", None]
    assert "Bees dance today" in find["html"]


def test_of_very_many_finds_the_first_are_asked() -> None:
    """The others get blocks from the article, and state why."""
    asked: list[str] = []

    def resolve(url: str) -> Outcome:
        asked.append(url)
        return found(url)

    links = "".join(f"<p>https://a.example/{number}</p>" for number in range(MAX_ASKED + 2))
    finds = report.finds(online(resolve)(links, "html"))
    assert len(asked) == MAX_ASKED
    last = finds[-1]
    assert (last["status"], last["tried"][0].code) == ("identified", "request_too_large")
    assert f"https://a.example/{MAX_ASKED + 1}" in last["html"]


def test_a_right_to_left_quotation_with_a_link_is_right_to_left() -> None:
    """The letters of the link do not count."""
    markup = QUOTATION.replace(
        "Bees dance today", 'نحل <a href="https://t.co/abcdefghij">https://t.co/abcdefghij</a>'
    )
    assert '<p lang="ar" dir="rtl">' in one(restore(markup, "html"))["html"]
