"""Invented articles in which a post decayed to text, and what `restore` finds in them."""

from embedsvc.restore.articles import reading
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.find import Find
from embedsvc.restore.grammar import posts

BEFORE = (
    "The harbour office closed its doors on Monday, a week earlier than planned, and left the fishermen of the bay "
    "without anybody who could sign their papers."
)
AFTER = (
    "A new office is to open in spring, although neither the town nor the ministry would name a day for it, and the "
    "boats stay where they are until then."
)
WORDS = "Nobody told us, and the boats are ready. https://t.co/Ab12Cd34Ef"


def find(source: str, markup: Markup = "text") -> list[Find]:
    return list(posts.find(reading.parse(source, markup)))


def only(source: str, markup: Markup = "text") -> Find:
    """The one post of an article."""
    (found,) = find(source, markup)
    return found


def article(*paragraphs: str, markup: Markup = "text") -> str:
    """Paragraphs between two of prose."""
    if markup == "html":
        return "".join(f"<p>{paragraph}</p>\n" for paragraph in (BEFORE, *paragraphs, AFTER))
    return "\n\n".join((BEFORE, *paragraphs, AFTER))
