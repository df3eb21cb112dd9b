"""The site's name in titles: recognised, removed, and used as the publisher."""

import re
from urllib.parse import urlsplit

from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.fields.similarity import SIMILAR, letters_of, overlap, words_of
from embedsvc.read.word_lists import word_set

_SEPARATOR = re.compile(
    r"\s++(?:[|\-–—―·•»«›‹:/~⁄*<>→]+\s+|[|｜»]\s*|[–—-](?=\S))|[|｜»]\s*|:(?<=[^\s:]{3}:)\s+|[–—-]\s+"
)
_EDGES = "|»«·–—"
_MAX_REMOVALS = 3
_MIN_TITLE = 2
_MIN_PARTIAL_NAME = 5
"""Letters of a name that is recognised inside a longer part of a title."""
_GENERIC = word_set(
    "the der die das la le el il news daily online magazine mag blog hq app web site get try official"
)
"""Words of domains that names leave out."""
_MAX_PUBLISHER = 60


def is_site_name(text: str, page: PageFacts) -> bool:
    letters = letters_of(text)
    return not letters or letters in page.site_letters


def without_site_name(text: str, page: PageFacts) -> str:
    """A title without the site's name at its end or at its start.

    Other parts after a dash or a bar remain, since they may well belong to the headline.
    """
    for _ in range(_MAX_REMOVALS):
        separators = list(_SEPARATOR.finditer(text))
        if not separators:
            break
        first, last = separators[0], separators[-1]
        start, rest = text[: first.start()], text[first.end() :].strip()
        headline, end = text[: last.start()].strip(), text[last.end() :]
        if len(headline) >= _MIN_TITLE and (_names_site(end, page.site_letters) or _names_host(end, page)):
            text = headline
        elif len(rest) >= _MIN_TITLE and _names_site(start, page.site_letters):
            text = rest
        else:
            break
    return text.strip().strip(_EDGES).strip() or text


def _names_site(part: str, names: frozenset[str]) -> bool:
    letters = letters_of(part)
    if letters in names:
        return True
    long_names = (name for name in names if len(name) >= _MIN_PARTIAL_NAME)
    return any(name in letters and len(letters) < 3 * len(name) for name in long_names)


def _names_host(part: str, page: PageFacts) -> bool:
    """Whether the end of a title is the domain's name but for generic words ("River Post" at
    theriverpost.example), or that name with other labels of the host ("Example Labs" at labs.example.org).
    The start of a title may be a subject that a domain is named after.
    """
    letters, domain = letters_of(part), letters_of(page.site.partition(".")[0])
    if len(letters) >= _MIN_PARTIAL_NAME and _is_without_generic_words(letters, domain):
        return True
    words = words_of(part)
    return (
        len(words) > 1 and domain in words and words <= words_of(urlsplit(page.document.url).hostname or "")
    )


def _is_without_generic_words(name: str, domain: str) -> bool:
    """Whether the name is the domain's but for its generic words: "guardian" of "theguardian". Words that are
    part of others may be a subject: "ocean" of "oceana", "new york" of "newyorker".
    """
    before, found, after = domain.partition(name)
    return bool(found) and {before, after} <= _GENERIC | {""}


def publisher_in_title(page: PageFacts) -> str | None:
    """The last part of the title element, where it names the domain and the head's own title lacks it."""
    title, own = page.title, page.head.first("og:title", "twitter:title") or next(iter(page.headings), None)
    if not title or not own:
        return None
    separators = list(_SEPARATOR.finditer(title))
    if not separators:
        return None
    headline, name = title[: separators[-1].start()].strip(), title[separators[-1].end() :].strip()
    domain, letters = letters_of(page.site.partition(".")[0]), letters_of(name)
    if not name or len(name) > _MAX_PUBLISHER or not domain or not (domain in letters or letters in domain):
        return None
    return name if overlap(words_of(headline), words_of(own)) > SIMILAR else None
