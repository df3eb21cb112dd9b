"""The block: HTML that stands for itself on a stranger's page, without script, style sheet or request.

A reader, a copy and a screen reader get the same: the words, who said them, when, and the full address.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from embedsvc.formats import common, phrases
from embedsvc.formats import sizes as size
from embedsvc.formats.common import cut
from embedsvc.model import Author, Embed, Image, Media, Quote, Run
from embedsvc.read.language import direction_of_language
from embedsvc.safe import FOREIGN_REL, SafeHTML, element, fits, sanitise
from embedsvc.settings import Images

MOST_RUNS = 2_000
MOST_MEDIA = 20
MOST_AUTHORS = 20

_TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class _Page:
    """The Embed, and what the page that asks for its block wants."""

    embed: Embed
    images: Images
    maxwidth: int | None
    maxheight: int | None
    locale: str | None
    address: str
    """Where the original is, in letters."""
    link: str | None
    """The same, where it can be followed."""

    @property
    def title(self) -> str | None:
        return self.embed.finding.metadata.title


def render(
    embed: Embed,
    *,
    images: Images = "link",
    maxwidth: int | None = None,
    maxheight: int | None = None,
    locale: str | None = None,
) -> SafeHTML:
    """The block of an Embed. `maxwidth` and `maxheight` bound the frame of a player (pixels); `locale`
    (BCP 47) is what dates are written in, by default the language of the content.
    """
    address = common.link(embed)
    page = _Page(embed, images, maxwidth, maxheight, locale, address, common.web(address))
    quote = embed.finding.quote
    spoken = embed.finding.kind == "post" and quote is not None and bool(quote.text.strip())
    body = _post(page, quote) if spoken and quote else _card(page)
    figure = {
        "class": f"embed embed-{embed.finding.kind} embed-{embed.provider.key}",
        "lang": _language(common.language(embed)),
        "dir": common.direction(embed) or "auto",
    }
    # Without a title the link is named by its own address, which then stands there already.
    caption = _caption(page, addressed=spoken or page.title is not None)
    return element("figure", figure, *_lines(*body, *_gone(page), caption))


def link(url: str) -> SafeHTML:
    """The block of a link of which nothing else is known; text that is no link stays text."""
    name = element("p", {"class": "embed-title"}, _linked(common.web(url), element("bdi", {}, cut(url))))
    return element("figure", {"class": "embed embed-link"}, *_lines(name))


def _post(page: _Page, quote: Quote) -> Iterator[SafeHTML]:
    said = {
        "lang": _language(quote.language),
        "dir": quote.direction or common.direction(page.embed) or "auto",
    }
    yield element("blockquote", {"cite": page.link}, element("p", said, *_runs(quote.runs)))
    for medium in page.embed.finding.media[:MOST_MEDIA]:
        yield _medium(page, medium)


def _card(page: _Page) -> Iterator[SafeHTML]:
    finding = page.embed.finding
    markup = sanitise(finding.markup) if finding.kind == "rich" and finding.markup else None
    picture = common.photo(page.embed)
    if frame := _frame(page):
        yield frame
    yield element("p", {"class": "embed-title"}, _linked(page.link, cut(page.title or page.address)))
    if markup is not None and _TAG.sub("", markup).strip():
        yield element("div", {"class": "embed-markup"}, markup)
        return
    if description := common.description(page.embed):
        yield element("blockquote", {"cite": page.link}, element("p", {}, cut(description)))
    if picture and not frame:
        yield _picture(page, picture)


def _frame(page: _Page) -> SafeHTML | None:
    """The player, the one request that a block makes, once in view."""
    player = common.player(page.embed)
    if player is None:
        return None
    width, height = size.frame(player, page.maxwidth, page.maxheight)
    ratio = size.ratio_class(player)
    return element(
        "iframe",
        {
            "class": f"embed-frame-{ratio}" if ratio else None,
            "src": player.url,
            "title": cut(page.title or page.embed.provider.name),
            "width": width,
            "height": height,
        },
    )


def _picture(page: _Page, image: Image) -> SafeHTML:
    name = cut(image.alt or _words(page).medium("photo"))
    if page.images == "link":
        return element("p", {"class": "embed-picture"}, _linked(image.url, name))
    shown = element("img", {"src": image.url, "alt": name, **_pixels(image.width, image.height)})
    return element("p", {"class": "embed-picture"}, _linked(page.link, shown))


def _medium(page: _Page, medium: Media) -> SafeHTML:
    name = cut(medium.alt or _words(page).medium(medium.type))
    return element("p", {"class": "embed-media"}, _linked(common.web(medium.url), name))


def _runs(runs: Iterable[Run]) -> Iterator[str]:
    left = common.LONGEST_POST
    for _, run in zip(range(MOST_RUNS), runs, strict=False):
        if run.type == "break":
            yield element("br", {})
            continue
        text, left = cut(run.text, left), left - len(run.text)
        yield _linked(common.web(run.url), text, rel=FOREIGN_REL)
        if left <= 0:
            return


def _caption(page: _Page, *, addressed: bool) -> SafeHTML:
    """Who, when, and the address in letters, so that a copy of the plain text still has it."""
    named = [_author(page, author) for author in page.embed.finding.metadata.authors[:MOST_AUTHORS]]
    if common.names_publisher(page.embed):
        name = _name(page, common.publisher(page.embed))
        named.append([name if named else element("cite", {}, name)])
    dated = _date(page)
    comma = _words(page).comma
    parts = [child for part in (*named, dated) if part for child in (comma, *part)][1:]
    if addressed:
        shown = _linked(None if dated else page.link, page.address)
        parts += [" ", element("span", {"class": "embed-url", "dir": "ltr"}, shown)]
    return element("figcaption", {}, "— ", *parts)


def _gone(page: _Page) -> Iterator[SafeHTML]:
    """The line that marks what only the archive still has, with its date."""
    if page.embed.state != "gone":
        return
    captured = common.moment(page.embed.fetched_at)
    before, day, after = phrases.gone_notice(captured, page.locale or common.language(page.embed))
    language = _language(day.language)
    yield element(
        "p",
        {"class": "embed-gone", "lang": language, "dir": direction_of_language(language or "en")},
        before,
        element("time", {"datetime": captured}, day.text),
        after,
    )


def _author(page: _Page, author: Author) -> list[str]:
    named: list[str] = [element("cite", {}, _linked(common.web(author.url), _name(page, author.name)))]
    if author.handle:
        named += [" (", element("bdi", {}, "@" + cut(author.handle)), ")"]
    return named


def _date(page: _Page) -> list[str]:
    stated = page.embed.finding.metadata.published
    if stated is None or not fits("time", "datetime", stated):
        return []
    own = common.language(page.embed)
    label = phrases.long_date(stated, page.locale or own)
    attributes: dict[str, str | None] = {"datetime": stated}
    if label.language and _primary(label.language) != _primary(own or ""):
        attributes |= {"lang": _language(label.language), "dir": direction_of_language(label.language)}
    return [_linked(page.link, element("time", attributes, label.text))]


def _name(page: _Page, name: str) -> str:
    """A name that reads against the text around it keeps to itself (HTML Living Standard §4.5.24)."""
    shown = cut(name)
    return shown if common.reads_along(page.embed, shown) else element("bdi", {}, shown)


def _linked(url: str | None, content: str, *, rel: str | None = None) -> str:
    return element("a", {"href": url, "rel": rel}, content) if url else content


def _words(page: _Page) -> phrases.Phrases:
    return phrases.in_language(common.language(page.embed))


def _language(tag: str | None) -> str | None:
    return tag if tag and fits("figure", "lang", tag) else None


def _primary(tag: str) -> str:
    return tag.lower().partition("-")[0]


def _pixels(width: int | None, height: int | None) -> dict[str, int]:
    sizes = {"width": width, "height": height}
    return {name: pixels for name, pixels in sizes.items() if pixels and fits("img", name, str(pixels))}


def _lines(*parts: SafeHTML) -> Iterator[str]:
    for part in parts:
        yield from ("\n", part)
    yield "\n"
