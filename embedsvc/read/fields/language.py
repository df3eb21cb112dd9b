"""Rules for the language and the direction of a page. What its letters contradict is ignored: themes and
templates often state a language that isn't the page's.
"""

from collections.abc import Callable, Iterable

from embedsvc.model import Direction
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.language import can_be, direction_of, language_of, tag_of


def html_language(page: PageFacts) -> str | None:
    """`lang` of the root or the body (HTML §3.2.6.2)."""
    roots, names = page.document.roots, ("lang", "xml:lang")
    return _first_possible((root.attributes.get(name) for root in roots for name in names), page)


def meta_language(*names: str) -> Callable[[PageFacts], str | None]:
    """A language in meta tags (HTML §4.2.5.3, Dublin Core, Open Graph)."""

    def rule(page: PageFacts) -> str | None:
        return _first_possible(page.head.all(*names), page)

    return rule


def json_ld_language(page: PageFacts) -> str | None:
    """`inLanguage` in JSON-LD (https://schema.org/inLanguage)."""
    return _first_possible([page.json_ld_work.language if page.json_ld_work else None], page)


def language_of_letters(page: PageFacts) -> str | None:
    """The language where the letters leave no doubt."""
    return language_of(page.sample, page.script)


def _first_possible(candidates: Iterable[str | None], page: PageFacts) -> str | None:
    script = page.script
    for candidate in candidates:
        tag = tag_of(candidate)
        if tag and (script is None or can_be(tag, script)):
            return tag
    return None


def direction_of_letters(page: PageFacts) -> Direction | None:
    """The direction of the script of the title: a page's own `dir` is often its theme's."""
    return direction_of(page.script)


def html_direction(page: PageFacts) -> Direction | None:
    """`dir` of the root or the body (HTML §3.2.6.4)."""
    for root in page.document.roots:
        match (root.attributes.get("dir") or "").lower():
            case "ltr":
                return "ltr"
            case "rtl":
                return "rtl"
    return None
