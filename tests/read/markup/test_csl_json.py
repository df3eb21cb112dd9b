"""Works as CSL-JSON."""

import pytest

from embedsvc.read.markup import csl_json


def work(**fields: object) -> object:
    return {"title": "A sample", **fields}


def test_a_work_of_crossref() -> None:
    """Lists for single values, JATS in texts, and Crossref's own type names (invented, in the shape that
    api.crossref.org documents).
    """
    found = csl_json.parse(
        {
            "type": "journal-article",
            "title": ["On <i>samples</i> &amp; H<sub>2</sub>O"],
            "subtitle": ["A second look"],
            "container-title": ["Journal of Samples"],
            "publisher": "A press",
            "author": [
                {"given": "Ann", "family": "Doe", "ORCID": "https://orcid.org/0000-0001"},
                {"name": "A group"},
            ],
            "issued": {"date-parts": [[2021, 4, 3]]},
            "abstract": "<jats:title>Abstract</jats:title><jats:p>What was   found.</jats:p>",
            "DOI": "10.5555/Sample",
            "language": "en",
            "license": [{"URL": "https://creativecommons.org/licenses/by/4.0/"}],
        }
    )
    assert found is not None
    assert (found.title, found.publisher) == ("On samples & H2O: A second look", "Journal of Samples")
    assert [(each.name, each.url, each.type) for each in found.authors] == [
        ("Ann Doe", "https://orcid.org/0000-0001", "person"),
        ("A group", None, "organization"),
    ]
    assert (found.published, found.doi, found.language) == ("2021-04-03", "10.5555/sample", "en")
    assert (found.type, found.description) == ("ScholarlyArticle", "What was found.")
    assert found.license == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ({"date-parts": [[2021]]}, "2021"),
        ({"date-parts": [[2021, 4]]}, "2021-04"),
        ({"date-parts": [["2021", "4", "3"]]}, "2021-04-03"),
        ({"date-parts": [[2021, 13]]}, "2021"),
        ({"raw": "2021-04-03T10:00:00Z"}, "2021-04-03"),
        ({"raw": "spring 2021"}, None),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": []}, None),
        ("2021", None),
    ],
)
def test_dates(date: object, expected: str | None) -> None:
    """With the precision that they have, never more."""
    found = csl_json.parse(work(issued=date))
    assert found is not None
    assert found.published == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (
            {"given": "Ludwig", "non-dropping-particle": "van", "family": "Doe", "suffix": "Jr."},
            "Ludwig van Doe Jr.",
        ),
        ({"family": "Doe"}, "Doe"),
        ({"literal": "A ministry"}, "A ministry"),
        ({"given": " "}, None),
        ("Ann Doe", None),
    ],
)
def test_names(person: object, expected: str | None) -> None:
    """In the order in which they are read."""
    found = csl_json.parse(work(author=[person]))
    assert found is not None
    assert [author.name for author in found.authors] == ([expected] if expected else [])


@pytest.mark.parametrize("item", [{}, [], "text", None, {"title": ""}, {"title": []}, {"title": 7}])
def test_no_work(item: object) -> None:
    """A work has a title."""
    assert csl_json.parse(item) is None
