"""The authors that a byline, or the author value of a meta tag, names.

A name is returned as printed: no letters are changed, since no rule knows that MCDONALD is McDonald. Rules
about capitals apply to scripts that have them, and a name may be a single word.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from embedsvc.model import Author
from embedsvc.read.bylines import byline, plain_names, vocabulary
from embedsvc.read.bylines.byline import DATE_MARK, EDGES
from embedsvc.read.bylines.introductions import MAX_PLAIN, OUTER_EDGES, without_introduction
from embedsvc.read.dates import dates
from embedsvc.read.folding import fold

_MAX_CHARACTERS = 500
_INVISIBLE = re.compile("[\x00-\x08\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff\ufffd]")
_SYMBOLS = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\ue000-\uf8ff©®™*^~]+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w.+-])[\w.+-]{1,64}+\s?(?:@|\[at\]|\(at\)|\{at\})\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
# In these a test of one character comes first, which rules out most positions at once.
_SEPARATOR = re.compile(r"(?=[\s;；|｜¦•.!?])(?:\s*[;；|｜¦•]\s*|[.!?](?:(?<=\w{5}.)|(?<=\)\.))\s+)")
_SLASH = re.compile(r"\s+[·/]\s+|[/／](?<=\w.)(?=\w)|·(?<=[가-힣]·)(?=[가-힣])")
_DASH = re.compile(r"\s+[-–—]+\s*|[-–—]+\s+")
_COMMA = re.compile(r"\s*[,،、，]\s*")
_BRACKETS = re.compile(r"[(\[（【［]([^()\[\]（）【】［］]*)[)\]）】］]")
_AMPERSAND = re.compile(r"\s+&\s*|\s*&\s+")
# Before a time, a date or a button that lost its space between two elements of the page.
_MISSING_SPACE = re.compile(
    r"(?=\d{1,2}:\d\d)(?<=[^\W\d_])|(?=[A-Z])(?<=[a-zß-ÿ])(?=[A-Z][a-z]{2,8}\.? \d{1,2}\b"
    r"|(?:Follow|Twitter|Facebook|Email|Reply|Permalink|Edit|Updated|Published|Posted)\b)",
)
# Before another credit: "Foto: ", "Photographs by".
_NEXT_CREDIT = re.compile(
    r"\s+(?=[^\W\d_]{2,20}\s?[:：]|(?:photo|picture|illustrat|video|image|graphic)\w{0,8}\s+by\s"
    r"|(?:(?:medically|fact)[ -])?(?:reviewed|checked)\s+by\s)",
    re.IGNORECASE,
)
_OPENING, _CLOSING = OUTER_EDGES + "([【（［", OUTER_EDGES + ")]】）］"
_INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯԱ-Ֆ]\.?[ -]?){1,4}")
_MARKUP = re.compile(r"<[A-Za-z/!][^<>]*+>?")
"""A tag, perhaps truncated."""
_TEMPLATE = re.compile(r"\{\{|\$\{|<%|\[object ")


def people(text: str, *, site: Sequence[str] = ()) -> tuple[Author, ...]:
    """The authors in order, with the handles printed next to them; () where the text names nobody.

    `site` are the names of the site (publisher, og:site_name, host). An author of such a name is an
    organization, and is dropped where people are named too, as an editorial desk is; agencies are not. `type`
    is None where a name may be a person's or an organization's: Kay, Eurosport.
    """
    site_names = _comparable_names(tuple(site))
    if "<" in text or "&" in text:
        text = " ".join(_MARKUP.sub(" ", html.unescape(html.unescape(text))).split())
    if len(text) <= MAX_PLAIN:
        plain = plain_names.parse_author(without_introduction(text.strip(OUTER_EDGES)), site_names)
        if plain is not None:
            return (plain,)
    text = _truncate(text)
    whole = fold(text.strip(EDGES))
    if _TEMPLATE.search(text) or whole in vocabulary.INTERFACE or vocabulary.JUNK.fullmatch(whole):
        return ()
    found = _parse(text, site_names)
    if [each.name for each in found] != [text]:
        found = [stable for each in found for stable in _parse_again(each, site_names)]
    return tuple(_distinct(found, site_names))


@lru_cache(maxsize=256)
def _comparable_names(site: tuple[str, ...]) -> frozenset[str]:
    """Comparable forms of the names of a site, whole and in parts ("News | Sport"), and of its host."""
    names = [part for name in site for part in (name, *_SEPARATOR.split(name))]
    forms = (form for name in names for form in (name, byline.domain_name(name)))
    return frozenset(filter(None, map(byline.comparable, forms)))


def _parse(text: str, site_names: frozenset[str]) -> list[Author]:
    return [
        each for segment in _SEPARATOR.split(_clean(text)) for each in _parse_segment(segment, site_names)
    ]


def _parse_again(found: Author, site_names: frozenset[str]) -> list[Author]:
    """The authors that a found name parses to, if not to itself: those of a tangled byline, or nobody."""
    if plain_names.parse_author(found.name, site_names) is not None:
        return [found]
    again = _parse(found.name, site_names)
    if [each.name for each in again] == [found.name]:
        return [found]
    return [each for each in again if [last.name for last in _parse(each.name, site_names)] == [each.name]]


def _truncate(text: str) -> str:
    """At most 500 characters, up to the end of a name."""
    if len(text) <= _MAX_CHARACTERS:
        return text
    text = text[:_MAX_CHARACTERS]
    end = max(text.rfind(mark) for mark in ",;|،、")
    return text if end < 0 else text[:end]


def _clean(text: str) -> str:
    """The text without addresses, symbols and dates, separated where another credit begins."""
    text = " ".join(_INVISIBLE.sub("", html.unescape(text)).split())
    text = _SYMBOLS.sub(" | ", _ADDRESS.sub(" | ", text))
    text = _AMPERSAND.sub(" & ", _MISSING_SPACE.sub(" ", text))
    for found in reversed(dates.find(text)):
        before, after = text[: found.start].rstrip(_OPENING), text[found.end :].lstrip(_CLOSING)
        text = f"{before}{DATE_MARK}|{DATE_MARK}{after}"
    return _NEXT_CREDIT.sub(" | ", without_introduction(text.strip(OUTER_EDGES)))


def _parse_segment(segment: str, site_names: frozenset[str]) -> list[Author]:
    """The authors between two separators; none if they are credited for a picture."""
    segment = segment.strip(OUTER_EDGES)
    undated = segment.lstrip(DATE_MARK + OUTER_EDGES)
    rest = without_introduction(undated)
    segment = segment if rest == undated else rest
    if _is_credit(undated):
        return []
    if agency := _agency_after_place(segment, site_names):
        return [agency]
    outside = _BRACKETS.sub(lambda inside: inside[0] if "@" in inside[1] else " ", segment)
    parts = _SLASH.split(outside if outside.strip(EDGES) else segment)
    return [each for part in parts for each in _parse_dashed(part, site_names)]


def _agency_after_place(segment: str, site_names: frozenset[str]) -> Author | None:
    """The agency in brackets after where it reports from: "PARIS (AFP)"."""
    bracket = _BRACKETS.search(segment)
    if bracket is None or not byline.is_agency(bracket[1]):
        return None
    places = _SLASH.split(segment[: bracket.start()].strip(EDGES))
    is_dateline = all(place and _is_place(place, site_names) for place in places)
    return Author(name=bracket[1], type="organization") if is_dateline else None


def _parse_dashed(part: str, site_names: frozenset[str]) -> list[Author]:
    """The authors of the first part between dashes that names any. A town or a newspaper may come first:
    "London - Jane Doe", "스포츠조선=선수민 기자".
    """
    parts = [each.strip(EDGES) for each in _DASH.split(part.rpartition("=")[2])]
    if len(parts) > 1:
        parts.sort(key=lambda each: not each or _is_place(each, site_names))
    return next(
        (authors for each in parts if (authors := _parse_list(without_introduction(each), site_names))), []
    )


def _is_place(name: str, site_names: frozenset[str]) -> bool:
    is_single = byline.is_one_word(name) and not byline.is_organisation(name, site_names)
    return is_single or fold(name) in vocabulary.TOWNS


def _parse_list(text: str, site_names: frozenset[str]) -> list[Author]:
    """The authors of a list of names, each perhaps with a role and a place."""
    authors: list[Author] = []
    after_role = False
    pieces = _pieces(text, site_names)
    for index, piece in enumerate(pieces):
        for name in _split_at_and(piece, site_names, in_list=len(pieces) > 1):
            found = None
            if not _is_credit(name):
                found = byline.parse_author(without_introduction(name), site_names, first=index == 0)
            if found and not (authors and _is_affiliation(found, after_role=after_role)):
                authors.append(found)
            after_role = found is None
    return _without_towns(authors)


def _pieces(text: str, site_names: frozenset[str]) -> list[str]:
    """The pieces between commas, with "Jr." and initials joined to their name again, without degrees, and
    with "Doe, Jane" reversed.
    """
    pieces: list[str] = []
    for raw in _COMMA.split(text):
        piece = raw.strip(" ")
        if pieces and fold(piece) in vocabulary.NAME_SUFFIXES:
            pieces[-1] += f" {piece}"
        elif pieces and " " not in pieces[-1] and _INITIALS.fullmatch(piece) and not byline.is_agency(piece):
            pieces[-1] = f"{piece} {pieces[-1]}"
        elif piece and not (pieces and piece in vocabulary.DEGREES):
            pieces.extend(_split_at_buttons(piece))
    if len(pieces) == 2 and text.count(",") == 1 and _is_inverted(pieces[0], pieces[1], site_names):
        return [f"{pieces[1]} {pieces[0]}"]
    return pieces


def _split_at_buttons(piece: str) -> Iterator[str]:
    """The names in "Jane Doe Twitter John Smith Twitter"."""
    name: list[str] = []
    for word in piece.split():
        if fold(word) in vocabulary.INTERFACE:
            yield " ".join(name)
            name = []
        else:
            name.append(word)
    yield " ".join(name)


def _is_inverted(family: str, given: str, site_names: frozenset[str]) -> bool:
    """Whether it is "Doe, Jane" and not a name with a role or a place."""
    words = family.split()
    family_words = [word for word in words if fold(word) not in vocabulary.PARTICLES] or words
    given_words = given.split()
    if len(family_words) != 1 or not 1 <= len(given_words) <= 2 or fold(given) in vocabulary.TOWNS:
        return False
    if byline.is_organisation(family, site_names) or byline.is_organisation(given, site_names):
        return False
    return all(
        word[0].isupper() and not any(c.isdecimal() for c in word) and fold(word) not in vocabulary.ROLES
        for word in (*family_words, *given_words)
    )


def _split_at_and(piece: str, site_names: frozenset[str], *, in_list: bool) -> Iterator[str]:
    """The names that "and" joins: two full names, or the last two of a list. Ortega y Gasset is one name."""
    words = piece.split()
    start = 0
    for index, word in enumerate(words):
        name = _without_prefix_joiner(word)
        if not name and word.lower() not in vocabulary.JOINERS:
            continue
        left, right = words[start:index], ([name] if name else []) + words[index + 1 :]
        ends_list = in_list and word.lower() in vocabulary.LIST_JOINERS and len(left) < 2 and bool(right)
        if ends_list or _are_two_names(left, right, site_names):
            yield " ".join(left)
            words[index] = name or word
            start = index if name else index + 1
    yield " ".join(words[start:])


def _without_prefix_joiner(word: str) -> str | None:
    """The name after an Arabic or Hebrew "and", which is a prefix; None where there is none."""
    names = vocabulary.PREFIX_JOINERS.get(word[:1])
    return word[1:] if names is not None and len(word) > 3 and fold(word) not in names else None


def _are_two_names(left: list[str], right: list[str], site_names: frozenset[str]) -> bool:
    """Whether both sides of an "and" are names of their own."""
    is_full = _is_full_name(left, site_names), _is_full_name(right, site_names)
    if all(is_full):
        return True
    return any(is_full) and byline.is_organisation(" ".join(left if is_full[1] else right), site_names)


def _is_full_name(words: list[str], site_names: frozenset[str]) -> bool:
    name = " ".join(words)
    return byline.is_agency(name) or (len(words) > 1 and not byline.is_organisation(name, site_names))


def _is_credit(name: str) -> bool:
    return fold(name.partition(" ")[0].strip(EDGES)) in vocabulary.CREDITS


def _is_affiliation(found: Author, *, after_role: bool) -> bool:
    """Whether an organization after a person is their employer: "Jane Doe, BBC News", not "Jane Doe, AFP"."""
    if byline.is_agency(found.name):
        return False
    words = found.name.split()
    upper = [len(word) > 2 and word.isupper() for word in words]
    return found.type == "organization" or (any(upper) if after_role else upper[0] and not all(upper))


def _without_towns(authors: list[Author]) -> list[Author]:
    """Without single words in a list of full names, which are places."""
    has_full_name = any(" " in each.name and each.type == "person" for each in authors)
    return [each for index, each in enumerate(authors) if not (has_full_name and index and _is_town(each))]


def _is_town(found: Author) -> bool:
    is_single = found.type != "organization" and byline.is_one_word(found.name) and not found.handle
    return is_single or fold(found.name) in vocabulary.TOWNS


def _distinct(found: list[Author], site_names: frozenset[str]) -> Iterator[Author]:
    """Each author once, under their longest name; desks and the site itself only if they are alone."""
    has_others = any(each.type != "organization" for each in found)
    authors = [each for each in found if not (has_others and _is_site_or_desk(each, site_names))]
    words = [frozenset(fold(each.name).split()) for each in authors]
    for index, each in enumerate(authors):
        longer = [other for other in range(len(authors)) if other != index and words[index] <= words[other]]
        if any(words[index] < words[other] or other < index for other in longer):
            continue
        handles = (
            shorter.handle
            for shorter, its_words in zip(authors, words, strict=True)
            if its_words <= words[index] and shorter.handle
        )
        yield replace(each, handle=each.handle or next(handles, None))


def _is_site_or_desk(found: Author, site_names: frozenset[str]) -> bool:
    is_organisation = found.type == "organization"
    return is_organisation and (byline.comparable(found.name) in site_names or byline.is_desk(found.name))
