"""All finds of an article, in order and not overlapping."""

from dataclasses import replace

from embedsvc.restore.articles import reading
from embedsvc.restore.articles.block import Article
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.find import Find
from embedsvc.restore.grammar import posts
from embedsvc.restore.markup import embeds, source_lines
from embedsvc.restore.markup.targets import Recognise


def scan(source: str, markup: Markup, recognise: Recognise) -> list[Find]:
    """What an article holds. Linear in its length."""
    return finds_in(reading.parse(source, markup), markup, recognise)


def finds_in(article: Article, markup: Markup, recognise: Recognise) -> list[Find]:
    found, taken, rest = embeds.find(article, markup, recognise)
    for find in (*posts.find(rest), *source_lines.find(rest)):
        if not taken.overlaps(find.start, find.end):
            taken.add(find.start, find.end)
            found.append(find)
    found.sort(key=lambda find: find.start)
    if markup == "markdown":
        return [replace(find, holds_block=False) if _is_in_cell(article, find) else find for find in found]
    return found


def _is_in_cell(article: Article, find: Find) -> bool:
    index = article.index_at(find.start)
    container = article.blocks[index].container if index < len(article.blocks) else None
    return (
        container is not None
        and container.kind == "cell"
        and container.start <= find.start
        and not article.source.startswith("<t", container.start)  # a table in HTML
    )
