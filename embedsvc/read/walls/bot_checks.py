"""Pages that check whether the client is human."""

from collections.abc import Iterator
from itertools import islice

from embedsvc.model import Headers
from embedsvc.read.fields.similarity import words_of
from embedsvc.read.fields.site_name import without_site_name
from embedsvc.read.html import tree
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import is_longer_than, visible_text
from embedsvc.read.walls import phrases
from embedsvc.read.walls.address import Address
from embedsvc.read.walls.bot_marks import (
    AMBIGUOUS_TITLES,
    HEADERS,
    HUMAN_SENTENCE,
    MARKS,
    SCRIPT_SENTENCES,
    SENSORS,
    SENTENCES,
    TITLES,
)
from embedsvc.read.walls.visit import Visit
from embedsvc.read.word_lists import word_set

MAX_BYTES = 64 * 1024
"""Of an error page that are searched: a page that is nothing but a bot check is shorter."""

_MAX_PARTS = 3_000
_MAX_SCRIPT = 8_000
_MAX_MACHINERY = 128_000
_MAX_EMPTY_TEXT = 40
_MAX_TITLED_TEXT = 1_500
_MAX_AMBIGUOUS_TEXT = 300
_MAX_SENTENCES_TEXT = 1_200
_MIN_SENTENCES = 2
_MIN_HEADLINE_WORDS = 5
_ELEMENTS = (
    "script, iframe, form, input, img, div, body, main, p, span, h1, link, meta, altcha-widget, cap-widget"
)
_ATTRIBUTES = ("src", "action", "id", "class", "data-ddg-origin")

_DOMAINS = word_set(
    "queue-it.net captcha-delivery.com perfdrive.com hcaptcha.com challenges.cloudflare.com",
)
_SEGMENTS = word_set(
    "captcha showcaptcha validatecaptcha sgcaptcha robot-check bot-check botcheck antibot anti-bot "
    "human-verification are-you-human verify-human human-check challenge-platform js-challenge "
    ".within.website security-check security-checkpoint browser-check"
)


def recognises(visit: Visit) -> bool:
    """A redirect, a script, an element or a title of a bot check, on a page that has nothing to read."""
    # Bot checks have no Open Graph tags, unless they pass on those of the page behind them.
    if visit.is_described or visit.is_named_by_link or not visit.has_little_text:
        return False
    return visit.was_sent_to(is_for_checks) or _looks_like_one(visit)


def has_header(headers: Headers) -> bool:
    """Whether the headers of a response state that it is a bot check."""
    return any(
        name in HEADERS and HEADERS[name].match(value.strip().lower()) is not None for name, value in headers
    )


def stands_in_error(markup: bytes) -> bool:
    """Whether the page that comes with the status of an error is a bot check."""
    root = tree.parse(markup[:MAX_BYTES])
    title = next(map(visible_text, root.css("title")), "")
    return (
        MARKS.search(_machinery(root)) is not None
        or phrases.match(title, TITLES | AMBIGUOUS_TITLES) is not None
        or any(_sentences(root))
    )


def is_for_checks(url: Address) -> bool:
    return url.is_below(_DOMAINS) or not _SEGMENTS.isdisjoint(url.segments)


def _looks_like_one(visit: Visit) -> bool:
    body = visit.document.roots[-1]
    title = visit.title.lower().removeprefix("www.")
    is_untitled = not title or title == visit.final.host.removeprefix("www.")
    titles = visit.page.headings[:1] if is_untitled else (visit.title,)
    phrase = next(filter(None, (phrases.match(each, TITLES) for each in titles)), None)
    if phrase and not visit.is_asked_for(phrase):
        return not is_longer_than(body, _MAX_TITLED_TEXT)
    machinery = _machinery(visit.document.root)
    if MARKS.search(machinery):
        return True
    has_sensor = SENSORS.search(machinery) is not None
    if any(_is_ambiguous(each, visit, has_sensor=has_sensor) for each in titles):
        return True
    if has_sensor and is_untitled and not is_longer_than(body, _MAX_EMPTY_TEXT):
        return True
    about_client, about_scripts = _sentences(visit.document.root)
    found = about_client + about_scripts
    if visit.has_own_headline:  # the page of a form, or one that quotes these sentences
        return found >= _MIN_SENTENCES and len(words_of(visit.title)) < _MIN_HEADLINE_WORDS
    return found >= _MIN_SENTENCES or (found > 0 and is_untitled) or (about_client > 0 and has_sensor)


def _is_ambiguous(title: str, visit: Visit, *, has_sensor: bool) -> bool:
    """Whether a title of songs and manuals is that of a bot check: above a sensor, or with nothing but the
    name of the site above next to nothing.
    """
    phrase = phrases.match(title, AMBIGUOUS_TITLES)
    if phrase is None or visit.is_asked_for(phrase):
        return False
    if has_sensor:
        return not is_longer_than(visit.document.roots[-1], _MAX_TITLED_TEXT)
    is_alone = phrases.parse(without_site_name(title, visit.page)).whole == phrase
    return is_alone and not is_longer_than(visit.document.roots[-1], _MAX_AMBIGUOUS_TEXT)


def _machinery(root: Node) -> str:
    """The scripts of a page, and the attributes that load or name its parts, without anything that a reader
    sees: an article may quote the code of a bot check.
    """
    return "\n".join(islice(_parts(root), _MAX_PARTS))[:_MAX_MACHINERY]


def _parts(root: Node) -> Iterator[str]:
    for element in root.css(_ELEMENTS):
        attributes = element.attributes
        if "-" in (element.tag or ""):
            yield element.tag or ""
        for name in _ATTRIBUTES:
            if value := attributes.get(name):
                yield value
        if element.tag == "link" and (attributes.get("rel") or "").lower() == "stylesheet":
            yield attributes.get("href") or ""
        if element.tag == "meta" and _controls_browser(attributes):
            yield f"{attributes.get('name') or ''} {attributes.get('content') or ''}"
        if element.tag == "script" and "json" not in (attributes.get("type") or ""):
            yield tree.leading_text(element)[:_MAX_SCRIPT]


def _controls_browser(attributes: dict[str, str | None]) -> bool:
    is_refresh = (attributes.get("http-equiv") or "").lower() == "refresh"
    return is_refresh or (attributes.get("name") or "").startswith("aliyun_waf")


def _sentences(root: Node) -> tuple[int, int]:
    """How many different sentences of bot checks a short page has, its noscript notices included: those about
    its client, and those about scripts.
    """
    bodies = root.css("body")
    text = visible_text(bodies[0]) if bodies else ""
    if len(text) > _MAX_SENTENCES_TEXT:
        return 0, 0
    notices = (each.text() for each in root.css("noscript, iframe")[:10])
    searched = "-".join(" ".join([text, *notices]).lower().replace("’", "'").split())
    about_client = sum(sentence in searched for sentence in SENTENCES)
    about_client += HUMAN_SENTENCE.search(searched) is not None
    return about_client, sum(sentence in searched for sentence in SCRIPT_SENTENCES)
