"""The Embed as a citation: one item of CSL-JSON 1.0.2 (https://github.com/citation-style-language/schema)."""

import re
from datetime import UTC, datetime
from typing import Any

from embedsvc.formats import common
from embedsvc.formats.addresses import readable
from embedsvc.model import Embed

_TYPES = {
    "post": "post",
    "article": "webpage",
    "video": "motion_picture",
    "audio": "broadcast",
    "photo": "graphic",
    "rich": "webpage",
    "link": "webpage",
}

# The schema.org type of an article to the item type; any other is a web page.
_ARTICLES = {
    "newsarticle": "article-newspaper",
    "analysisnewsarticle": "article-newspaper",
    "askpublicnewsarticle": "article-newspaper",
    "backgroundnewsarticle": "article-newspaper",
    "opinionnewsarticle": "article-newspaper",
    "reportagenewsarticle": "article-newspaper",
    "reviewnewsarticle": "article-newspaper",
    "blogposting": "post-weblog",
    "liveblogposting": "post-weblog",
    "scholarlyarticle": "article-journal",
    "medicalscholarlyarticle": "article-journal",
    "report": "report",
    "book": "book",
    "chapter": "chapter",
    "dataset": "dataset",
    "thesis": "thesis",
}

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:T|$)")


def item(embed: Embed) -> dict[str, Any]:
    """The citation, without unknown variables. Names are not split (`literal`), since the family name is not
    known. `accessed` is the day of `fetched_at` (UTC).
    """
    metadata = embed.finding.metadata
    link = common.link(embed)
    known = {
        "id": link,
        "type": _type(embed),
        "title": common.headline(embed) or str(readable(link)),
        "author": [{"literal": author.name} for author in metadata.authors],
        "container-title": _container(embed),
        "publisher": common.publisher(embed),
        "issued": _date(metadata.published),
        "accessed": _date(datetime.fromtimestamp(embed.fetched_at, UTC).date().isoformat()),
        "DOI": metadata.doi,
        "URL": common.web(link),
        "language": common.language(embed),
    }
    return {name: value for name, value in known.items() if value}


def _type(embed: Embed) -> str:
    kind, own = embed.finding.kind, (embed.finding.metadata.type or "").rpartition("/")[2].lower()
    return (_ARTICLES.get(own) if kind == "article" else None) or _TYPES[kind]


def _container(embed: Embed) -> str:
    """The platform of a post or video; the publication of an article."""
    return common.publisher(embed) if embed.finding.kind in {"article", "link"} else embed.provider.name


def _date(stated: str | None) -> dict[str, Any] | None:
    match = _DATE.match(stated or "")
    return {"date-parts": [[int(part) for part in match.groups() if part]]} if match else None
