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


@pytest.mark.parametrize(
    "name",
    ["prism.publicationDate", "eprints.date", "bepress_citation_online_date", "DC.Date.created", "dc:date.issued",
     "DCTERMS.available", "PubDate", "publishDate", "publish-date", "Date.Published", "published_at", "published-time",
     "article:published_at", "cXenseParse:publishtime", "weibo: article:create_at", "DC.date", "issued"],
)  # fmt: skip
def test_a_day_in_any_vocabulary_is_read(name: str) -> None:
    assert read_page(f'<meta name="{name}" content="2021-05-03">').published == "2021-05-03"


def test_a_day_that_an_author_enters_precedes_a_moment_that_a_system_writes() -> None:
    """Systems state the moment when they last generated the page."""
    head = '<meta name="published-time" content="2026-03-09T08:45:32Z"><meta name="published-date" content="2021-02-16">'
    assert read_page(head).published == "2021-02-16"


def test_the_day_online_makes_the_month_of_an_issue_precise() -> None:
    """Highwire's day of the issue may be only a year or a month."""
    head = (
        '<meta name="citation_date" content="2017/06"><meta name="citation_online_date" content="2017/06/12">'
    )
    assert read_page(head).published == "2017-06-12"
