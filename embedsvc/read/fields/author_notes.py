"""What a page writes about its author outside of bylines: "This post was written by Jane Doe"."""

import re
from collections.abc import Iterator

from embedsvc.read.fields import full_names, lone_names
from embedsvc.read.fields.authors import Authors
from embedsvc.read.fields.byline_elements import CLAUSE_END
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html.tree import SEPARATOR

_MAX_NAME = 60
_WORD = r"[^\W\d_]{2,12}"
_SENTENCE = re.compile(
    rf"\s*(?:{_WORD} ){{0,3}}"
    r"(?:(?:article|blog|column|essay|guest|guide|piece|post|recipe|review|story) "
    rf"(?:was |is )?(?:{_WORD} )?(?:authored|contributed|written) by"
    r"|(?:article|billet|texte) a été (?:écrit|rédigé) par"
    r"|(?:artículo|texto|post) (?:fue|ha sido) (?:escrito|redactado) por"
    r"|(?:artigo|texto|post) foi (?:escrito|redigido) por"
    r"|(?:articolo|post|testo) è stato scritto da"
    r"|(?:artikel|beitrag|text) (?:wurde|ist) von)(?![^\W_])[:\s]*",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r" (?:erstellt|geschrieben|verfasst)\b.*")
"""The end of such a sentence in German."""
_VERBS = (
    *("authored by", "contributed by", "written by"),
    *("écrit par", "rédigé par", "escrito por", "redactado por", "redigido por", "scritto da"),
    *("verfasst", "geschrieben"),
)
"""What such a sentence contains: searching for it is faster than for the sentence."""


def noted_author(page: PageFacts) -> Authors:
    """The people with full names in such a sentence."""
    for index, text in _after_sentences(page):
        people = tuple(each for each in full_names.find(text, page) if lone_names.is_only_a_name(each, page))
        if people and not page.article.is_elsewhere(page.document.text_node(index)):
            return people
    return ()


def _after_sentences(page: PageFacts) -> Iterator[tuple[int, str]]:
    """What follows such sentences in the same text or in the next, with the index of the sentence."""
    texts = page.document.texts
    for index in _texts_with_verbs(page.document.joined_texts):
        if found := _SENTENCE.match(texts[index]):
            rest = texts[index][found.end() :].strip() or "".join(texts[index + 1 : index + 2])
            clause = CLAUSE_END.split(rest[:_MAX_NAME], maxsplit=1)[0]
            yield index, _PARTICIPLE.sub("", clause).rstrip(" .")


def _texts_with_verbs(joined: str) -> list[int]:
    found = set()
    for verb in _VERBS:
        at = joined.find(verb)
        while at >= 0:
            found.add(joined.count(SEPARATOR, 0, at) - 1)
            at = joined.find(verb, joined.find(SEPARATOR, at))
    return sorted(found)
