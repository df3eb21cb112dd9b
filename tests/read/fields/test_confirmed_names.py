import pytest

from tests.support.pages import HEADLINE, author_names, read_article


@pytest.mark.parametrize(
    "body",
    [
        "<p><span>Jane Doe</span></p><p>Text.</p><p>Jane Doe is a freelance travel writer.</p>",
        "<div>3 May 2021 · <a href='https://github.com/janedoe'><span>Jane Doe</span></a></div><p>Text.</p>",
        "<div><a href='/team/jane'>Jane Doe</a></div><p>Text.</p>",
    ],
)
def test_a_second_place_confirms_a_name_near_the_headline(body: str) -> None:
    """A text about the author, or a link to a profile."""
    assert author_names(read_article(f"<div>{HEADLINE}{body}</div>")) == ["Jane Doe"]


@pytest.mark.parametrize(
    "body",
    [
        "<p><span>Real Estate</span></p><p>Text.</p>",
        "<p><span>Jane Doe</span></p><p>Text.</p><p>Jane Doe is a swimmer.</p>",
        f"<p>Yesterday <a href='https://github.com/janedoe'>Jane Doe</a> swam. {'It was cold. ' * 10}</p>",
        f"{'<p>Text.</p>' * 30}<p>Jane Doe</p><p>Jane Doe is a writer.</p>",
    ],
)
def test_sections_and_people_of_the_text_are_not_confirmed(body: str) -> None:
    """Without a second place, far from the headline, within a sentence, or with another profession."""
    assert author_names(read_article(f"<div>{HEADLINE}{body}</div>")) == []
