from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

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
