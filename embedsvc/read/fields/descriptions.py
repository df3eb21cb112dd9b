"""Rules for the description: what the page states, otherwise its first paragraph, and never a notice."""

from collections.abc import Callable

from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html.plain_text import clean
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.page import notice_texts, notices

Rule = Callable[[PageFacts], str | None]

_MAX_PARAGRAPHS = 60
_MIN_PARAGRAPH, _MAX_PARAGRAPH = 64, 1_000


def meta(*names: str) -> Rule:
    """The first of these meta tags: Open Graph, Twitter Cards, HTML §4.2.5.1, Dublin Core, Highwire."""

    def rule(page: PageFacts) -> str | None:
        return next((text for text in page.head.all(*names) if not notice_texts.is_notice(text)), None)

    return rule


def json_ld(page: PageFacts) -> str | None:
    """`description` in JSON-LD (https://schema.org/description)."""
    return _unless_notice(page.json_ld_work.description) if page.json_ld_work else None


def microdata(page: PageFacts) -> str | None:
    """`description` in microdata."""
    return _unless_notice(page.microdata_work.description) if page.microdata_work else None


def first_paragraph(page: PageFacts) -> str | None:
    """The first paragraph of the article with at least 64 characters: one after the headline if possible."""
    for element in page.article.own(page.document.root.css("p")[:_MAX_PARAGRAPHS]):
        text = clean(visible_text(element))
        if len(text) >= _MIN_PARAGRAPH and not _is_notice(element, text, page):
            return text[:_MAX_PARAGRAPH]
    return None


def _is_notice(element: Node, text: str, page: PageFacts) -> bool:
    containers = page.article.containers
    return (
        notice_texts.is_notice(text)
        or notices.is_notice(element, containers)
        or notices.is_apart(element, containers)
        or notices.asks_for_consent(element, text, containers)
    )


def _unless_notice(text: str | None) -> str | None:
    return text if text and not notice_texts.is_notice(text) else None
