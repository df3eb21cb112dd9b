"""What counts as a change: what a URL said, without what changes by itself.

Left out are the way and the rules by which it was learned, how long it holds, avatars and icons, and of
pictures and films all but their path, because their hosts and signatures are other ones at each visit. The
stated time of the last change is left out too: many pages state the time of the visit.
"""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

import msgspec

from embedsvc.model import Finding

_TAG = re.compile("<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    title: str | None
    description: str | None
    publisher: str | None
    published: str | None
    authors: tuple[tuple[str, str | None], ...]
    words: str | None
    """Without the texts of links, which each way writes as it likes."""
    links: tuple[tuple[str, str | None], ...]
    files: tuple[tuple[str, str | None], ...]
    """Paths of pictures, films and players, with their alternative texts."""


def of(finding: Finding) -> Said:
    metadata, quote = finding.metadata, finding.quote
    runs = quote.runs if quote else ()
    files = [(medium.url, medium.alt) for medium in finding.media]
    files += [(image.url, image.alt) for image in (metadata.image,) if image]
    files += [(player.url, None) for player in (finding.player,) if player]
    words = "".join("\n" if run.type == "break" else run.text for run in runs if run.type != "link")
    return Said(
        title=_plain(metadata.title),
        description=_plain(metadata.description),
        publisher=_plain(metadata.publisher),
        published=metadata.published,
        authors=tuple((_plain(author.name) or "", author.handle) for author in metadata.authors),
        words=_plain(words if quote else _TAG.sub(" ", finding.markup or "")),
        links=tuple((run.text, run.url) for run in runs if run.type == "link"),
        files=tuple((urlsplit(url).path, alt) for url, alt in files),
    )


def digest(said: Said) -> str:
    """SHA-256 (hex) of its canonical JSON."""
    return sha256(msgspec.json.encode(said, order="sorted")).hexdigest()


def changes(newer: Finding, older: Finding) -> bool:
    """Whether the newer finding says something else.

    Another way to the same post may know less of it (a day without a time, no pictures): then only what it
    does say counts, since unknown is not a statement.
    """
    new, old = of(newer), of(older)
    if newer.method == older.method:
        return new != old
    agreed = (
        _agrees(new.title, old.title),
        _agrees(new.description, old.description),
        _agrees(new.publisher, old.publisher),
        _agrees(new.authors, old.authors),
        _agrees(new.words, old.words),
        _agrees(new.files, old.files),
        new.published is None or (old.published or "").startswith(new.published),
    )
    return not all(agreed)


def _agrees(new: object, old: object) -> bool:
    return not new or new == old


def _plain(text: str | None) -> str | None:
    """Composed alike (UAX #15, NFC) and spaced alike; None where nothing is left."""
    return " ".join(unicodedata.normalize("NFC", text or "").split()) or None
