"""The caption of a block: author, date and address, and the notice of a source that is gone."""

from collections.abc import Iterator

from embedsvc.formats import common, phrases
from embedsvc.formats.block import pictures
from embedsvc.formats.block.page import (
    Page,
    in_phrases,
    linked,
    locale,
    phrases_of,
    shown_address,
    shown_name,
    valid_language,
)
from embedsvc.formats.common import cut
from embedsvc.model import Author
from embedsvc.read.language import direction_of_language, primary_subtag
from embedsvc.safe import SafeHTML, element, is_valid

MAX_AUTHORS = 20


def caption(page: Page, *, addressed: bool) -> SafeHTML:
    """Author, date, and the URL as text, so that a plain-text copy has it too."""
    names = [_author(page, author) for author in page.embed.finding.metadata.authors[:MAX_AUTHORS]]
    if common.names_publisher(page.embed):
        name = shown_name(page, common.publisher(page.embed))
        names.append([name if names else element("cite", {}, name)])
    dated = _date(page)
    comma = phrases_of(page).comma
    parts = [child for part in (*names, dated) if part for child in (comma, *part)][1:]
    if addressed:
        shown = linked(None if dated else page.link, shown_address(page.address))
        parts += [" ", element("span", {"class": "embed-url", "dir": "ltr"}, shown)]
    return element("figcaption", {}, *pictures.avatar(page), "— ", *parts)


def gone(page: Page) -> Iterator[SafeHTML]:
    """The notice that the source is gone and the block shows the archived version of a date."""
    if page.embed.state != "gone":
        return
    captured = page.embed.finding.archived_at or common.moment(page.embed.fetched_at)
    before, day, after = phrases.around_date("gone", captured, locale(page))
    language = valid_language(day.language)
    yield element(
        "p",
        {"class": "embed-gone", "lang": language, "dir": direction_of_language(language or "en")},
        before,
        element("time", {"datetime": captured}, day.text),
        after,
    )


def _author(page: Page, author: Author) -> list[str]:
    name: list[str] = [element("cite", {}, linked(common.web(author.url), shown_name(page, author.name)))]
    if author.handle:
        name += [" (", element("bdi", {}, "@" + cut(author.handle)), ")"]
    return name


def _date(page: Page) -> list[str]:
    stated = page.embed.finding.metadata.published
    if stated is None or not is_valid("time", "datetime", stated):
        return []
    own = common.language(page.embed)
    label = phrases.long_date(stated, locale(page))
    attributes: dict[str, str | None] = {"datetime": stated}
    if label.language and primary_subtag(label.language) != primary_subtag(own or ""):
        attributes |= {"lang": valid_language(label.language), "dir": direction_of_language(label.language)}
    return [linked(page.link, element("time", attributes, label.text)), *_edited(page)]


def _edited(page: Page) -> Iterator[str]:
    """The mark of a post that was edited; an article's time of change is no news to its reader."""
    stated = page.embed.finding.metadata.modified
    if page.embed.finding.kind != "post" or stated is None or not is_valid("time", "datetime", stated):
        return
    before, day, after = phrases.around_date("edited", stated, locale(page))
    yield from (
        " (",
        element("span", in_phrases(page), before, element("time", {"datetime": stated}, day.text), after),
        ")",
    )
