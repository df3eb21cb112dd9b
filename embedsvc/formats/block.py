"""The Embed as a block: HTML for any page, that needs no script, no style sheet and no request elsewhere.

A reader, a plain-text copy and a screen reader all get the words, the author, the date and the full URL.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from unicodedata import bidirectional
from urllib.parse import urlsplit

from embedsvc.formats import common, phrases
from embedsvc.formats import sizes as size
from embedsvc.formats.addresses import Address, readable
from embedsvc.formats.common import cut
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Author, Embed, Image, Media, Quote, Run
from embedsvc.read.language import direction_of_language, primary_subtag
from embedsvc.safe import FOREIGN_REL, NO_PLAYERS, SafeHTML, element, is_valid, sanitise

MAX_RUNS = 2_000
MAX_MEDIA = 20
MAX_OPTIONS = 10
"""Of a poll."""
MAX_AUTHORS = 20

AVATAR = 40
"""Pixels of a side."""
_PLAYLISTS = (".m3u8", ".mpd")
"""Lists of a film's parts (RFC 8216, ISO 23009-1), which are not the film."""

_TAG = re.compile("<[^>]*>")
_PICTURE = re.compile("<(?:img|image)[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Page:
    """An Embed, and how its block is rendered."""

    embed: Embed
    options: RenderOptions
    address: Address
    """The URL of the original, as readers see it."""
    link: str | None
    """The same, exact, if it may be a link."""

    @property
    def title(self) -> str | None:
        return self.embed.finding.metadata.title


def render(embed: Embed, options: RenderOptions) -> SafeHTML:
    """The block of an Embed."""
    return _figure(embed, options, "embed")


def _figure(embed: Embed, options: RenderOptions, name: str) -> SafeHTML:
    url = common.link(embed)
    page = _Page(embed, options, readable(url), common.web(url))
    quote = embed.finding.quote
    has_words = embed.finding.kind == "post" and quote is not None and bool(quote.text.strip())
    body = _post(page, quote) if has_words and quote else _card(page)
    figure = {
        "class": f"{name} embed-{embed.finding.kind} embed-{embed.provider.key}",
        "lang": _language(common.language(embed)),
        "dir": common.direction(embed) or "auto",
    }
    # The title of a card without one is its URL, which the caption then does not repeat.
    # A quotation that was pasted may have no URL at all.
    caption = _caption(page, addressed=bool(page.address.host) and (has_words or page.title is not None))
    return element("figure", figure, *_lines(*body, *_quoted(page), *_gone(page), caption))


def link(url: str) -> SafeHTML:
    """The block of a link about which nothing else is known; text that is not a link is not linked."""
    shown = _linked(common.web(url), element("bdi", {}, _address(readable(url))))
    name = element("p", {"class": "embed-title"}, shown)
    return element("figure", {"class": "embed embed-link"}, *_lines(name))


def plain_link(embed: Embed) -> SafeHTML:
    """The title, as a link to the original."""
    url = common.link(embed)
    title = cut(common.headline(embed) or str(readable(url)))
    return element("a", {"href": common.web(url)}, title)


def _post(page: _Page, quote: Quote) -> Iterator[SafeHTML]:
    attributes = {
        "lang": _language(quote.language),
        "dir": quote.direction or common.direction(page.embed) or "auto",
    }
    yield from _reply_to(page)
    yield from _warning(page)
    yield element("blockquote", {"cite": page.link}, element("p", attributes, *_runs(quote.runs)))
    yield from _poll(page)
    yield from _media(page)


def _reply_to(page: _Page) -> Iterator[SafeHTML]:
    answered = page.embed.finding.reply_to
    name = answered and (answered.name or (f"@{answered.handle}" if answered.handle else None))
    if answered and name:
        shown = _linked(common.web(answered.url), element("bdi", {}, cut(name)))
        yield _line(page, "embed-reply", _words(page).reply_to.partition("{name}"), shown)


def _warning(page: _Page) -> Iterator[SafeHTML]:
    if text := page.embed.finding.content_warning:
        yield _line(
            page, "embed-warning", _words(page).warning.partition("{text}"), element("bdi", {}, cut(text))
        )


def _poll(page: _Page) -> Iterator[SafeHTML]:
    """Its options, each on a line with its share of the votes."""
    poll = page.embed.finding.poll
    if poll is None or not poll.options:
        return
    parts: list[str] = [_words(page).poll]
    if poll.ends and is_valid("time", "datetime", poll.ends):
        before, day, after = phrases.around_date("open_poll", poll.ends, _locale(page))
        parts = [before, element("time", {"datetime": poll.ends}, day.text), after]
    for option in poll.options[:MAX_OPTIONS]:
        share = "" if option.share is None else f" — {option.share:.0%}"
        parts += [element("br", {}), element("bdi", {}, cut(option.text)), share]
    yield element("p", {"class": "embed-poll", **_in_phrases(page)}, *parts)


def _line(page: _Page, name: str, phrase: tuple[str, str, str], part: str) -> SafeHTML:
    """A phrase with a part in the place of its middle."""
    before, _, after = phrase
    return element("p", {"class": name, **_in_phrases(page)}, before, part, after)


def _in_phrases(page: _Page) -> dict[str, str | None]:
    """The language and direction of our own phrases."""
    language = phrases.known(common.language(page.embed))
    return {"lang": _language(language), "dir": direction_of_language(language)}


def _locale(page: _Page) -> str | None:
    """The language of dates."""
    return page.options.locale or common.language(page.embed)


def _quoted(page: _Page) -> Iterator[SafeHTML]:
    """The quoted post in a figure of its own, always static: its player is a link."""
    quoted = common.quoted(page.embed)
    if quoted:
        yield _figure(quoted, replace(page.options, players=NO_PLAYERS), "embed-quoted")


def _card(page: _Page) -> Iterator[SafeHTML]:
    finding = page.embed.finding
    picture = common.photo(page.embed)
    name = cut(page.title) if page.title else _address(page.address)
    play = _play(page, name)
    markup = finding.markup if finding.kind == "rich" and not play else None
    yield play or element("p", {"class": "embed-title"}, _linked(page.link, name))
    if markup and _has_words(markup):
        yield element("div", {"class": "embed-markup"}, sanitise(markup))
        return
    if paragraphs := common.excerpt(page.embed):
        yield element(
            "blockquote", {"cite": page.link}, *(element("p", {}, cut(each)) for each in paragraphs)
        )
    if picture and not play:
        yield _picture(page, picture)


def _has_words(markup: str) -> bool:
    """Whether foreign HTML has words besides the alternative text of its pictures."""
    return bool(_TAG.sub("", sanitise(_PICTURE.sub("", markup))).strip())


def _play(page: _Page, name: str) -> SafeHTML | None:
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
    before, _, after = _words(page).play(kind).partition("{name}")
    provider = element("bdi", {}, cut(page.embed.provider.name))
    action = element("span", {"class": "embed-action", **_in_phrases(page)}, before, provider, after)
    title = element("span", {"class": "embed-title"}, name)
    line = element("br", {})
    return element("a", attributes, *_thumbnail(page, width), title, line, action, players=options.players)


def _thumbnail(page: _Page, width: int) -> Iterator[SafeHTML]:
    """The picture of what plays, no wider than its player. The title beside it names it."""
    image = common.still(page.embed)
    if image is None:
        return
    fitting = size.fitting(image, width)
    shown = _shown(
        page, image.url, "", _pixels(fitting.width, fitting.height) if fitting else {"width": width}
    )
    if shown:
        yield shown
        yield element("br", {})


def _picture(page: _Page, image: Image) -> SafeHTML:
    """The picture of a card leads to the original."""
    name, pixels = cut(image.alt or _words(page).medium("photo")), _pixels(image.width, image.height)
    shown = _shown(page, image.url, name, pixels)
    if shown is None and page.options.images == "direct" and not page.options.media.is_on:
        shown = element("img", {"src": image.url, "alt": name, **pixels}, trusted=image.url)
    link = _linked(page.link, shown) if shown else _linked(image.url, name)
    return element("p", {"class": "embed-picture"}, link)


def _media(page: _Page) -> Iterator[SafeHTML]:
    """The pictures and films of a post; several pictures side by side. What the author warns of is not shown,
    but a link.
    """
    media = page.embed.finding.media[:MAX_MEDIA]
    pictures = [None if page.embed.finding.content_warning else _preview(page, medium) for medium in media]
    shown = [
        _medium(page, medium, picture) for medium, picture in zip(media, pictures, strict=True) if picture
    ]
    if len(shown) > 1:
        yield element("div", {"class": "embed-gallery"}, *_lines(*shown))
    else:
        yield from shown
    for medium, picture in zip(media, pictures, strict=True):
        if picture is None:
            yield _medium(page, medium, _medium_name(page, medium))


def _medium(page: _Page, medium: Media, content: str) -> SafeHTML:
    """A link to the file, which readers load from the media proxy if it is on."""
    url = common.web(medium.url)
    if url and (address := page.options.media.address(url)):
        url = page.link if urlsplit(url).path.lower().endswith(_PLAYLISTS) else address
    is_film = medium.type == "video" and isinstance(content, SafeHTML)
    name = "embed-media embed-film" if is_film else "embed-media"
    return element("p", {"class": name}, _linked(url, content))


def _preview(page: _Page, medium: Media) -> SafeHTML | None:
    """A photo itself, a film by its poster; None for what is not shown."""
    url = medium.url if medium.type == "photo" else medium.poster
    return _shown(page, url, _medium_name(page, medium), _pixels(medium.width, medium.height))


def _medium_name(page: _Page, medium: Media) -> str:
    return cut(medium.alt or _words(page).medium(medium.type))


def _avatar(page: _Page) -> Iterator[SafeHTML]:
    """Of the first author, who is named beside it."""
    author = next(iter(page.embed.finding.metadata.authors), None)
    side: dict[str, str | int] = {"class": "embed-avatar", "width": AVATAR, "height": AVATAR}
    shown = _shown(page, author.avatar, "", side) if author else None
    if shown:
        yield shown


def _shown(page: _Page, url: str | None, alt: str, attributes: Mapping[str, str | int]) -> SafeHTML | None:
    """A picture that readers load from the media proxy; None without a proxy or a picture."""
    source = page.options.media.address(url) if url else None
    if source is None:
        return None
    return element("img", {"src": source, "alt": alt, **attributes}, media=page.options.media)


def _runs(runs: Iterable[Run]) -> Iterator[str]:
    left = common.MAX_POST
    for _, run in zip(range(MAX_RUNS), runs, strict=False):
        if run.type == "break":
            yield element("br", {})
            continue
        text, left = cut(run.text, left), left - len(run.text)
        yield _linked(common.web(run.url), text, rel=FOREIGN_REL)
        if left <= 0:
            return


def _caption(page: _Page, *, addressed: bool) -> SafeHTML:
    """Author, date, and the URL as text, so that a plain-text copy has it too."""
    names = [_author(page, author) for author in page.embed.finding.metadata.authors[:MAX_AUTHORS]]
    if common.names_publisher(page.embed):
        name = _name(page, common.publisher(page.embed))
        names.append([name if names else element("cite", {}, name)])
    dated = _date(page)
    comma = _words(page).comma
    parts = [child for part in (*names, dated) if part for child in (comma, *part)][1:]
    if addressed:
        shown = _linked(None if dated else page.link, _address(page.address))
        parts += [" ", element("span", {"class": "embed-url", "dir": "ltr"}, shown)]
    return element("figcaption", {}, *_avatar(page), "— ", *parts)


def _gone(page: _Page) -> Iterator[SafeHTML]:
    """The notice that the source is gone and the block shows the archived version of a date."""
    if page.embed.state != "gone":
        return
    captured = common.moment(page.embed.fetched_at)
    before, day, after = phrases.around_date("gone", captured, _locale(page))
    language = _language(day.language)
    yield element(
        "p",
        {"class": "embed-gone", "lang": language, "dir": direction_of_language(language or "en")},
        before,
        element("time", {"datetime": captured}, day.text),
        after,
    )


def _author(page: _Page, author: Author) -> list[str]:
    name: list[str] = [element("cite", {}, _linked(common.web(author.url), _name(page, author.name)))]
    if author.handle:
        name += [" (", element("bdi", {}, "@" + cut(author.handle)), ")"]
    return name


def _date(page: _Page) -> list[str]:
    stated = page.embed.finding.metadata.published
    if stated is None or not is_valid("time", "datetime", stated):
        return []
    own = common.language(page.embed)
    label = phrases.long_date(stated, _locale(page))
    attributes: dict[str, str | None] = {"datetime": stated}
    if label.language and primary_subtag(label.language) != primary_subtag(own or ""):
        attributes |= {"lang": _language(label.language), "dir": direction_of_language(label.language)}
    return [_linked(page.link, element("time", attributes, label.text)), *_edited(page)]


def _edited(page: _Page) -> Iterator[str]:
    """The mark of a post that was edited; an article's time of change is no news to its reader."""
    stated = page.embed.finding.metadata.modified
    if page.embed.finding.kind != "post" or stated is None or not is_valid("time", "datetime", stated):
        return
    before, day, after = phrases.around_date("edited", stated, _locale(page))
    yield from (
        " (",
        element("span", _in_phrases(page), before, element("time", {"datetime": stated}, day.text), after),
        ")",
    )


def _name(page: _Page, name: str) -> str:
    """Isolates a name that would reorder the text around it (HTML Living Standard §4.5.24)."""
    shown = cut(name)
    return shown if common.reads_along(page.embed, shown) else element("bdi", {}, shown)


def _address(address: Address) -> str:
    """Isolates a host that would be reordered with the path after it."""
    if {"R", "AL"}.isdisjoint(map(bidirectional, address.host)):
        return cut(str(address))
    return element(
        "span", {"dir": "ltr"}, address.scheme, element("bdi", {}, address.host), cut(address.rest)
    )


def _linked(url: str | None, content: str, *, rel: str | None = None) -> str:
    return element("a", {"href": url, "rel": rel}, content) if url else content


def _words(page: _Page) -> phrases.Phrases:
    return phrases.in_language(common.language(page.embed))


def _language(tag: str | None) -> str | None:
    return tag if tag and is_valid("figure", "lang", tag) else None


def _pixels(width: int | None, height: int | None) -> dict[str, int]:
    sizes = {"width": width, "height": height}
    return {name: pixels for name, pixels in sizes.items() if pixels and is_valid("img", name, str(pixels))}


def _lines(*parts: SafeHTML) -> Iterator[str]:
    for part in parts:
        yield from ("\n", part)
    yield "\n"
