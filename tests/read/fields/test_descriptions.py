import pytest

from tests.support.pages import HEADLINE, read_article, read_page

STORY = "The ferry between the two towns sails again after eleven months."


def test_without_a_description_the_first_long_paragraph_counts() -> None:
    """Short paragraphs are captions and labels."""
    assert read_page(body=f"<p>Photo: Jane Doe</p><p>{STORY}</p>").description == STORY
    assert read_page(body="<p>Photo: Jane Doe</p>").description is None


@pytest.mark.parametrize(
    "stated",
    [
        "null",
        "{{ page.summary }}",
        "Just another WordPress site",
        "Lorem ipsum dolor sit amet, consectetur adipisici elit",
        "You need to enable JavaScript to run this app.",
        "This website uses cookies to give you the best experience.",
        "Loading…",
    ],
)
def test_what_is_stated_without_being_one_is_no_description(stated: str) -> None:
    """The next source counts."""
    head = f'<meta property="og:description" content="{stated}">'
    assert read_article(f"{HEADLINE}<p>{STORY}</p>", head=head).description == STORY
