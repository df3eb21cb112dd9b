"""A creative work as JSON-LD or microdata describes it (https://schema.org/CreativeWork).

Both are read into the same plain value: a node is a dict from property to a list of values, each a text,
a number, a flag or another node. Everything that is of a wrong type is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from embedsvc.model import Author, Image
from embedsvc.read import word_lists
from embedsvc.read.markup.meta import clean

Node = dict[str, Any]
Rank = Literal["article", "media", "page"]

ARTICLES = word_lists.words(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "reviewnewsarticle askpublicnewsarticle advertisercontentarticle satiricalarticle scholarlyarticle "
    "medicalscholarlyarticle techarticle apireference blogposting liveblogposting socialmediaposting "
    "discussionforumposting report recipe howto review criticreview claimreview interview"
)
MEDIA = word_lists.words(
    "videoobject audioobject podcastepisode episode tvepisode radioepisode movie photograph imagegallery "
    "visualartwork musicrecording book chapter course event product softwareapplication question qapage "
    "dataset creativework mediaobject"
)
PAGES = word_lists.words("webpage itempage aboutpage profilepage collectionpage faqpage medicalwebpage")
_ORGANISATIONS = word_lists.words(
    "organization newsmediaorganization corporation educationalorganization governmentorganization ngo brand "
    "collegeoruniversity localbusiness airline project onlinebusiness sportsorganization"
)

_MAX_AUTHORS = 50
_MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Work:
    """What structured data says of the page's work, as it says it: dates not yet parsed, addresses not yet
    absolute. Read from the node when asked for, since most fields are settled before.
    """

    node: Node
    rank: Rank

    @property
    def type(self) -> str:
        """The type as written, without the vocabulary's address."""
        return next(texts(self.node.get("@type")), "").rsplit("/", 1)[-1].rsplit(":", 1)[-1]

    @property
    def headline(self) -> str | None:
        return _first(self.node, "headline", "name", "alternativeHeadline")

    @property
    def authors(self) -> tuple[Author, ...]:
        return tuple(_people(self.node))

    @property
    def publisher(self) -> str | None:
        values = chain(_values(self.node.get("publisher")), _values(self.node.get("sourceOrganization")))
        return next(filter(None, map(_name, values)), None)

    @property
    def published(self) -> str | None:
        return _first(self.node, "datePublished", "dateCreated", "uploadDate", "datePosted")

    @property
    def modified(self) -> str | None:
        return _first(self.node, "dateModified")

    @property
    def description(self) -> str | None:
        return _first(self.node, "description", "abstract")

    @property
    def image(self) -> Image | None:
        return _image(self.node)

    @property
    def language(self) -> str | None:
        value = next(_values(self.node.get("inLanguage")), None)
        if isinstance(value, dict):
            return _first(value, "alternateName", "name")
        return next(texts(value), None)

    @property
    def url(self) -> str | None:
        return _address(self.node, "url") or _address(self.node, "mainEntityOfPage")

    @property
    def keywords(self) -> tuple[str, ...]:
        found = list(texts(self.node.get("keywords")))
        if len(found) == 1:
            found = found[0].split(",")
        return tuple(dict.fromkeys(word.strip() for word in found if word.strip()))[:100]

    @property
    def license(self) -> str | None:
        return _address(self.node, "license")

    @property
    def based_on(self) -> str | None:
        return _address(self.node, "isBasedOn") or _address(self.node, "isBasedOnUrl")

    @property
    def free(self) -> bool | None:
        return _flag(self.node.get("isAccessibleForFree"))

    @property
    def doi(self) -> str | None:
        return _doi(self.node)


def rank_of(node: Node) -> Rank | None:
    """What kind of work a node is; None for people, organisations, lists and the rest."""
    names = types(node)
    if not ARTICLES.isdisjoint(names):
        return "article"
    if not MEDIA.isdisjoint(names):
        return "media"
    return None if PAGES.isdisjoint(names) else "page"


def types(node: Node) -> list[str]:
    """The types of a node in lower case, without the vocabulary's address."""
    return [name.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for name in texts(node.get("@type"))]


def work_of(node: Node) -> Work | None:
    """A node as a Work; None when it is none."""
    rank = rank_of(node)
    return Work(node, rank) if rank else None


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401
    """The texts among a value or a list of values, cleaned, never empty."""
    for item in _values(value):
        if isinstance(item, dict):
            item = item.get("@value")  # noqa: PLW2901  a value object (JSON-LD 1.1 §4.2.1) stands for its text
        if isinstance(item, str) and (text := clean(item[:_MAX_TEXT])):
            yield text
        elif isinstance(item, int | float) and not isinstance(item, bool):
            yield str(item)


def _values(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """A value, or the items of a list of values."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and ("@list" in value or "@set" in value):
        yield from _values_once(value.get("@list", value.get("@set")))
    elif value is not None:
        yield value


def _values_once(value: Any) -> Iterator[Any]:  # noqa: ANN401
    return iter(value) if isinstance(value, list) else iter(())


def _first(node: Node, *names: str) -> str | None:
    return next((text for name in names for text in texts(node.get(name))), None)


def _name(value: Any) -> str | None:  # noqa: ANN401
    """The name of a person or an organisation: a text, or a node with a name or its parts."""
    if isinstance(value, dict):
        name = _first(value, "name", "legalName", "alternateName")
        given, family = _first(value, "givenName"), _first(value, "familyName")
        return name or " ".join(filter(None, (given, family))) or None
    return next(texts(value), None)


def _people(node: Node) -> Iterator[Author]:
    for name in ("author", "creator"):
        found = 0
        for value in _values(node.get(name)):
            if found >= _MAX_AUTHORS:
                return
            author = _author(value)
            if author is not None:
                found += 1
                yield author
        if found:
            return


def _author(value: Any) -> Author | None:  # noqa: ANN401
    name = _name(value)
    if name is None:
        return None
    if not isinstance(value, dict):
        return Author(name=name)
    kinds = types(value)
    is_organisation = any(kind in _ORGANISATIONS for kind in kinds)
    picture = _image(value)
    return Author(
        name=name,
        url=_address(value, "url") or _address(value, "sameAs"),
        avatar=picture.url if picture else None,
        type="organization" if is_organisation else "person" if "person" in kinds else None,
    )


def _address(node: Node, name: str) -> str | None:
    """The first address of a property: a text, or a node with `@id` or `url`."""
    for value in _values(node.get(name)):
        candidates = texts(value)
        if isinstance(value, dict):
            candidates = (text for key in ("@id", "url") for text in texts(value.get(key)))
        for text in candidates:
            if text.startswith(("http://", "https://", "/")):
                return text
    return None


def _image(node: Node) -> Image | None:
    for name in ("image", "thumbnailUrl", "primaryImageOfPage", "thumbnail"):
        for value in _values(node.get(name)):
            if isinstance(value, dict):
                url = next(
                    (text for key in ("url", "contentUrl", "thumbnailUrl") for text in texts(value.get(key))),
                    None,
                )
                sizes = (
                    size(next(texts(value.get("width")), None)),
                    size(next(texts(value.get("height")), None)),
                )
                alt = _first(value, "caption", "name")
            else:
                url, sizes, alt = next(texts(value), None), (None, None), None
            if url:
                return Image(url=url, width=sizes[0], height=sizes[1], alt=alt)
    return None


def size(text: str | None) -> int | None:
    """Pixels out of `600`, `600px` or `600.0`; None for what is no size."""
    digits = (text or "").strip().lower().removesuffix("px").split(".")[0].strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 5):
        return None
    return int(digits) or None


def _flag(value: Any) -> bool | None:  # noqa: ANN401
    for item in _values(value):
        if isinstance(item, bool):
            return item
        text = str(item).rsplit("/", 1)[-1].strip().lower() if isinstance(item, str) else ""
        if text in {"true", "yes", "1"}:
            return True
        if text in {"false", "no", "0"}:
            return False
    return None


def _doi(node: Node) -> str | None:
    for name in ("identifier", "sameAs", "@id", "doi"):
        for value in _values(node.get(name)):
            found = texts(value.get("value")) if isinstance(value, dict) else texts(value)
            for text in found:
                if doi := doi_of(text):
                    return doi
    return None


def doi_of(text: str | None) -> str | None:
    """A DOI (ISO 26324) out of a text that is one, or names one by `doi:` or doi.org; in lower case."""
    if not text:
        return None
    bare = text.strip()
    for prefix in ("https://", "http://", "dx.doi.org/", "doi.org/", "www.doi.org/", "doi:", "info:doi/"):
        if bare.lower().startswith(prefix):
            bare = bare[len(prefix) :].strip()
    registrant, slash, suffix = bare.partition("/")
    number = registrant.removeprefix("10.")
    if slash and suffix and registrant != number and number.replace(".", "").isdigit() and " " not in suffix:
        return bare.lower() if len(bare) <= 300 else None
    return None
