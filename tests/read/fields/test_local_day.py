import pytest

from tests.support.pages import read_page


def test_a_visible_day_precedes_the_day_in_utc() -> None:
    """Where the stated time is in the small hours of UTC and the page shows the day before, that day counts."""
    head = '<meta property="article:published_time" content="2020-02-25T02:25:54+00:00">'
    assert read_page(head, '<p class="date">February 24, 2020</p>').published == "2020-02-24"
    assert read_page(head, '<p class="date">February 25, 2020</p>').published == "2020-02-25T02:25:54Z"


@pytest.mark.parametrize(
    ("host", "moment", "expected"),
    [
        ("diario.com.bo", "2022-05-04T02:41:00Z", "2022-05-03"),
        ("nouvelles.ca", "2020-08-25T00:23:33.312Z", "2020-08-24"),
        ("news.jp", "2021-09-11T15:30:00Z", "2021-09-12"),
        ("news.de", "2021-09-11T20:30:00Z", "2021-09-11T20:30:00Z"),
        ("news.de", "2021-09-11T22:30:00Z", "2021-09-12"),
        ("news.de", "2021-01-11T22:30:00Z", "2021-01-11T22:30:00Z"),  # winter time
        ("islas.es", "2021-09-11T22:30:00Z", "2021-09-11T22:30:00Z"),  # the next day, but not on the Canaries
        ("haber.tr", "2012-01-11T21:30:00Z", "2012-01-11T21:30:00Z"),  # three hours ahead only since 2016
        ("haber.tr", "2020-01-11T21:30:00Z", "2020-01-12"),
        ("news.uk", "2021-09-11T23:30:00Z", "2021-09-12"),
        ("diario.cl", "2021-09-11T02:30:00Z", "2021-09-10"),  # Easter Island does not count
        ("startup.co", "2021-09-11T02:30:00Z", "2021-09-11T02:30:00Z"),  # not a site of Colombia
        ("diario.com.co", "2021-09-11T02:30:00Z", "2021-09-10"),
        ("news.example", "2021-09-11T23:30:00Z", "2021-09-11T23:30:00Z"),
        ("news.jp", "2021-09-11T23:30:00+09:00", "2021-09-11T23:30:00+09:00"),  # an offset of its own
    ],
)
def test_the_day_is_that_of_the_sites_country(host: str, moment: str, expected: str) -> None:
    """If all of the country of the domain has the same day at the stated time."""
    head = f'<meta property="article:published_time" content="{moment}">'
    assert read_page(head, url=f"https://{host}/story").published == expected


def test_a_visible_day_precedes_that_of_the_country() -> None:
    """The page's own day counts where it is the one in UTC."""
    head = '<meta property="article:published_time" content="2021-09-11T15:30:00Z">'
    shown = '<p class="date">11 September 2021</p>'
    assert read_page(head, shown, url="https://news.jp/story").published == "2021-09-11T15:30:00Z"


@pytest.mark.parametrize("moment", ["Wed, 04 May 2022 02:41:00 GMT", "2022-05-04T02:41:00+0000"])
def test_a_time_in_utc_has_many_forms(moment: str) -> None:
    """The zone of the parsed time counts, not how the page writes it."""
    head = f'<meta property="article:published_time" content="{moment}">'
    assert read_page(head, url="https://diario.com.bo/story").published == "2022-05-03"
