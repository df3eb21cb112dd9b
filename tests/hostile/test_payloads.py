"""Hostile HTML through the whole service, rendered by a browser: as a page, as metadata of a page, as an oEmbed
answer and as the text of a post.
"""

import json
from html import escape

import pytest

from embedsvc.formats import block, failure
from embedsvc.model import Embed, Failed
from tests.safe.test_browser import HOSTILE
from tests.support.chromium import Chromium
from tests.support.corpus import corpus
from tests.support.recorded import oembed, page, resolve
from tests.support.sites import OPTIONS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PAGE = "https://site.example/a"
ENDPOINT = "https://site.example/o"
LINK = f'<link rel="alternate" type="application/json+oembed" href="{ENDPOINT}">'
POST = "https://x.com/name/status/1354104000000000001"
ANSWER = (
    "https://publish.x.com/oembed?url=https%3A%2F%2Fx.com%2Fname%2Fstatus%2F1354104000000000001"
    "&omit_script=1&dnt=true"
)


def published(payload: str) -> str:
    """The blocks for each way in which a payload can reach the service, side by side as a CMS would publish them."""
    escaped = escape(payload)
    head = "".join(
        f'<meta property="{name}" content="{escaped}">'
        for name in (
            "og:title",
            "og:description",
            "og:site_name",
            "og:image",
            "og:image:alt",
            "og:url",
            "og:locale",
        )
    )
    ld = {
        "@type": "NewsArticle",
        "headline": payload,
        "author": {"name": payload, "url": payload},
        "inLanguage": payload,
    }
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>'
    answer = oembed(
        type="rich", html=payload, title=payload, author_name=payload, author_url=payload,
        provider_name=payload, thumbnail_url=payload,
    )  # fmt: skip
    words = f'<blockquote><p lang="en">{escaped}</p>&mdash; {escaped} (@name) <a href="{POST}">May 1, 2021</a></blockquote>'
    raw = f"<blockquote><p>words {payload}</p>&mdash; Name (@name) <a href='{POST}'>May 1, 2021</a></blockquote>"
    webs = (
        (PAGE, {PAGE: page(body=payload)}),
        (PAGE, {PAGE: page(payload)}),
        (
            PAGE,
            {PAGE: page(f"<title>{escaped}</title>", f'<p class="byline">By {escaped}</p><p>{escaped}</p>')},
        ),
        (PAGE, {PAGE: page(head + f'<meta name="author" content="{escaped}">')}),
        (PAGE, {PAGE: page(script)}),
        (PAGE, {PAGE: page(LINK), ENDPOINT: answer}),
        (POST, {ANSWER: oembed(type="rich", html=words, author_name=payload, url=POST)}),
        (POST, {ANSWER: oembed(type="rich", html=raw, author_name=payload, url=POST)}),
    )
    return "".join(_block(resolve(url, answers)) for url, answers in webs)


def _block(value: Embed | Failed) -> str:
    return str(failure.link_block(value) or "") if isinstance(value, Failed) else block.render(value, OPTIONS)


def test_every_way_in_is_published() -> None:
    """Harmless words appear in each block, so the other tests do test each way."""
    assert published("Words").count("Words") >= 8


def test_hostile_samples_do_nothing(chromium: Chromium) -> None:
    """One or two of each kind, by every way in."""
    assert chromium.offences({name: published(payload) for name, payload in HOSTILE.items()}) == {}


@pytest.mark.slow
@pytest.mark.corpus
def test_no_known_payload_does_anything(chromium: Chromium) -> None:
    """All payloads of the recorded corpus, by every way in."""
    rows = map(json.loads, corpus("security", "xss.jsonl").read_text("utf-8").splitlines())
    assert chromium.offences({row["id"]: published(row["html"]) for row in rows}) == {}
