"""The Embed as a block: HTML for any page, that needs no script, no style sheet and no request elsewhere.

A reader, a plain-text copy and a screen reader all get the words, the author, the date and the full URL.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from embedsvc.formats import common, phrases
from embedsvc.formats import sizes as size
from embedsvc.formats.addresses import readable
from embedsvc.formats.block import pictures
from embedsvc.formats.block.caption import caption, gone
from embedsvc.formats.block.page import (
    Page,
    in_phrases,
    line,
    lines,
    linked,
    locale,
    phrases_of,
    shown_address,
    valid_language,
)
from embedsvc.formats.common import cut
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Embed, Finding, Quote, Run
from embedsvc.safe import FOREIGN_REL, NO_PLAYERS, SafeHTML, element, is_valid, sanitise

MAX_RUNS = 2_000
MAX_OPTIONS = 10
"""Of a poll."""

_TAG = re.compile("<[^>]*>")
_PICTURE = re.compile("<(?:img|image)[^>]*>", re.IGNORECASE)


def render(embed: Embed, options: RenderOptions) -> SafeHTML:
    """The block of an Embed."""
    return _figure(embed, options, "embed")


def _figure(embed: Embed, options: RenderOptions, name: str) -> SafeHTML:
    url = common.link(embed)
    page = Page(embed, options, readable(url), common.web(url))
    is_post = _shows_post(embed.finding)
    body = _post(page) if is_post else _card(page)
    figure = {
        "class": f"{name} embed-{embed.finding.kind} embed-{embed.provider.key}",
        "lang": valid_language(common.language(embed)),
        "dir": common.direction(embed) or "auto",
    }
    # The title of a card without one is its URL, which the caption then does not repeat.
    # A quotation that was pasted may have no URL at all.
    below = caption(page, addressed=bool(page.address.host) and (is_post or page.title is not None))
    return element("figure", figure, *lines(*body, *_quoted(page), *gone(page), below))


def _shows_post(finding: Finding) -> bool:
    """Whether more of a post is known than its address: words, pictures or a poll."""
    has_words = finding.quote is not None and bool(finding.quote.text.strip())
    return finding.kind == "post" and (has_words or bool(finding.media) or finding.poll is not None)


def link(url: str) -> SafeHTML:
    """The block of a link about which nothing else is known; text that is not a link is not linked."""
    shown = linked(common.web(url), element("bdi", {}, shown_address(readable(url))))
    name = element("p", {"class": "embed-title"}, shown)
    return element("figure", {"class": "embed embed-link"}, *lines(name))


def plain_link(embed: Embed) -> SafeHTML:
    """The title, as a link to the original."""
    url = common.link(embed)
    title = cut(common.headline(embed) or str(readable(url)))
    return element("a", {"href": common.web(url)}, title)


def _post(page: Page) -> Iterator[SafeHTML]:
    yield from _reply_to(page)
    yield from _warning(page)
    yield from _quotation(page, page.embed.finding.quote)
    yield from _poll(page)
    yield from pictures.of_post(page)


def _quotation(page: Page, quote: Quote | None) -> Iterator[SafeHTML]:
    """The words of a post; a post of pictures alone has none."""
    if quote is None or not quote.text.strip():
        return
    attributes = {
        "lang": valid_language(quote.language),
        "dir": quote.direction or common.direction(page.embed) or "auto",
    }
    yield element("blockquote", {"cite": page.link}, element("p", attributes, *_runs(quote.runs)))


def _reply_to(page: Page) -> Iterator[SafeHTML]:
    answered = page.embed.finding.reply_to
    name = answered and (answered.name or (f"@{answered.handle}" if answered.handle else None))
    if answered and name:
        shown = linked(common.web(answered.url), element("bdi", {}, cut(name)))
        yield line(page, "embed-reply", phrases_of(page).reply_to.partition("{name}"), shown)


def _warning(page: Page) -> Iterator[SafeHTML]:
    if text := page.embed.finding.content_warning:
        yield line(
            page, "embed-warning", phrases_of(page).warning.partition("{text}"), element("bdi", {}, cut(text))
        )


def _poll(page: Page) -> Iterator[SafeHTML]:
    """Its options, each on a line with its share of the votes."""
    poll = page.embed.finding.poll
    if poll is None or not poll.options:
        return
    parts: list[str] = [phrases_of(page).poll]
    if poll.ends and is_valid("time", "datetime", poll.ends):
        before, day, after = phrases.around_date("open_poll", poll.ends, locale(page))
        parts = [before, element("time", {"datetime": poll.ends}, day.text), after]
    for option in poll.options[:MAX_OPTIONS]:
        share = "" if option.share is None else f" — {option.share:.0%}"
        parts += [element("br", {}), element("bdi", {}, cut(option.text)), share]
    yield element("p", {"class": "embed-poll", **in_phrases(page)}, *parts)


def _quoted(page: Page) -> Iterator[SafeHTML]:
    """The quoted post in a figure of its own, always static: its player is a link."""
    quoted = common.quoted(page.embed)
    if quoted:
        yield _figure(quoted, replace(page.options, players=NO_PLAYERS), "embed-quoted")


def _card(page: Page) -> Iterator[SafeHTML]:
    finding = page.embed.finding
    picture = common.photo(page.embed)
    name = cut(page.title) if page.title else shown_address(page.address)
    play = _play(page, name)
    markup = finding.markup if finding.kind == "rich" and not play else None
    yield play or element("p", {"class": "embed-title"}, linked(page.link, name))
    if markup and _has_words(markup):
        yield element("div", {"class": "embed-markup"}, sanitise(markup))
        return
    if paragraphs := common.excerpt(page.embed):
        yield element(
            "blockquote", {"cite": page.link}, *(element("p", {}, cut(each)) for each in paragraphs)
        )
    if picture and not play:
        yield pictures.of_card(page, picture)


def _has_words(markup: str) -> bool:
    """Whether foreign HTML has words besides the alternative text of its pictures."""
    return bool(_TAG.sub("", sanitise(_PICTURE.sub("", markup))).strip())


def _play(page: Page, name: str) -> SafeHTML | None:
    """A link to the original with the title, in a box of the player's proportions, where `embed.js` puts the
    player once the reader follows it. Until then nothing is requested.
    """
    options = page.options
    player = common.player(page.embed, options.players)
    kind = options.players.kind(player.url) if player else None
    if player is None or kind is None or page.link is None:
        return None
    width, height = size.frame(player, kind, options.maxwidth, options.maxheight)
    attributes: dict[str, str | int | None] = {
        "class": f"embed-play embed-ratio-{size.ratio_class(player, kind) or 'none'}",
        "href": page.link,
        "data-player": player.url,
        "data-width": width,
        "data-height": height,
    }
    before, _, after = phrases_of(page).play(kind).partition("{name}")
    provider = element("bdi", {}, cut(page.embed.provider.name))
    action = element("span", {"class": "embed-action", **in_phrases(page)}, before, provider, after)
    title = element("span", {"class": "embed-title"}, name)
    return element(
        "a",
        attributes,
        *pictures.thumbnail(page, width),
        title,
        element("br", {}),
        action,
        players=options.players,
    )


def _runs(runs: Iterable[Run]) -> Iterator[str]:
    left = common.MAX_POST
    for _, run in zip(range(MAX_RUNS), runs, strict=False):
        if run.type == "break":
            yield element("br", {})
            continue
        text, left = cut(run.text, left), left - len(run.text)
        yield linked(common.web(run.url), text, rel=FOREIGN_REL)
        if left <= 0:
            return
