import pytest

from tests.support.pages import HEADLINE, read_article

MOMENT = "2021-05-03T08:30:00+02:00"


@pytest.mark.parametrize(
    "element",
    [
        f"<abbr class=published title='{MOMENT}'>three days ago</abbr>",
        f"<span title='{MOMENT}'>three days ago</span>",
        f"<time title='{MOMENT}'>three days ago</time>",
        f"<relative-time datetime='{MOMENT}'></relative-time>",
        f"<time-ago datetime='{MOMENT}'>three days ago</time-ago>",
        f"<span class=when data-published-at='{MOMENT}'></span>",
    ],
)
def test_a_moment_in_an_attribute_is_the_day_of_publication(element: str) -> None:
    """What the reader sees is relative to now."""
    assert read_article(f"{HEADLINE}<div>{element}</div>").published == MOMENT


@pytest.mark.parametrize(
    ("attribute", "published"),
    [
        ("data-timestamp='1620023400'", "2021-05-03T06:30:00Z"),
        ("data-time=1620023400000", "2021-05-03T06:30:00Z"),
        ("data-utime=1620023400", "2021-05-03T06:30:00Z"),
        ("title='Monday, 3 May 2021, 8:30'", "2021-05-03"),
        ("title='Best of 2021'", None),
        ("title='Opening 2021 '", None),
    ],
)
def test_moments_are_seconds_or_words_too(attribute: str, published: str | None) -> None:
    """A year alone is no day."""
    assert read_article(f"{HEADLINE}<span {attribute}>three days ago</span>").published == published


@pytest.mark.parametrize(
    "element",
    [
        f"<span class=updated title='{MOMENT}'>three days ago</span>",
        f"<span title='{MOMENT}'>Updated three days ago</span>",
        f"<span class=joined title='{MOMENT}'>Since 3 May</span>",
        f"<span data-date='{MOMENT}'>Enter for the great ferry lottery</span>",
        "<a data-date='2021-05-03'>Terms</a>",
        f"<aside><span title='{MOMENT}'>three days ago</span></aside>",
    ],
)
def test_a_change_and_other_things_have_other_moments(element: str) -> None:
    """By class, by words, and by where the element is."""
    assert read_article(f"{HEADLINE}<div>{element}</div>").published is None


def test_moments_before_the_headline_are_not_the_articles() -> None:
    """They are now, or of a teaser."""
    body = f"<header><span title='{MOMENT}'>now</span></header><main>{HEADLINE}</main>"
    assert read_article(body).published is None
