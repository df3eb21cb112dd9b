"""The authors that a byline, or the author value of a meta tag, names.

A name is given as printed: no letters are changed, since no rule knows that MCDONALD is McDonald. Rules
about capitals hold for the scripts that have them, and a name may have one word.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from embedsvc.model import Author
from embedsvc.read.bylines import byline, plain_names
from embedsvc.read.bylines import vocabulary as words
from embedsvc.read.bylines.byline import DATED, EDGES, author
from embedsvc.read.dates import dates
from embedsvc.read.folding import fold

_LONGEST = 500
_OUTER = "".join(set(EDGES) - set("()[]【】（）［］"))
_INVISIBLE = re.compile("[\x00-\x08\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff\ufffd]")
_PICTURES = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\ue000-\uf8ff©®™*^~]+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\)|\{at\})\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[;；|｜¦•]\s*|(?<=\w{5})[.!?]\s+|(?<=\))\.\s+")
_STROKE = re.compile(r"\s+[·/]\s+|(?<=\w)[/／](?=\w)|(?<=[가-힣])·(?=[가-힣])")
_DASH = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+")
_COMMA = re.compile(r"\s*[,،、，]\s*")
_BRACKETS = re.compile(r"[(\[（【［]([^()\[\]（）【】［］]*)[)\]）】］]")
_MARKED = re.compile(r"([^\W\d_]{1,24})\s*([:：/／=])\s*")
_AMPERSAND = re.compile(r"\s+&\s*|\s*&\s+")
# Where the space between two elements of the page was lost before a time, a date or a button.
_GLUED = re.compile(
    r"(?<=[^\W\d_])(?=\d{1,2}:\d\d)|(?<=[a-zß-ÿ])(?=[A-Z][a-z]{2,8}\.? \d{1,2}\b)"
    r"|(?<=[a-zß-ÿ])(?=(?:Follow|Twitter|Facebook|Email|Reply|Permalink|Edit|Updated|Published|Posted)\b)",
)
# Where another credit begins: "Foto: ", "Photographs by".
_CREDIT = re.compile(
    r"\s+(?=[^\W\d_]{2,20}\s?[:：]|(?:photo|picture|illustration|video|image|graphic)\w{0,8}\s+by\s)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯԱ-Ֆ]\.?[ -]?){1,4}")
_TEMPLATE = re.compile(r"\{\{|\$\{|<%|\[object ")


def people(text: str, *, site: Sequence[str] = ()) -> tuple[Author, ...]:
    """The authors in order, with the handles printed beside them; () where the text names nobody.

    `site` has the names that the site goes by (publisher, og:site_name, host). A name among them is an
    organization, left out where people are named beside it, as an editorial desk is; agencies stay.
    `type` is None where nothing tells a person from an office: Kay, Eurosport.
    """
    own = _keys(tuple(site))
    plain = plain_names.author(_introduced(text.strip(_OUTER)), own) if len(text) <= _SHORT else None
    if plain is not None:
        return (plain,)
    text = _short(text)
    if _TEMPLATE.search(text) or fold(text.strip(EDGES)) in words.INTERFACE:
        return ()
    found = _read(text, own)
    if [each.name for each in found] != [text]:
        found = [settled for each in found for settled in _settled(each, own)]
    return tuple(_distinct(found, own))


@lru_cache(maxsize=256)
def _keys(site: tuple[str, ...]) -> frozenset[str]:
    """The names that a site goes by, as `byline.key` compares them, whole and in parts: "News | Sport"."""
    named = [part for name in site for part in (name, *_SEPARATOR.split(name))]
    return frozenset(filter(None, (byline.key(form) for name in named for form in (name, byline.bare(name)))))


_SHORT = 60


def _read(text: str, own: frozenset[str]) -> list[Author]:
    return [each for segment in _SEPARATOR.split(_clean(text)) for each in _segment(segment, own)]


def _settled(found: Author, own: frozenset[str]) -> list[Author]:
    """What a name itself reads as, if not as itself: the rest of a tangled byline, or nobody."""
    if plain_names.author(found.name, own) is not None:
        return [found]
    again = _read(found.name, own)
    if [each.name for each in again] == [found.name]:
        return [found]
    return [each for each in again if [last.name for last in _read(each.name, own)] == [each.name]]


def _short(text: str) -> str:
    """At most 500 characters, to the end of a name."""
    if len(text) <= _LONGEST:
        return text
    text = text[:_LONGEST]
    end = max(text.rfind(mark) for mark in ",;|،、")
    return text if end < 0 else text[:end]


def _clean(text: str) -> str:
    """The text without addresses, pictures and dates, parted where another credit begins."""
    text = " ".join(_INVISIBLE.sub("", html.unescape(text)).split())
    text = _PICTURES.sub(" | ", _ADDRESS.sub(" | ", text))
    text = _AMPERSAND.sub(" & ", _GLUED.sub(" ", text))
    for found in reversed(dates.find(text)):
        text = f"{text[: found.start].rstrip(EDGES)}{DATED}|{DATED}{text[found.end :].lstrip(EDGES)}"
    return _CREDIT.sub(" | ", _introduced(text.strip(_OUTER)))


def _introduced(text: str) -> str:
    """What stands behind "by", "Text:", "بقلم" and the like, of which there are several at times."""
    while (rest := _behind_introduction(text)) is not None:
        text = rest
    return text


def is_label(text: str) -> bool:
    """Whether a text introduces a name and names nobody itself: "By", "Autor:", "Written by"."""
    label = text.strip(_OUTER)
    if len(label) > _SHORT:
        return False
    rest = fold(_introduced(label))
    return not rest or rest in words.LABELS or rest in words.OPENING_WORDS


def _behind_introduction(text: str) -> str | None:
    joined = words.CJK_INTRODUCTION.match(text) or words.JOINED.match(text)
    if joined:
        return text[joined.end() :].strip(_OUTER)
    parts = (_MARKED.sub(r"\1\2 ", text, count=1) if _MARKED.match(text) else text).split(" ", 3)
    if fold(parts[0].strip(EDGES)) not in words.FIRST_WORDS:
        return None
    for count in range(min(3, len(parts)), 0, -1):
        head, rest = " ".join(parts[:count]), " ".join(parts[count:]).strip()
        phrase = fold(head.strip(EDGES))
        marked = head[-1:] in set(":：/／=՝") or rest[:1] in set(":：-–")
        if phrase in words.INTRODUCTIONS or (marked and phrase in words.LABELS):
            return rest.strip(_OUTER)
        certain = marked or head.islower() or " " in rest or not byline.is_cased(head)
        if rest and certain and phrase in words.PREPOSITIONS:
            return rest.strip(_OUTER)
    return None


def _segment(segment: str, own: frozenset[str]) -> list[Author]:
    """The authors between two separators, of which one that credits a picture names none."""
    segment = segment.strip(_OUTER)
    plain = segment.lstrip(DATED + _OUTER)
    introduced = _introduced(plain)
    segment = segment if introduced == plain else introduced
    if _is_credit(plain):
        return []
    outside = _BRACKETS.sub(lambda inside: inside[0] if "@" in inside[1] else " ", segment)
    parts = _STROKE.split(outside if outside.strip(EDGES) else segment)
    return [each for part in parts for each in _behind_place(part, own)]


def _behind_place(part: str, own: frozenset[str]) -> list[Author]:
    """The authors of the first of the parts between dashes that names any. The town, or the paper, can come
    first: "London - Jane Doe", "스포츠조선=선수민 기자".
    """
    parts = [each.strip(EDGES) for each in _DASH.split(part.rpartition("=")[2])]
    if len(parts) > 1:
        parts.sort(key=lambda each: not each or _is_place(each, own))
    return next((authors for each in parts if (authors := _row(_introduced(each), own))), [])


def _is_place(name: str, own: frozenset[str]) -> bool:
    single = byline.is_one_word(name) and not byline.office(name, own)
    return single or fold(name) in words.TOWNS


def _row(part: str, own: frozenset[str]) -> list[Author]:
    """Names in a row, each perhaps with what its bearer is, and where."""
    authors: list[Author] = []
    role_before = False
    pieces = _pieces(part, own)
    for index, piece in enumerate(pieces):
        for name in _pair(piece, own, listed=len(pieces) > 1):
            found = None if _is_credit(name) else author(_introduced(name), own, first=index == 0)
            if found and not (authors and _is_affiliation(found, role_before=role_before)):
                authors.append(found)
            role_before = found is None
    return _without_towns(authors)


def _pieces(part: str, own: frozenset[str]) -> list[str]:
    """What commas part, with "Jr." and initials put back, degrees left out, "Doe, Jane" turned round."""
    pieces: list[str] = []
    for raw in _COMMA.split(part):
        piece = raw.strip(" ")
        if pieces and fold(piece) in words.SUFFIXES:
            pieces[-1] += f" {piece}"
        elif pieces and " " not in pieces[-1] and _INITIALS.fullmatch(piece) and not byline.is_agency(piece):
            pieces[-1] = f"{piece} {pieces[-1]}"
        elif piece and not (pieces and piece in words.DEGREES):
            pieces.extend(_parted_by_buttons(piece))
    if len(pieces) == 2 and part.count(",") == 1 and _is_inverted(pieces[0], pieces[1], own):
        return [f"{pieces[1]} {pieces[0]}"]
    return pieces


def _parted_by_buttons(piece: str) -> Iterator[str]:
    """Jane Doe Twitter John Smith Twitter"""
    name: list[str] = []
    for token in piece.split():
        if fold(token) in words.INTERFACE:
            yield " ".join(name)
            name = []
        else:
            name.append(token)
    yield " ".join(name)


def _is_inverted(family: str, given: str, own: frozenset[str]) -> bool:
    """Whether it is "Doe, Jane" and not a name with what or where its bearer is."""
    names = [token for token in family.split() if fold(token) not in words.PARTICLES]
    tokens = given.split()
    if len(names) != 1 or not 1 <= len(tokens) <= 2 or fold(given) in words.TOWNS:
        return False
    if byline.office(family, own) or byline.office(given, own):
        return False
    return all(
        token[0].isupper() and not any(c.isdecimal() for c in token) and fold(token) not in words.ROLES
        for token in (*names, *tokens)
    )


def _pair(piece: str, own: frozenset[str], *, listed: bool) -> Iterator[str]:
    """The names that "and" joins: two full ones, or the last of a list. Ortega y Gasset stays whole."""
    tokens = piece.split()
    start = 0
    for index, token in enumerate(tokens):
        glued, word = _behind_glued_joiner(token), token.lower()
        if not glued and word not in words.JOINERS:
            continue
        left, right = tokens[start:index], ([glued] if glued else []) + tokens[index + 1 :]
        last = listed and word in words.LIST_JOINERS and len(left) < 2 and bool(right)
        if last or _are_two(left, right, own):
            yield " ".join(left)
            tokens[index] = glued or token
            start = index if glued else index + 1
    yield " ".join(tokens[start:])


def _behind_glued_joiner(token: str) -> str | None:
    names = words.GLUED_JOINERS.get(token[:1])
    return token[1:] if names is not None and len(token) > 3 and fold(token) not in names else None


def _are_two(left: list[str], right: list[str], own: frozenset[str]) -> bool:
    """Whether both sides of an "and" are names of their own."""
    sides = _is_full(left, own), _is_full(right, own)
    return all(sides) or (any(sides) and byline.office(" ".join(left if sides[1] else right), own))


def _is_full(tokens: list[str], own: frozenset[str]) -> bool:
    name = " ".join(tokens)
    return byline.is_agency(name) or (len(tokens) > 1 and not byline.office(name, own))


def _is_credit(name: str) -> bool:
    return fold(name.partition(" ")[0].strip(EDGES)) in words.CREDITS


def _is_affiliation(found: Author, *, role_before: bool) -> bool:
    """Whether an office behind a person is where they work: "Jane Doe, BBC News", but not "Jane Doe, AFP"."""
    if byline.is_agency(found.name):
        return False
    tokens = found.name.split()
    shouted = [len(token) > 2 and token.isupper() for token in tokens]
    return found.type == "organization" or (any(shouted) if role_before else shouted[0] and not all(shouted))


def _without_towns(authors: list[Author]) -> list[Author]:
    """A single word in a row of full names is a place."""
    full = any(" " in each.name and each.type == "person" for each in authors)
    return [each for index, each in enumerate(authors) if not (full and index and _is_town(each))]


def _is_town(found: Author) -> bool:
    single = found.type != "organization" and byline.is_one_word(found.name) and not found.handle
    return single or fold(found.name) in words.TOWNS


def _distinct(found: list[Author], own: frozenset[str]) -> Iterator[Author]:
    """Each author once, under the longest of their names; desks and the site's own name only alone."""
    people_named = any(each.type != "organization" for each in found)
    kept = [each for each in found if not (people_named and _is_house(each, own))]
    tokens = [frozenset(fold(each.name).split()) for each in kept]
    for index, each in enumerate(kept):
        twins = [other for other in range(len(kept)) if other != index and tokens[index] <= tokens[other]]
        if any(tokens[index] < tokens[other] or other < index for other in twins):
            continue
        handle = each.handle or next(
            (o.handle for o, t in zip(kept, tokens, strict=True) if t <= tokens[index] and o.handle), None
        )
        yield replace(each, handle=handle)


def _is_house(found: Author, own: frozenset[str]) -> bool:
    return found.type == "organization" and (byline.key(found.name) in own or byline.is_desk(found.name))
