"""Restores an article: finds what decayed in it, and puts blocks in the place of what was found."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from embedsvc.errors import InvalidRequest, RequestTooLarge
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Attempt
from embedsvc.restore import rewrite, sanitised
from embedsvc.restore.articles import reading
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.find import Find, Status
from embedsvc.restore.markup.targets import Recognise
from embedsvc.restore.rewrite import Replacement
from embedsvc.restore.scan import finds_in
from embedsvc.safe import SafeHTML

MAX_BYTES = 2 * 1024 * 1024
"""Of an article in UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a find. `html` is its block, None where the article stays as it is."""

    find: Find
    status: Status
    url: str | None
    tried: tuple[Attempt, ...] = ()
    html: SafeHTML | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    output: str
    markup: Markup
    """Of the output: "html" for an article in plain text."""
    results: tuple[Result, ...]


Answer = Callable[[Sequence[Find], str | None], Iterable[Result]]
"""Makes the blocks of all finds, in their order; the other argument is where the article was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """Restores articles."""

    recognise: Recognise
    answer: Answer

    def __call__(
        self,
        source: str,
        markup: Markup,
        *,
        url: str | None = None,
        sanitise: bool = False,
    ) -> Restored:
        """The article with blocks in the place of its posts, embeds and bare links.

        `url` is where it was published. With `sanitise` its own HTML is sanitised too, which Markdown cannot
        be. Raises InvalidRequest for an article without text or with a NUL, and RequestTooLarge for one over
        MAX_BYTES, or over what can be sanitised.
        """
        check(source)
        if sanitise and markup == "markdown":
            raise InvalidRequest("An article in Markdown cannot be sanitised, only one in HTML.")
        article = reading.parse(source, markup)
        results = tuple(self.answer(finds_in(article, markup, self.recognise), url))
        replacements = [
            Replacement(result.find.start, result.find.end, result.html)
            for result in results
            if result.html is not None
        ]
        return Restored(
            output=sanitised.rewritten(article, replacements)
            if sanitise and markup == "html"
            else rewrite.rewrite(article, markup, replacements),
            markup="html" if markup == "text" else markup,
            results=results,
        )


class RestoreWith(Protocol):
    """What restores articles: `offline` from the article alone; `options`: how blocks are rendered."""

    def __call__(self, *, offline: bool, options: RenderOptions) -> Restore: ...


def check(source: str) -> None:
    """Raises InvalidRequest for an article without text or with a NUL, and RequestTooLarge for one over
    MAX_BYTES.
    """
    if not source.strip():
        raise InvalidRequest("The article is empty.")
    if "\0" in source:
        raise InvalidRequest("The article has a NUL byte, so it is binary and no text.")
    if len(source) * 4 > MAX_BYTES and len(source.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise RequestTooLarge("The article is longer than 2 MiB.")
