"""Where the author that a page states for machines isn't the one that it shows: often the account that
published the text, or a value of the site's template.
"""

from collections.abc import Iterator
from itertools import islice

from embedsvc.read.bylines.byline import comparable, is_cased, is_one_word, is_unspaced
from embedsvc.read.fields import authors
from embedsvc.read.fields.authors import Authors
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.fields.visible_authors import byline_after_headline, marked_byline
from embedsvc.read.folding import fold

_STATED = (authors.parsely_people, authors.json_ld_people, authors.meta_author, authors.article_author)
_MIN_WORD = 3
_NEAR_BEFORE, _NEAR_AFTER = 5_000, 20_000
"""Bytes of markup around the headline in which the lines about the article are."""
_MAX_HITS = 20
_MAX_TEXT = 300
"""Bytes of a text on the page: a longer one is a script."""


def shown_instead(page: PageFacts) -> Authors:
    """The byline right after the headline, where the people stated for machines aren't shown near it; and the
    full name of an account.
    """
    stated = next(filter(None, (rule(page) for rule in _STATED)), ())
    accounts = [author.name for author in stated if _is_account(author.name)]
    if accounts and len(accounts) == len(stated):
        return byline_after_headline(page) or _full_name(accounts, page)
    if not stated or any(_is_shown(author.name, page, near_headline=True) for author in stated):
        return ()
    people = byline_after_headline(page)
    is_hidden = not any(_is_shown(author.name, page) for author in stated)
    return people if is_hidden or any(_is_shown(person.name, page, times=2) for person in people) else ()


def _is_account(name: str) -> bool:
    """Whether a name is that of an account: jdoe, jane.doe, doe42."""
    return is_one_word(name) and is_cased(name) and (name.islower() or not name.isalpha())


def _full_name(accounts: list[str], page: PageFacts) -> Authors:
    """The person in a byline whose name one of the accounts contains."""
    return tuple(
        person
        for person in marked_byline(page)
        if " " in person.name and any(_names_same_person(account, person.name) for account in accounts)
    )


def _names_same_person(account: str, name: str) -> bool:
    letters = comparable(account)
    return any(len(word) >= _MIN_WORD and word in letters for word in fold(name).split())


def _is_shown(name: str, page: PageFacts, *, times: int = 1, near_headline: bool = False) -> bool:
    """Whether the last word of a name is so many times in the texts of the page. Searches the markup, since
    joining all texts takes longer.
    """
    markup = page.document.markup
    start = max(0, markup.find(b"<h1") - _NEAR_BEFORE) if near_headline else 0
    end = start + _NEAR_BEFORE + _NEAR_AFTER if near_headline else len(markup)
    word = name if is_unspaced(name) else name.rsplit(maxsplit=1)[-1]
    found = (at for form in {word, word.upper()} for at in _positions(form.encode(), markup, start, end))
    return len(list(islice((at for at in found if _is_in_text(at, markup)), times))) == times


def _positions(word: bytes, markup: bytes, start: int, end: int) -> Iterator[int]:
    at = markup.find(word, start, end)
    for _ in range(_MAX_HITS):
        if at < 0:
            return
        yield at
        at = markup.find(word, at + len(word), end)


def _is_in_text(at: int, markup: bytes) -> bool:
    opened, closed = (markup.rfind(mark, max(0, at - _MAX_TEXT), at) for mark in (b"<", b">"))
    is_text = closed > opened and markup.find(b"<", at, at + _MAX_TEXT) >= 0
    return is_text and b'":' not in markup[closed:at]  # not in JSON
