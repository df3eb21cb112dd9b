"""What all parts of a block share: the Embed that is rendered, and the small pieces that they are made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import bidirectional

from embedsvc.formats import common, phrases
from embedsvc.formats.addresses import Address
from embedsvc.formats.common import cut
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Embed
from embedsvc.read.language import direction_of_language
from embedsvc.safe import SafeHTML, element, is_valid


@dataclass(frozen=True, slots=True)
class Page:
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


def line(page: Page, name: str, phrase: tuple[str, str, str], part: str) -> SafeHTML:
    """A phrase with a part in the place of its middle."""
    before, _, after = phrase
    return element("p", {"class": name, **in_phrases(page)}, before, part, after)


def in_phrases(page: Page) -> dict[str, str | None]:
    """The language and direction of our own phrases."""
    language = phrases.known(common.language(page.embed))
    return {"lang": valid_language(language), "dir": direction_of_language(language)}


def locale(page: Page) -> str | None:
    """The language of dates."""
    return page.options.locale or common.language(page.embed)


def phrases_of(page: Page) -> phrases.Phrases:
    """Our own phrases in the language of the Embed."""
    return phrases.in_language(common.language(page.embed))


def valid_language(tag: str | None) -> str | None:
    """The tag if it may be the value of `lang`."""
    return tag if tag and is_valid("figure", "lang", tag) else None


def shown_name(page: Page, name: str) -> str:
    """Isolates a name that would reorder the text around it (HTML Living Standard §4.5.24)."""
    shown = cut(name)
    return shown if common.reads_along(page.embed, shown) else element("bdi", {}, shown)


def shown_address(address: Address) -> str:
    """Isolates a host that would be reordered with the path after it."""
    if {"R", "AL"}.isdisjoint(map(bidirectional, address.host)):
        return cut(str(address))
    return element(
        "span", {"dir": "ltr"}, address.scheme, element("bdi", {}, address.host), cut(address.rest)
    )


def linked(url: str | None, content: str, *, rel: str | None = None) -> str:
    """The content as a link; unchanged without a URL."""
    return element("a", {"href": url, "rel": rel}, content) if url else content


def lines(*parts: SafeHTML) -> Iterator[str]:
    """Each part on a line of its own."""
    for part in parts:
        yield from ("\n", part)
    yield "\n"
