"""The block as plain text: it names author, date and full address, so that no copy loses its source."""

from embedsvc.formats import facts, words
from embedsvc.model import Embed
from embedsvc.safe import fit, isolated


def render(embed: Embed, *, locale: str | None = None) -> str:
    """The words, or title and description; then who and when; then the address: each on lines of its own."""
    finding = embed.finding
    said = finding.quote.text.strip() if finding.kind == "post" and finding.quote else None
    above = [said] if said else [finding.metadata.title, facts.description(embed)]
    lines = [facts.cut(text, facts.LONGEST_POST) for text in above if text]
    return fit("\n".join([*lines, "— " + _source(embed, locale), facts.link(embed)]))


def _source(embed: Embed, locale: str | None) -> str:
    metadata = embed.finding.metadata
    named = [
        _name(embed, author.name) + (f" ({_name(embed, '@' + author.handle)})" if author.handle else "")
        for author in metadata.authors
    ]
    if facts.names_publisher(embed):
        named.append(_name(embed, facts.publisher(embed)))
    if metadata.published:
        named.append(words.date(metadata.published, locale or facts.language(embed)).text)
    return words.of(facts.language(embed)).comma.join(named)


def _name(embed: Embed, name: str) -> str:
    line = facts.cut(" ".join(name.split()))
    return line if facts.reads_along(embed, line) else isolated(line)
