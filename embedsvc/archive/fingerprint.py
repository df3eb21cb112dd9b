"""What counts as a change: the content of a Finding, without what changes by itself.

Left out are the method and the rules by which it was found, its time to live, avatars and icons, and all of
the addresses of pictures and films but their paths, since hosts and signatures differ at each visit. The
stated time of the last change is left out too, since many pages state the time of the visit.
"""

import re
import unicodedata
from hashlib import sha256
from urllib.parse import urlsplit

import msgspec

from embedsvc.model import Finding

_TAG = re.compile("<[^<>]*>")


class Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Stored digests depend on the names of these fields. A new one needs a default, which is left out of the
    digest, so that content without it has the same digest as before.
    """

    title: str | None
    description: str | None
    publisher: str | None
    published: str | None
    authors: tuple[tuple[str, str | None], ...]
    words: str | None
    """Without the texts of links, which differ between the methods by which a post is read."""
    links: tuple[tuple[str, str | None], ...]
    files: tuple[tuple[str, str | None], ...]
    """Paths of pictures, films and players, with their alternative texts."""
    quoted: "Content | None" = None
    """The post that it quotes."""
    poll: tuple[str, ...] = ()
    """The texts of its options: shares change with each vote."""
    content_warning: str | None = None
    passage: str | None = None

    @classmethod
    def from_finding(cls, finding: Finding) -> "Content":
        metadata, quote = finding.metadata, finding.quote
        runs = quote.runs if quote else ()
        files = [(medium.url, medium.alt) for medium in finding.media]
        files += [(image.url, image.alt) for image in (metadata.image,) if image]
        files += [(player.url, None) for player in (finding.player,) if player]
        words = "".join("\n" if run.type == "break" else run.text for run in runs if run.type != "link")
        return cls(
            title=_plain(metadata.title),
            description=_plain(metadata.description),
            publisher=_plain(metadata.publisher),
            published=metadata.published,
            authors=tuple((_plain(author.name) or "", author.handle) for author in metadata.authors),
            words=_plain(words if quote else _TAG.sub(" ", finding.markup or "")),
            links=tuple((run.text, run.url) for run in runs if run.type == "link"),
            files=tuple((urlsplit(url).path, alt) for url, alt in files),
            quoted=cls.from_finding(finding.quoted) if finding.quoted else None,
            poll=tuple(option.text for option in finding.poll.options) if finding.poll else (),
            content_warning=_plain(finding.content_warning),
            passage=_plain(finding.passage),
        )


def digest(content: Content) -> str:
    """SHA-256 (hexadecimal) of its canonical JSON."""
    return sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def changes(newer: Finding, older: Finding) -> bool:
    """Whether the content differs.

    Another method of reading the same post may give less of it (a day without a time, no pictures): then
    only what it does give is compared, since unknown is no statement.
    """
    new, old = Content.from_finding(newer), Content.from_finding(older)
    if newer.method == older.method:
        return new != old
    agreed = (
        _agrees(new.title, old.title),
        _agrees(new.description, old.description),
        _agrees(new.publisher, old.publisher),
        _agrees(new.authors, old.authors),
        _agrees(new.words, old.words),
        _agrees(new.files, old.files),
        _agrees(new.quoted, old.quoted),
        _agrees(new.poll, old.poll),
        _agrees(new.content_warning, old.content_warning),
        _agrees(new.passage, old.passage),
        new.published is None or (old.published or "").startswith(new.published),
    )
    return not all(agreed)


def _agrees(new: object, old: object) -> bool:
    return not new or new == old


def _plain(text: str | None) -> str | None:
    """In one Unicode form (UAX #15, NFC) and with single spaces; None where it is empty."""
    return " ".join(unicodedata.normalize("NFC", text or "").split()) or None
