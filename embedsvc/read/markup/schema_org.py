"""Creative works as JSON-LD or microdata describe them (https://schema.org/CreativeWork).

Both are read into items: an item is a dict from property names to a value or a list of values, each a text, a
number, a flag or another item. Values of a wrong type are ignored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, Self

from embedsvc.model import Author, Image
from embedsvc.numbers import pixels
from embedsvc.read.markup import doi
from embedsvc.read.markup.meta import clean
from embedsvc.read.word_lists import word_set

Item = dict[str, Any]
Rank = Literal["article", "media", "page"]

_ARTICLES = word_set(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "reviewnewsarticle askpublicnewsarticle advertisercontentarticle satiricalarticle scholarlyarticle "
    "medicalscholarlyarticle techarticle apireference blogposting liveblogposting socialmediaposting "
    "discussionforumposting report recipe howto review criticreview claimreview interview"
)
_MEDIA = word_set(
    "videoobject audioobject podcastepisode episode tvepisode radioepisode movie photograph imagegallery "
    "visualartwork musicrecording book chapter course event product softwareapplication question qapage "
    "dataset creativework mediaobject"
)
_PAGES = word_set("webpage itempage aboutpage profilepage collectionpage faqpage medicalwebpage")
_ORGANISATIONS = word_set(
    "organization newsmediaorganization corporation educationalorganization governmentorganization ngo brand "
    "collegeoruniversity localbusiness airline project onlinebusiness sportsorganization"
)

_MAX_AUTHORS = 50
_MAX_KEYWORDS = 100
_MAX_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class CreativeWork:
    """The work that a page is about, as its structured data states it: dates aren't parsed, URLs may be
    relative. Properties are read from the item on demand, since most pages need only a few of them.
    """

    item: Item
    rank: Rank

    @classmethod
    def from_item(cls, item: Item) -> Self | None:
        """None for an item that isn't a work."""
        rank = rank_of(item)
        return cls(item, rank) if rank else None

    @property
    def type(self) -> str:
        """The type as written, without the URL of its vocabulary."""
        return _local_name(next(texts(self.item.get("@type")), ""))

    @property
    def headline(self) -> str | None:
        return _first_text(self.item, "headline", "name", "alternativeHeadline")

    @property
    def authors(self) -> tuple[Author, ...]:
        return tuple(_authors(self.item))

    @property
    def publisher(self) -> str | None:
        values = chain(_values(self.item.get("publisher")), _values(self.item.get("sourceOrganization")))
        return next(filter(None, map(_name, values)), None)

    @property
    def published(self) -> str | None:
        return _first_text(self.item, "datePublished", "dateCreated", "uploadDate", "datePosted")

    @property
    def modified(self) -> str | None:
        return _first_text(self.item, "dateModified")

    @property
    def description(self) -> str | None:
        return _first_text(self.item, "description", "abstract")

    @property
    def image(self) -> Image | None:
        return _image(self.item)

    @property
    def language(self) -> str | None:
        value = next(_values(self.item.get("inLanguage")), None)
        if isinstance(value, dict):
            return _first_text(value, "alternateName", "name")
        return next(texts(value), None)

    @property
    def url(self) -> str | None:
        return _url(self.item, "url") or _url(self.item, "mainEntityOfPage")

    @property
    def keywords(self) -> tuple[str, ...]:
        found = list(texts(self.item.get("keywords")))
        if len(found) == 1:
            found = found[0].split(",")
        return tuple(dict.fromkeys(word.strip() for word in found if word.strip()))[:_MAX_KEYWORDS]

    @property
    def license(self) -> str | None:
        return _url(self.item, "license")

    @property
    def based_on(self) -> str | None:
        return _url(self.item, "isBasedOn") or _url(self.item, "isBasedOnUrl")

    @property
    def free(self) -> bool | None:
        return _flag(self.item.get("isAccessibleForFree"))

    @property
    def doi(self) -> str | None:
        return _doi(self.item)


def rank_of(item: Item) -> Rank | None:
    """Which kind of work an item is; None for people, organisations, lists and everything else."""
    names = types(item)
    if not _ARTICLES.isdisjoint(names):
        return "article"
    if not _MEDIA.isdisjoint(names):
        return "media"
    return None if _PAGES.isdisjoint(names) else "page"


def types(item: Item) -> list[str]:
    """The types of an item in lower case, without the URL of their vocabulary."""
    return [_local_name(name).lower() for name in texts(item.get("@type"))]


def _local_name(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401
    """The texts of a value or a list of values, cleaned, never empty."""
    for each in _values(value):
        # A value object (JSON-LD 1.1 §4.2.1) stands for its text.
        text = each.get("@value") if isinstance(each, dict) else each
        if isinstance(text, str) and (cleaned := clean(text[:_MAX_CHARACTERS])):
            yield cleaned
        elif isinstance(text, int | float) and not isinstance(text, bool):
            yield str(text)


def _values(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """A value, or the elements of a list of values."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and ("@list" in value or "@set" in value):
        inner = value.get("@list", value.get("@set"))
        yield from inner if isinstance(inner, list) else ()
    elif value is not None:
        yield value


def _first_text(item: Item, *names: str) -> str | None:
    return next((text for name in names for text in texts(item.get(name))), None)


def _name(value: Any) -> str | None:  # noqa: ANN401
    """The name of a person or an organisation: a text, or an item with a name or the parts of one."""
    if isinstance(value, dict):
        name = _first_text(value, "name", "legalName", "alternateName")
        given, family = _first_text(value, "givenName"), _first_text(value, "familyName")
        return name or " ".join(filter(None, (given, family))) or None
    return next(texts(value), None)


def _authors(item: Item) -> Iterator[Author]:
    for name in ("author", "creator"):
        count = 0
        for value in _values(item.get(name)):
            if count >= _MAX_AUTHORS:
                return
            author = _author(value)
            if author is not None:
                count += 1
                yield author
        if count:
            return


def _author(value: Any) -> Author | None:  # noqa: ANN401
    name = _name(value)
    if name is None:
        return None
    if not isinstance(value, dict):
        return Author(name=name)
    names = types(value)
    is_organisation = not _ORGANISATIONS.isdisjoint(names)
    image = _image(value)
    return Author(
        name=name,
        url=_url(value, "url") or _url(value, "sameAs"),
        avatar=image.url if image else None,
        type="organization" if is_organisation else "person" if "person" in names else None,
    )


def _url(item: Item, name: str) -> str | None:
    """The first URL of a property: a text, or an item with `@id` or `url`."""
    for value in _values(item.get(name)):
        candidates = texts(value)
        if isinstance(value, dict):
            candidates = (text for key in ("@id", "url") for text in texts(value.get(key)))
        for text in candidates:
            if text.startswith(("http://", "https://", "/")):
                return text
    return None


def _image(item: Item) -> Image | None:
    for name in ("image", "thumbnailUrl", "primaryImageOfPage", "thumbnail"):
        for value in _values(item.get(name)):
            if image := _image_from(value):
                return image
    return None


def _image_from(value: Any) -> Image | None:  # noqa: ANN401
    """An image out of its URL or its item."""
    if not isinstance(value, dict):
        url = next(texts(value), None)
        return Image(url=url) if url else None
    url = _first_text(value, "url", "contentUrl", "thumbnailUrl")
    width, height = (pixels(_first_text(value, name)) for name in ("width", "height"))
    return (
        Image(url=url, width=width, height=height, alt=_first_text(value, "caption", "name")) if url else None
    )


def _flag(value: Any) -> bool | None:  # noqa: ANN401
    for each in _values(value):
        if isinstance(each, bool):
            return each
        text = each.rsplit("/", 1)[-1].strip().lower() if isinstance(each, str) else ""
        if text in {"true", "yes", "1"}:
            return True
        if text in {"false", "no", "0"}:
            return False
    return None


def _doi(item: Item) -> str | None:
    for name in ("identifier", "sameAs", "@id", "doi"):
        for value in _values(item.get(name)):
            for text in texts(value.get("value")) if isinstance(value, dict) else texts(value):
                if found := doi.parse(text):
                    return found
    return None
