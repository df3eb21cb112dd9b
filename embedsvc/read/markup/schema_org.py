"""Creative works as JSON-LD or microdata describe them (https://schema.org/CreativeWork).

Both are read into items: an item is a dict from property names to a value or a list of values, each a text, a
number, a flag or another item. Values of a wrong type are ignored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import Any, Literal, Self

from embedsvc.model import Author, Image
from embedsvc.numbers import pixels
from embedsvc.read.html.plain_text import clean_address, clean_statement
from embedsvc.read.markup import doi
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

_ROLES = word_set("role organizationrole performancerole")
"""Items between a work and its author (https://schema.org/Role)."""

_MAX_AUTHORS = 50
_MAX_KEYWORDS = 100


@dataclass(frozen=True, eq=False)
class CreativeWork:
    """The work that a page is about, as its structured data states it: dates aren't parsed, URLs may be
    relative. Properties are read from the item on demand, since most pages need only a few of them; those
    that several rules read are cached.
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

    @cached_property
    def headline(self) -> str | None:
        return _first_text(self.item, "headline", "name", "alternativeHeadline")

    @cached_property
    def authors(self) -> tuple[Author, ...]:
        return tuple(_authors(self.item))

    @cached_property
    def publisher(self) -> str | None:
        found = chain(values(self.item.get("publisher")), values(self.item.get("sourceOrganization")))
        return next(chain.from_iterable(map(_names, found)), None)

    @cached_property
    def published(self) -> str | None:
        return _first_text(self.item, "datePublished", "dateCreated", "uploadDate", "datePosted")

    @property
    def modified(self) -> str | None:
        return _first_text(self.item, "dateModified")

    @property
    def description(self) -> str | None:
        return _first_text(self.item, "description", "abstract")

    @property
    def images(self) -> Iterator[Image]:
        """All that are stated, the work's own before its thumbnails."""
        return _images(self.item)

    @property
    def language(self) -> str | None:
        value = next(values(self.item.get("inLanguage")), None)
        if isinstance(value, dict):
            return _first_text(value, "alternateName", "name")
        return next(texts(value), None)

    @property
    def url(self) -> str | None:
        return _url(self.item, "url", "mainEntityOfPage")

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
        return _url(self.item, "isBasedOn", "isBasedOnUrl")

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
    return [_local_name(name.strip()).lower() for name in values(item.get("@type")) if isinstance(name, str)]


def _local_name(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401
    """The texts of a value or a list of values, cleaned, never empty."""
    for each in _plain(value):
        if isinstance(each, str) and (cleaned := clean_statement(each)):
            yield cleaned
        elif isinstance(each, int | float) and not isinstance(each, bool):
            yield str(each)


def values(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """A value, or the elements of a list of values: also of lists in lists, and of a list that a script wrote
    as an object with numbers for names.
    """
    if isinstance(value, list | dict):
        return _flattened(value)
    return iter(() if value is None else (value,))


def _flattened(value: Any) -> Iterator[Any]:  # noqa: ANN401
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, list):
            pending.extend(reversed(each))
        elif isinstance(each, dict) and (elements := _elements(each)) is not None:
            pending.append(elements)
        elif each is not None:
            yield each


def _elements(item: Item) -> Any:  # noqa: ANN401
    """The elements of an object that is a list, otherwise None."""
    if "@list" in item or "@set" in item:
        return item.get("@list", item.get("@set"))
    if item and all(map(str.isdecimal, item)):
        return [item[number] for number in sorted(item, key=lambda number: (len(number), number))]
    return None


def _plain(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """The values, where a value object (JSON-LD 1.1 §4.2.1) stands for its text."""
    return (each.get("@value") if isinstance(each, dict) else each for each in values(value))


def _first_text(item: Item, *names: str) -> str | None:
    return next((text for name in names if name in item for text in texts(item[name])), None)


def _names(value: Any) -> Iterator[str]:  # noqa: ANN401
    """The names of a person or an organisation: a text, or an item with names or the parts of one. Several
    names of one person are mostly those of several people.
    """
    if not isinstance(value, dict):
        yield from texts(value)
        return
    for name in ("name", "legalName", "alternateName"):
        found = [text for each in values(value.get(name)) for text in texts(_name_in(each))]
        if found:
            yield from found
            return
    given, family = _first_text(value, "givenName"), _first_text(value, "familyName")
    yield from filter(None, [" ".join(filter(None, (given, family)))])


def _name_in(value: Any) -> Any:  # noqa: ANN401
    """A name, out of the item that some pages have in its place."""
    return value.get("name", value) if isinstance(value, dict) else value


def _authors(item: Item) -> Iterator[Author]:
    for name in ("author", "creator"):
        stated = (author for value in values(item.get(name)) for author in _authors_from(value, name))
        found = list(islice(stated, _MAX_AUTHORS))
        if found:
            yield from found
            return


def _authors_from(value: Any, name: str) -> Iterator[Author]:  # noqa: ANN401
    """The authors that a value of a property names."""
    if not isinstance(value, dict) or "@value" in value:
        yield from (Author(name=text) for text in texts(value))
        return
    if not _ROLES.isdisjoint(types(value)):  # its own property of this name has the author
        value = next((each for each in values(value.get(name)) if isinstance(each, dict)), value)
    found, kinds = list(_names(value)), types(value)
    is_organisation = not _ORGANISATIONS.isdisjoint(kinds)
    is_single = len(found) == 1
    image = next(_images(value), None) if is_single else None
    for text in found:
        yield Author(
            name=text,
            url=_url(value, "url", "sameAs") if is_single else None,
            avatar=image.url if image else None,
            type="organization" if is_organisation else "person" if "person" in kinds else None,
        )


def _url(item: Item, *names: str) -> str | None:
    """The first URL of these properties: a text, or an item with `@id` or `url`."""
    stated = (text for name in names if name in item for text in addresses(item[name], "@id", "url"))
    return next((text for text in stated if text.startswith(("http://", "https://", "/"))), None)


def addresses(value: Any, *names: str) -> Iterator[str]:  # noqa: ANN401
    """The addresses that are the values, or the values of these properties of theirs, never empty."""
    for each in values(value):
        inner = [each] if not isinstance(each, dict) else map(each.get, ("@value", *names))
        for stated in chain.from_iterable(map(values, inner)):
            text = stated.get("@value", stated.get("@id")) if isinstance(stated, dict) else stated
            if isinstance(text, str) and (address := clean_address(text)):
                yield address


def _images(item: Item) -> Iterator[Image]:
    for name in ("image", "primaryImageOfPage", "thumbnailUrl", "thumbnail"):
        for value in values(item.get(name)):
            yield from _images_from(value)


def _images_from(value: Any) -> Iterator[Image]:  # noqa: ANN401
    """The image out of its URL or its item."""
    url = next(addresses(value, "url", "contentUrl", "thumbnailUrl"), None)
    if url is None:
        return
    if not isinstance(value, dict):
        yield Image(url=url)
        return
    width, height = (_pixels(value.get(name)) for name in ("width", "height"))
    yield Image(url=url, width=width, height=height, alt=_first_text(value, "caption", "name"))


def _pixels(value: Any) -> int | None:  # noqa: ANN401
    """A size in pixels: a number, or an item with one (https://schema.org/QuantitativeValue)."""
    plain = (each.get("value") if isinstance(each, dict) else each for each in values(value))
    return next(filter(None, map(pixels, plain)), None)


def _flag(value: Any) -> bool | None:  # noqa: ANN401
    for each in values(value):
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
        for value in values(item.get(name)):
            for text in texts(value.get("value")) if isinstance(value, dict) else texts(value):
                if found := doi.parse(text):
                    return found
    return None
