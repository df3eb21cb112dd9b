"""One piece of a byline: the author whom it names, without what they are, where, and since when."""

import re
from collections.abc import Sequence

from embedsvc.model import Author, AuthorType
from embedsvc.read.bylines import vocabulary as words
from embedsvc.read.dates.months import month
from embedsvc.read.folding import fold

DATED = "\x02"
"""Stands where a date was: words of time beside it are none of a name."""
EDGES = " ,;:：՝-–—_/|'\"“”„«»()[]{}<>【】（）［］=+،…•·"

_LONGEST = 128
_MOST_WORDS = 7
_MOST_WORDS_OF_OFFICE = 12

_HANDLE = re.compile(r"\(?@(\w{1,40})\)?")
_FIGURE = re.compile(r"\d[\d.:,]*(?:h\d*)?")
_CASED = re.compile(r"[A-Za-zÀ-ɏΑ-ώЀ-ӿԱ-և]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NO_NAME = re.compile(r"[{}<>\\?%$#=\":：+]")
_ELIDED = re.compile(r"^[dl]['’]")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,4}(?:[a-z]{2}|com|net|org|info|news|media|press)", re.IGNORECASE)


def key(name: str) -> str:
    """A name for comparing: its letters and figures, folded."""
    return "".join(filter(str.isalnum, fold(name)))


def bare(domain: str) -> str:
    """A host without its www. and its last label: `www.example.com` goes by `example`."""
    return domain.removeprefix("www.").rpartition(".")[0] or domain


def is_cased(name: str) -> bool:
    """Whether the script has capitals."""
    return bool(_CASED.search(name))


def is_one_word(name: str) -> bool:
    """Whether a script that writes spaces has only one word here."""
    return " " not in name and not is_unspaced(name)


def is_unspaced(name: str) -> bool:
    """Whether the script writes names without spaces."""
    return bool(_UNSPACED.search(name))


def office(name: str, own: frozenset[str]) -> bool:
    """Whether a name is one of an agency, of the site itself (`own` has its keys: example, or its initials
    in the host), or of a body.
    """
    if is_agency(name) or key(name) in own:
        return True
    tokens = _folded(name.split())
    if len(tokens) > 1 and "".join(token[:1] for token in tokens) in own:
        return True
    the = len(tokens) > 1 and tokens[0] == "the"
    return the or not words.ORGANISATIONS.isdisjoint(tokens) or bool(words.ORGANISATION_SIGNS.search(name))


def is_agency(name: str) -> bool:
    return name in words.ACRONYMS or fold(name) in words.AGENCIES


def is_desk(name: str) -> bool:
    """Whether a name is made of general words alone: Online-Redaktion, News Desk."""
    return all(token in words.ORGANISATIONS or token in words.QUALIFIERS for token in _folded(name.split()))


def author(piece: str, own: frozenset[str], *, first: bool) -> Author | None:
    """Who is named; None where nobody is. `first`: nothing stands before the piece, so what somebody is
    may come before the name ("Reporter Jane Doe"); elsewhere it belongs to the name before.
    """
    handle = _HANDLE.search(piece)
    tokens = _without_times(words.CJK_TAIL.sub("", _HANDLE.sub(" ", piece)))
    tokens = _without_role(tokens, first=first)
    whole = " ".join(tokens)
    is_office = office(whole, own)
    if not is_office:
        tokens = _without_degrees(_without_place(tokens))
    name = _once(trimmed(" ".join(tokens)))
    kind = _type(name, is_office=is_office if name == whole else office(name, own))
    if not _plausible(name, kind):
        return None
    return Author(name=name, handle=handle[1] if handle else None, type=kind)


def trimmed(name: str) -> str:
    """A name without the marks around it; the stop of an abbreviation ("Jr.", "e.V.") is its own."""
    name = name.strip(EDGES).lstrip(EDGES + ".")
    last = name.rpartition(" ")[2]
    sentence = last.endswith(".") and last.count(".") == 1 and len(last) > len("Corp")
    return name.rstrip(EDGES + ".") if sentence else name


def _folded(tokens: Sequence[str]) -> list[str]:
    return [_ELIDED.sub("", fold(token.strip(EDGES + "."))) for token in tokens]


def _without_times(piece: str) -> list[str]:
    """The words before figures and, beside these or a date, before the words of time: "Updated", "lundi"."""
    tokens = piece.replace(DATED, f" {DATED} ").split()
    start, end, timely = 0, len(tokens), DATED in piece
    for index, token in enumerate(tokens):
        if index > start and (token == DATED or _FIGURE.fullmatch(token.strip("()"))):
            end, timely = index, True
            break
        if token == DATED:
            start = index + 1
    while timely and end > start and _is_timely(tokens[end - 1]):
        end -= 1
    while timely and start < end and _is_timely(tokens[start]):
        start += 1
    return tokens[start:end]


def _is_timely(token: str) -> bool:
    word = fold(token.strip(EDGES + ".@"))
    return not word or word in words.TIMES or month(word) is not None


def _without_role(tokens: list[str], *, first: bool) -> list[str]:
    """The name beside a role, with the words that qualify it: "Jane Doe Senior Reporter"."""
    folded = _folded(tokens)
    role = next((index for index, token in enumerate(folded) if token in words.ROLES), None)
    if role is None:
        return tokens
    start = role
    while start and folded[start - 1] in words.QUALIFIERS:
        start -= 1
    if start:
        cut = folded[start:role]
        return [] if start == 1 and not words.ORGANISATIONS.isdisjoint(cut) else tokens[:start]
    if not first or folded[role] not in words.TITLES_BEFORE:
        return []
    end = role
    while end < len(tokens) and (_is_office_word(folded[end]) or is_agency(tokens[end])):
        end += 1
    rest = tokens[end:]
    named = len(rest) > 1 or (len(rest) == 1 and not is_cased(rest[0]))
    return rest if named and rest[0].lower() not in words.PLACERS and not rest[0].islower() else []


def _is_office_word(token: str) -> bool:
    return token in words.ROLES or token in words.QUALIFIERS


def _without_place(tokens: list[str]) -> list[str]:
    """The name before "for The Paper", "in Town", "is a", "Special to" and the sign of an agency."""
    for index in range(2, len(tokens)):
        word, then = tokens[index].lower(), tokens[index + 1 :]
        about = word in words.BIOGRAPHY and then and then[0].islower()
        about = about or (word == "special" and then[:1] == ["to"])
        if about or word in words.PLACERS or word.endswith("-based") or tokens[index] in words.ACRONYMS:
            return tokens[:index]
    return tokens


def _without_degrees(tokens: list[str]) -> list[str]:
    end = len(tokens)
    while end > 2 and len(tokens[end - 1]) > 2 and tokens[end - 1].strip(",") in words.DEGREES:
        end -= 1
    return tokens[:end]


def _once(name: str) -> str:
    """A name whose hidden double stands behind it ("Jane Doe Jane Doe"), or ran into it."""
    half = len(name) // 2
    return name[:half] if half > 3 and name[:half] == name[half:].strip() else name


def _type(name: str, *, is_office: bool) -> AuthorType | None:
    if is_office or _DOMAIN.fullmatch(name):
        return "organization"
    return None if is_one_word(name) and is_cased(name) else "person"


def _plausible(name: str, kind: AuthorType | None) -> bool:
    tokens = name.split()
    letters = sum(map(str.isalpha, name))
    if not 2 <= letters <= _LONGEST or len(name) > _LONGEST or 2 * letters < len(name.replace(" ", "")):
        return False
    if _NO_NAME.search(name) or words.JUNK.fullmatch(fold(name)) or fold(name) in words.INTERFACE:
        return False
    if kind == "organization":
        return len(tokens) <= _MOST_WORDS_OF_OFFICE
    odd = name[0].isdecimal() or "!" in name or (len(tokens) > 1 and tokens[-1] in words.PARTICLES)
    return len(tokens) <= _MOST_WORDS and not odd and not _is_phrase(tokens)


def _is_phrase(tokens: list[str]) -> bool:
    """Whether words in small letters make a description of it: "French writer and fan of puns"."""
    small = [token for token in tokens if _is_prose(token) and not _is_known(token)]
    if all(token.islower() and fold(token) in words.TIMES for token in tokens):
        return True
    if len(small) == len(tokens):
        return len(tokens) > 3
    return len(small) > 1 or bool(small and (len(tokens) > 3 or small[-1] == tokens[-1]))


def _is_prose(token: str) -> bool:
    """Whether a word begins small; one that is cut short is of a degree: "Dr. med.", "Dipl.-Ing. agr."."""
    return _ELIDED.sub("", token)[:1].islower() and not token.endswith(".")


def _is_known(token: str) -> bool:
    """Whether names have this word in small letters: von, y, al-Masri."""
    return fold(token.partition("-")[0]) in words.PARTICLES or token in words.JOINERS
