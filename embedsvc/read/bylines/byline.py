"""One piece of a byline: the author it names, without their role, their place and the date."""

import re
from collections.abc import Sequence

from embedsvc.model import Author, AuthorType
from embedsvc.read.bylines import vocabulary
from embedsvc.read.dates.months import month
from embedsvc.read.folding import fold

DATE_MARK = "\x02"
"""Replaces a date in a text: words of time next to it aren't part of a name."""
EDGES = " ,;:：՝-–—_/|'\"“”„«»()[]{}<>【】（）［］=+،…•·"

_MAX_CHARACTERS = 128
_MAX_WORDS = 7
_MAX_ORGANISATION_WORDS = 12
_MIN_LETTERS = 2

_GENERAL_WORDS = vocabulary.ORGANISATIONS | vocabulary.QUALIFIERS
_JOINING = vocabulary.LIST_JOINERS | {"of"}
"""Words inside the names of companies and departments, but not of people: Barnes & Noble, Head of Sales."""
_PRODUCT = re.compile("[a-z][A-Z]")
"""As iPhone begins, and no name does."""
_HANDLE = re.compile(r"\(?@(\w{1,40})\)?")
_NUMBER = re.compile(r"\d[\d.:,]*(?:h\d*)?")
_CASED = re.compile(r"[A-Za-zÀ-ɏΑ-ώЀ-ӿԱ-և]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NEVER_IN_NAMES = re.compile(r"[{}<>\\?%$#=\":：+]")
_TO = frozenset({"to", "nach", "bis", "till", "tot", "до", "na", "til"})
"""Between two places or times: "Von Lund nach Malmö"."""
_ELISION = re.compile(r"^[dl]['’]")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,4}(?:[a-z]{2}|com|net|org|info|news|media|press)", re.IGNORECASE)


def comparable(name: str) -> str:
    """A name for comparisons: its letters and digits, folded."""
    return "".join(filter(str.isalnum, fold(name)))


def domain_name(host: str) -> str:
    """A host without its `www.` and its last label: `example` for `www.example.com`."""
    return host.removeprefix("www.").rpartition(".")[0] or host


def is_cased(name: str) -> bool:
    """Whether the script has capitals."""
    return bool(_CASED.search(name))


def is_unspaced(name: str) -> bool:
    """Whether the script writes names without spaces."""
    return bool(_UNSPACED.search(name))


def is_one_word(name: str) -> bool:
    """Whether a name has a single word in a script that writes spaces."""
    return " " not in name and not is_unspaced(name)


def is_organisation(name: str, site_names: frozenset[str]) -> bool:
    """Whether a name is an agency's, the site's own or another organisation's. `site_names` are comparable
    names of the site; its host may be the initials of the name.
    """
    if is_agency(name) or comparable(name) in site_names:
        return True
    words = _folded_words(name.split())
    if len(words) > 1 and "".join(word[:1] for word in words) in site_names:
        return True
    if not vocabulary.ORGANISATIONS.isdisjoint(words):
        return True
    is_titled = (len(words) > 1 and words[0] == "the") or not _JOINING.isdisjoint(words[1:-1])
    if is_titled and not name.islower() and not _is_phrase(name.split()):
        return True
    return bool(vocabulary.ORGANISATION_SIGNS.search(name))


def is_agency(name: str) -> bool:
    return name in vocabulary.ACRONYMS or fold(name) in vocabulary.AGENCIES


def is_desk(name: str) -> bool:
    """Whether a name consists of general words only: Online-Redaktion, News Desk."""
    return _GENERAL_WORDS.issuperset(_folded_words(name.split()))


def parse_author(piece: str, site_names: frozenset[str], *, first: bool) -> Author | None:
    """The author that a piece names, None without one. `first`: no other piece comes before, so that a role
    may precede the name ("Reporter Jane Doe"); in later pieces a role belongs to the name before it.
    """
    handle = _HANDLE.search(piece)
    words = _without_times(vocabulary.CJK_TAIL.sub("", _HANDLE.sub(" ", piece)))
    words = _without_role(words, first=first)
    whole = " ".join(words)
    is_whole_organisation = is_organisation(whole, site_names)
    if not is_whole_organisation or _is_for_organisation(words, site_names):
        words = _without_degrees(_without_place(words))
    name = _without_repetition(_trim(" ".join(words)))
    organisation = is_whole_organisation if name == whole else is_organisation(name, site_names)
    kind = _type_of(name, organisation=organisation)
    if not _is_plausible(name, kind):
        return None
    return Author(name=name, handle=handle[1] if handle else None, type=kind)


def _trim(name: str) -> str:
    """A name without surrounding punctuation, but with the full stop of an abbreviation ("Jr.", "e.V.")."""
    name = name.strip(EDGES).lstrip(EDGES + ".")
    last = name.rpartition(" ")[2]
    ends_sentence = last.endswith(".") and last.count(".") == 1 and len(last) > len("Corp")
    return name.rstrip(EDGES + ".") if ends_sentence else name


def _folded_words(words: Sequence[str]) -> list[str]:
    return [_ELISION.sub("", fold(word.strip(EDGES + "."))) for word in words]


def _without_times(piece: str) -> list[str]:
    """The words before numbers; next to numbers or a date also without words of time: "Updated", "lundi"."""
    words = piece.replace(DATE_MARK, f" {DATE_MARK} ").split()
    start, end, has_time = 0, len(words), DATE_MARK in piece
    for index, word in enumerate(words):
        if index > start and (word == DATE_MARK or _NUMBER.fullmatch(word.strip("()"))):
            end, has_time = index, True
            break
        if word == DATE_MARK:
            start = index + 1
    while has_time and end > start and _is_of_time(words[end - 1]):
        end -= 1
    while has_time and start < end and _is_of_time(words[start]):
        start += 1
    return words[start:end]


def _is_of_time(word: str) -> bool:
    folded = fold(word.strip(EDGES + ".@"))
    return not folded or folded in vocabulary.TIMES or month(folded) is not None


def _without_role(words: list[str], *, first: bool) -> list[str]:
    """The name next to a role, without the words that qualify the role: "Jane Doe Senior Reporter"."""
    folded = _folded_words(words)
    role = next((index for index, word in enumerate(folded) if word in vocabulary.ROLES), None)
    if role is None:
        return words
    start = role
    while start and folded[start - 1] in vocabulary.QUALIFIERS:
        start -= 1
    if start:
        is_desk_of_role = start == 1 and not vocabulary.ORGANISATIONS.isdisjoint(folded[start:role])
        return [] if is_desk_of_role else words[:start]
    if not first or folded[role] not in vocabulary.TITLES_BEFORE:
        return []
    end = role
    while end < len(words) and (_is_of_role(folded[end]) or is_agency(words[end])):
        end += 1
    rest = words[end:]
    is_name = len(rest) > 1 or (len(rest) == 1 and not is_cased(rest[0]))
    if not is_name or rest[0].lower() in vocabulary.PLACE_PREPOSITIONS or rest[0].islower():
        return []
    return rest


def _is_of_role(word: str) -> bool:
    return word in vocabulary.ROLES or word in vocabulary.QUALIFIERS


def _without_place(words: list[str]) -> list[str]:
    """The name before "for The Paper", "in Town", "is a", "Special to" and an agency's sign."""
    for index in range(2, len(words)):
        word, following = words[index].lower(), words[index + 1 :]
        starts_sentence = word in vocabulary.BIOGRAPHY_STARTS and following and following[0].islower()
        starts_sentence = starts_sentence or _is_special_to(words, index)
        starts_place = word in vocabulary.PLACE_PREPOSITIONS or word.endswith("-based")
        if starts_sentence or starts_place or words[index] in vocabulary.ACRONYMS:
            return words[:index]
    return words


def _is_for_organisation(words: list[str], site_names: frozenset[str]) -> bool:
    """Whether it is a name and whom they write for: "Jane Doe for The Paper", not "Campaign for News"."""
    index = next((index for index in range(len(words)) if _is_for(words, index)), 0)
    before, after = " ".join(words[:index]), " ".join(words[index + 1 :])
    return index > 1 and is_organisation(after, site_names) and not is_organisation(before, site_names)


def _is_for(words: list[str], index: int) -> bool:
    return words[index] in vocabulary.FOR or _is_special_to(words, index)


def _is_special_to(words: list[str], index: int) -> bool:
    return words[index].lower() == "special" and words[index + 1 : index + 2] == ["to"]


def _without_degrees(words: list[str]) -> list[str]:
    end = len(words)
    while end > 2 and len(words[end - 1]) > 2 and words[end - 1].strip(",") in vocabulary.DEGREES:
        end -= 1
    return words[:end]


def _without_repetition(name: str) -> str:
    """A name without its hidden repetition: "Jane Doe Jane Doe", or "Jane DoeJane Doe"."""
    half = len(name) // 2
    return name[:half] if half > 3 and name[:half] == name[half:].strip() else name


def _type_of(name: str, *, organisation: bool) -> AuthorType | None:
    if organisation or _DOMAIN.fullmatch(name):
        return "organization"
    return None if is_one_word(name) and is_cased(name) else "person"


def _is_plausible(name: str, kind: AuthorType | None) -> bool:
    words = name.split()
    letters = sum(map(str.isalpha, name))
    has_right_length = letters >= _MIN_LETTERS and len(name) <= _MAX_CHARACTERS
    if not has_right_length or 2 * letters < len(name.replace(" ", "")):
        return False
    if _NEVER_IN_NAMES.search(name) or not _TO.isdisjoint(words[1:-1]):
        return False
    if _is_nobody(name):
        return False
    if kind == "organization":
        return len(words) <= _MAX_ORGANISATION_WORDS and words[0] not in vocabulary.PLACE_PREPOSITIONS
    if _PRODUCT.match(name):
        return False
    ends_with_particle = len(words) > 1 and words[-1] in vocabulary.PARTICLES
    is_odd = name[0].isdecimal() or "!" in name or ends_with_particle
    return len(words) <= _MAX_WORDS and not is_odd and not _is_phrase(words)


def _is_nobody(name: str) -> bool:
    folded = fold(name)
    is_no_name = folded in vocabulary.NO_NAMES or name in vocabulary.NO_NAMES_IN_CAPITALS
    return is_no_name or folded in vocabulary.INTERFACE or vocabulary.JUNK.fullmatch(folded) is not None


def _is_phrase(words: list[str]) -> bool:
    """Whether words in lower case make it a description: "French writer and fan of puns"."""
    lower = [word for word in words if _is_lower(word) and not _is_lower_in_names(word)]
    if all(word.islower() and fold(word) in vocabulary.TIMES for word in words):
        return True
    if len(lower) == len(words):
        return len(words) > 3
    return len(lower) > 1 or bool(lower and (len(words) > 3 or lower[-1] == words[-1]))


def _is_lower(word: str) -> bool:
    """Whether a word starts in lower case, except abbreviated degrees: "Dr. med.", "Dipl.-Ing. agr."."""
    return _ELISION.sub("", word)[:1].islower() and not word.endswith(".")


def _is_lower_in_names(word: str) -> bool:
    """Whether names contain this word in lower case: von, y, al-Masri."""
    return fold(word.partition("-")[0]) in vocabulary.PARTICLES or word in vocabulary.JOINERS
