"""The citation: one valid item of CSL-JSON 1.0.2."""

from dataclasses import replace

import pytest

from embedsvc.formats import csl
from embedsvc.model import Author, Embed, Quote, Run
from tests.support.formats.samples import ALL, ARTICLE, LINK, POST, known

# Of csl-data.json 1.0.2: the item types, and the variables that we may set.
TYPES = {
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map",
    "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
    "song", "speech", "standard", "thesis", "treaty", "webpage",
}  # fmt: skip
STRINGS = {"id", "type", "title", "container-title", "publisher", "DOI", "URL", "language"}


@pytest.mark.parametrize("embed", ALL.values(), ids=ALL.keys())
def test_items_are_valid(embed: Embed) -> None:
    """Types, names and dates have the shapes of the schema; what is unknown is absent."""
    item = csl.item(embed)
    assert item["type"] in TYPES
    for name, value in item.items():
        if name in STRINGS:
            assert isinstance(value, str)
        elif name == "author":
            assert all(person.keys() == {"literal"} for person in value)
        else:
            assert name in {"issued", "accessed"}
            assert all(isinstance(part, int) for part in value["date-parts"][0])
        assert value


def test_a_post() -> None:
    """Cited by its author and words, on the day of its date, seen on the day it was fetched."""
    assert csl.item(POST) == {
        "id": "https://x.com/KremlinRussia_E/status/1354104000000000001",
        "type": "post",
        "title": "Telephone conversation: New START & more https://t.co/JTH4Ws7lcj @POTUS",
        "author": [{"literal": "President of Russia"}],
        "container-title": "X",
        "publisher": "X",
        "issued": {"date-parts": [[2021, 1, 26]]},
        "accessed": {"date-parts": [[2021, 1, 26]]},
        "URL": "https://x.com/KremlinRussia_E/status/1354104000000000001",
        "language": "en",
    }


def test_a_long_post_is_cited_by_its_first_words() -> None:
    """Twenty of them."""
    quote = Quote(runs=(Run(type="text", text=" ".join(map(str, range(30)))),))
    title = csl.item(replace(POST, finding=replace(POST.finding, quote=quote)))["title"]
    assert title == " ".join(map(str, range(20))) + "…"


@pytest.mark.parametrize(
    ("own", "type_"),
    [
        ("NewsArticle", "article-newspaper"),
        ("https://schema.org/OpinionNewsArticle", "article-newspaper"),
        ("BlogPosting", "post-weblog"),
        ("ScholarlyArticle", "article-journal"),
        ("article", "webpage"),
        (None, "webpage"),
    ],
)
def test_an_article_is_cited_by_its_own_type(own: str | None, type_: str) -> None:
    """Only a page of a news type is cited as an article of a newspaper."""
    assert csl.item(known(ARTICLE, type=own))["type"] == type_


@pytest.mark.parametrize(
    ("published", "parts"),
    [
        ("2021", [2021]),
        ("2021-01", [2021, 1]),
        ("2021-01-26", [2021, 1, 26]),
        ("2021-01-26T23:59:00-05:00", [2021, 1, 26]),
    ],
)
def test_dates_are_as_precise_as_they_are_known(published: str, parts: list[int]) -> None:
    """No month and no day is made up."""
    assert csl.item(known(ARTICLE, published=published))["issued"] == {"date-parts": [parts]}


def test_an_unknown_page_has_little() -> None:
    """No date and no author is made up; the title, which a citation needs, is the address."""
    assert csl.item(LINK).keys() == {"id", "type", "title", "container-title", "publisher", "accessed", "URL"}


def test_names_stay_whole() -> None:
    """Where a family name begins is not known."""
    item = csl.item(known(ARTICLE, authors=(Author(name="Jane van Doe", type="person"),)))
    assert item["author"] == [{"literal": "Jane van Doe"}]
