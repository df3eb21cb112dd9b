"""The block as plain text, with author, date and full URL, so that every copy names its source."""

from embedsvc.formats import common, phrases
from embedsvc.formats.addresses import readable
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Embed
from embedsvc.safe import isolated, printable


def render(embed: Embed, options: RenderOptions) -> str:
    """The words of a post, otherwise title and description; the quoted post; author and date; the URL."""
    return printable("\n".join(_lines(embed, options)))


def _lines(embed: Embed, options: RenderOptions) -> list[str]:
    finding = embed.finding
    words = _post(embed) if finding.kind == "post" and finding.quote else None
    texts = [words] if words else [finding.metadata.title, *common.excerpt(embed)]
    lines = [common.cut(text, common.MAX_POST) for text in texts if text]
    quoted = common.quoted(embed)
    if quoted:
        lines += ["> " + line for text in _lines(quoted, options) for line in text.splitlines()]
    return [*lines, "— " + _source(embed, options.locale), str(readable(common.link(embed)))]


def _post(embed: Embed) -> str:
    """The words of a post between what stands above and below them."""
    finding, phrase = embed.finding, phrases.in_language(common.language(embed))
    lines = [finding.quote.text.strip()] if finding.quote else []
    if finding.content_warning:
        lines.insert(0, phrase.warning.format(text=finding.content_warning))
    if answered := finding.reply_to and (finding.reply_to.name or finding.reply_to.handle):
        lines.insert(0, phrase.reply_to.format(name=_name(embed, answered)))
    if finding.poll:
        lines += [f"• {option.text}" for option in finding.poll.options]
    return "\n".join(filter(None, lines))


def _source(embed: Embed, locale: str | None) -> str:
    metadata = embed.finding.metadata
    parts = [
        _name(embed, author.name) + (f" ({_name(embed, '@' + author.handle)})" if author.handle else "")
        for author in metadata.authors
    ]
    if common.names_publisher(embed):
        parts.append(_name(embed, common.publisher(embed)))
    if metadata.published:
        parts.append(phrases.long_date(metadata.published, locale or common.language(embed)).text)
    return phrases.in_language(common.language(embed)).comma.join(parts)


def _name(embed: Embed, name: str) -> str:
    line = common.cut(" ".join(name.split()))
    return line if common.reads_along(embed, line) else isolated(line)
