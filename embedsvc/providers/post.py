"""What the posts of all platforms share: the language of their words, their metadata, links to accounts."""

from collections.abc import Iterable

from embedsvc.model import Author, Direction, Metadata, Provider, Quote, Run
from embedsvc.read.language import can_be, direction_of, direction_of_language, script_of, tag_of

SENSITIVE = "Sensitive content"
"""What posts warn of whose author or platform marked their pictures without naming a reason."""


def quote(runs: Iterable[Run], language: str | None = None) -> Quote:
    """The words of a post. A stated language that its letters contradict is dropped: many apps send the
    language of their menus. Addresses and names of accounts are in Latin letters whatever the language.
    """
    words = Quote(runs=tuple(runs))
    own = "".join(run.text for run in words.runs if run.type in {"text", "tag"})
    script = script_of(own) or script_of(words.text)
    tag = tag_of(language)
    if tag and script and not can_be(tag, script):
        tag = None
    direction: Direction | None = direction_of_language(tag) if tag else direction_of(script)
    return Quote(runs=words.runs, language=tag, direction=direction)


def metadata(
    provider: Provider,
    words: Quote | None,
    *,
    author: Author | None,
    url: str,
    published: str | None,
    modified: str | None = None,
) -> Metadata:
    """The metadata of a post; `url` is its permalink, `modified` the time of its last edit."""
    return Metadata(
        authors=(author,) if author else (),
        publisher=provider.name,
        published=published,
        modified=modified,
        language=words.language if words else None,
        direction=words.direction if words else None,
        canonical_url=url,
    )
