import pytest

from tests.support.pages import read_page


def test_published_and_modified_are_never_mixed() -> None:
    """A page that only states when it was changed has no day of publication."""
    found = read_page('<meta property="article:modified_time" content="2021-05-05T10:00:00Z">')
    assert (found.published, found.modified) == (None, "2021-05-05T10:00:00Z")


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Z", "T10:30:00Z"),
        ("+0000", "T10:30:00Z"),
        ("-00:00", "T10:30:00Z"),
        ("+0100", "T10:30:00+01:00"),
        ("-03:30", "T10:30:00-03:30"),
        ("+1400", "T10:30:00+14:00"),
        ("+1500", ""),
        ("+0060", ""),
        ("+01:99", ""),
        ("", ""),
    ],
)
def test_an_invalid_offset_leaves_the_day(zone: str, expected: str) -> None:
    """Minutes end at 59 (RFC 3339 §5.6), and no clock is further ahead than 14 hours."""
    head = f'<meta property="article:published_time" content="2021-01-26T10:30:00{zone}">'
    assert read_page(head).published == f"2021-01-26{expected}"


def test_a_paper_is_dated_by_its_issue() -> None:
    """Highwire's day of a later version online is not that of publication."""
    head = '<meta name="citation_date" content="2017/06/12"><meta name="citation_online_date" content="2023/08/02">'
    assert read_page(head).published == "2017-06-12"


def test_the_day_in_the_data_of_scripts_is_read() -> None:
    """For pages that scripts render; several days are of other pages."""
    assert read_page('<script>{"post":{"publishedAt":"2021-09-12T10:30:00Z"}}</script>').published == (
        "2021-09-12T10:30:00Z"
    )
    several = '<script>[{"publishedAt":"2021-09-12"},{"publishedAt":"2021-09-13"}]</script>'
    assert read_page(several).published is None
