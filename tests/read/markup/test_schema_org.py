from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedsvc.read.markup.schema_org import parse_doi
from tests.support.pages import JSON_LD_ARTICLE, json_ld, read_page


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(list(JSON_LD_ARTICLE)),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["name", "url", "@id", "@type", "@list"]), inner)
            ),
            max_leaves=8,
        ),
    )
)
def test_values_of_wrong_types_are_ignored(node: dict[str, Any]) -> None:
    """Whatever is in place of a text, the page is read."""
    found = read_page(json_ld({**node, "@type": "Article"}))
    assert found.title is None or isinstance(found.title, str)
    assert all(isinstance(author.name, str) for author in found.authors)


@pytest.mark.parametrize(
    ("text", "doi"),
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
def test_a_doi_is_parsed_with_and_without_a_prefix(text: str | None, doi: str | None) -> None:
    """DOIs are case-insensitive, so all are in lower case."""
    assert parse_doi(text) == doi
