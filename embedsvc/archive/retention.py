"""How much of a platform's content may be archived.

| retention | what an Edition contains |
| --- | --- |
| `full` | everything that was found |
| `attribution-only` | who, when and where: authors, publisher, dates, the link; no text, no media |
| `none` | no Edition is made |

Each platform states what its terms allow; an operator who has other terms overrides it by provider key
(`x=attribution-only`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import get_args
from urllib.parse import urlsplit

from embedsvc.model import Finding, Metadata, Retention, Terms
from embedsvc.urls import parents

_RETENTIONS: tuple[Retention, ...] = get_args(Retention)


@dataclass(frozen=True)
class Policy:
    """The `terms` of all platforms, and the operator's `overrides` by provider key."""

    terms: tuple[Terms, ...] = ()
    overrides: Mapping[str, Retention] = field(default_factory=dict)

    def archivable(self, key: str, finding: Finding) -> Finding | None:
        """The part of a finding that may be archived; None if nothing may."""
        match self.retention(key, finding):
            case "full":
                return finding
            case "attribution-only":
                return _attribution(finding)
            case "none":
                return None

    def retention(self, key: str, finding: Finding) -> Retention:
        """The strictest retention of every platform whose content the finding may be: terms follow the
        content, however it was read.
        """
        found = [finding, finding.quoted] if finding.quoted else [finding]
        owners = {each.provider.key for each in found}
        for url in (
            key,
            *(url for each in found for url in (each.metadata.canonical_url, each.provider.url)),
        ):
            owners.update(self._owners(url))
        return max((self._allowed.get(owner, "full") for owner in owners), key=_RETENTIONS.index)

    def _owners(self, url: str | None) -> Iterator[str]:
        hosts = parents(urlsplit(url).hostname or "") if url else ()
        return (provider for host in hosts for provider in self._by_host.get(host, ()))

    @cached_property
    def _allowed(self) -> Mapping[str, Retention]:
        return {terms.provider: terms.retention for terms in self.terms} | dict(self.overrides)

    @cached_property
    def _by_host(self) -> Mapping[str, list[str]]:
        providers = defaultdict[str, list[str]](list)
        for terms in self.terms:
            for host in terms.hosts:
                providers[host].append(terms.provider)
        return providers


def overrides(items: Iterable[str]) -> dict[str, Retention]:
    """Parses `provider=retention` items; raises ValueError with a sentence for any other."""
    parsed: dict[str, Retention] = {}
    for item in items:
        provider, _, value = (part.strip() for part in item.partition("="))
        retention: Retention | None = next((one for one in _RETENTIONS if one == value), None)
        if not provider or retention is None:
            raise ValueError(
                "must be a list like x=attribution-only, with the values " + ", ".join(_RETENTIONS)
            )
        parsed[provider] = retention
    return parsed


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
        quoted=None,
        poll=None,
        content_warning=None,
        passage=None,
    )
