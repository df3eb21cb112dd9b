"""How much of a platform's content may be kept, by the platform's own terms.

| retention | what an Edition holds |
| --- | --- |
| `full` | all that was found |
| `attribution-only` | who, when and where: authors, publisher, dates, the link; no words, no pictures |
| `none` | there is no Edition |

Meta's terms for embeds (Facebook, Instagram, Threads) forbid "persisting the metadata and content" beyond a
view of it: the author and the date are such metadata, so nothing is kept. X's developer terms ask for
deletion of what was deleted there; they bind who signs them for a key, and here only the open oEmbed answers
are read, so a status is kept in full: a public statement that was deleted is what an archive is for. Who is
bound by more sets `x=attribution-only` or `x=none`; one status leaves by a takedown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, get_args
from urllib.parse import urlsplit

from embedsvc.model import Finding, Metadata
from embedsvc.urls import site

Retention = Literal["full", "attribution-only", "none"]

_RETENTIONS: tuple[Retention, ...] = get_args(Retention)

DEFAULTS: Mapping[str, Retention] = MappingProxyType(
    {"facebook": "none", "instagram": "none", "threads": "none"}
)
"""By provider key; `full` for all others."""

_SITES: Mapping[str, str] = MappingProxyType(
    {
        "facebook.com": "facebook",
        "fb.com": "facebook",
        "fb.me": "facebook",
        "fb.watch": "facebook",
        "instagram.com": "instagram",
        "instagr.am": "instagram",
        "ig.me": "instagram",
        "threads.com": "threads",
        "threads.net": "threads",
    }
)
"""Whose content a site has, whichever way it was read: terms follow the content."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`overrides` are the operator's, by provider key."""

    overrides: Mapping[str, Retention] = field(default_factory=dict)

    def kept(self, key: str, finding: Finding) -> Finding | None:
        """What of a finding may be kept; None where nothing may."""
        match self._of(key, finding):
            case "full":
                return finding
            case "attribution-only":
                return _attribution(finding)
            case "none":
                return None

    def _of(self, key: str, finding: Finding) -> Retention:
        """The strictest of all whose content it may be."""
        urls = (key, finding.metadata.canonical_url, finding.provider.url)
        sites = (site(urlsplit(url).hostname or "") for url in urls if url)
        owners = {finding.provider.key, *(_SITES[name] for name in sites if name in _SITES)}
        found = (self.overrides.get(owner, DEFAULTS.get(owner, "full")) for owner in owners)
        return max(found, key=_RETENTIONS.index)


def overrides(items: Iterable[str]) -> dict[str, Retention]:
    """Reads `provider=retention` items; raises ValueError with a sentence for any other."""
    read: dict[str, Retention] = {}
    for item in items:
        provider, _, named = (part.strip() for part in item.partition("="))
        known: Retention | None = next((one for one in _RETENTIONS if one == named), None)
        if not provider or known is None:
            raise ValueError("must hold items like x=attribution-only; there are " + ", ".join(_RETENTIONS))
        read[provider] = known
    return read


def _attribution(finding: Finding) -> Finding:
    metadata = finding.metadata
    return replace(
        finding,
        metadata=Metadata(
            authors=tuple(replace(author, avatar=None) for author in metadata.authors),
            publisher=metadata.publisher,
            published=metadata.published,
            modified=metadata.modified,
            canonical_url=metadata.canonical_url,
        ),
        quote=None,
        player=None,
        media=(),
        markup=None,
    )
