import pytest

from embedsvc.read.markup import doi


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1000/ABC", "10.1000/abc"),
        ("doi: 10.1000/abc", "10.1000/abc"),
        ("https://dx.doi.org/10.1000/abc", "10.1000/abc"),
        ("10.1000", None),
        ("isbn/10.1000/abc", None),
        ("10.1000/a b", None),
        ("", None),
        (None, None),
    ],
)
def test_a_doi_is_parsed_with_and_without_a_prefix(text: str | None, expected: str | None) -> None:
    """DOIs are case-insensitive, so all are in lower case."""
    assert doi.parse(text) == expected
