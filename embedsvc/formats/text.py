"""The block as plain text: it names author, date and full address, so that no copy loses its source."""

from embedsvc.formats import common, phrases
from embedsvc.model import Embed
from embedsvc.safe import fit, isolated


def render(embed: Embed, *, locale: str | None = None) -> str:
    """The words, or title and description; then who and when; then the address: each on lines of its own."""
    finding = embed.finding
    said = finding.quote.text.strip() if finding.kind == "post" and finding.quote else None
    above = [said] if said else [finding.metadata.title, common.description(embed)]
    lines = [common.cut(text, common.LONGEST_POST) for text in above if text]
    return fit("\n".join([*lines, "— " + _source(embed, locale), common.link(embed)]))


def _source(embed: Embed, locale: str | None) -> str:
    metadata = embed.finding.metadata
    named = [
        _name(embed, author.name) + (f" ({_name(embed, '@' + author.handle)})" if author.handle else "")
        for author in metadata.authors
    ]
    if common.names_publisher(embed):
        named.append(_name(embed, common.publisher(embed)))
    if metadata.published:
        named.append(phrases.long_date(metadata.published, locale or common.language(embed)).text)
    return phrases.in_language(common.language(embed)).comma.join(named)


def _name(embed: Embed, name: str) -> str:
    line = common.cut(" ".join(name.split()))
    return line if common.reads_along(embed, line) else isolated(line)
