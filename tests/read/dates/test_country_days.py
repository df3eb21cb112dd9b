from datetime import datetime

import pytest
from babel.core import get_global

from embedsvc.read.dates import country_days


@pytest.mark.parametrize(
    ("host", "moment", "days"),
    [
        ("news.de", "2021-09-11T22:30:00Z", {"2021-09-12"}),
        ("news.de", "2021-01-11T22:30:00Z", {"2021-01-11"}),
        ("NEWS.CO.UK", "2021-09-11T23:30:00Z", {"2021-09-12"}),
        ("news.us", "2021-09-11T06:30:00Z", {"2021-09-10", "2021-09-11"}),
        ("news.com.au", "2021-09-11T15:30:00Z", {"2021-09-11", "2021-09-12"}),
        ("diario.cl", "2021-09-11T04:30:00Z", {"2021-09-11"}),
        ("diario.com.co", "2021-09-11T02:30:00Z", {"2021-09-10"}),
        ("news.com.cn", "2021-09-11T17:00:00Z", {"2021-09-12"}),
        ("news.com.ua", "2021-01-11T21:30:00Z", {"2021-01-11"}),
        ("news.co.nz", "2021-06-11T11:30:00Z", {"2021-06-11"}),
        ("haber.tr", "2012-01-11T21:30:00Z", {"2012-01-11"}),
        ("haber.tr", "2020-01-11T21:30:00Z", {"2020-01-12"}),
    ],
)
def test_days_in_the_country_of_a_domain(host: str, moment: str, days: set[str]) -> None:
    """By the offsets at that moment; Easter Island, Chatham, Crimea and Urumqi do not count."""
    assert country_days.possible_days(datetime.fromisoformat(moment), host) == frozenset(days)


@pytest.mark.parametrize(
    "host",
    [
        "a.com",
        "a.eu",
        "startup.co",
        "a.io",
        "a.tv",
        "a.me",
        "a.ai",
        "t.ly",
        "a.xx",
        "a.news",
        "127.0.0.1",
        "::1",
        "de.",
        "",
        "localhost",
    ],
)
def test_a_domain_without_country(host: str) -> None:
    """Generic domains, country codes that the whole world uses, and hosts without a domain."""
    assert country_days.possible_days(datetime.fromisoformat("2021-09-11T23:30:00Z"), host) is None


def test_every_country_of_cldr_has_days() -> None:
    """The time zone database has all zones that CLDR names, except for "unknown"."""
    moment = datetime.fromisoformat("2021-09-11T12:00:00Z")
    for country in set(get_global("territory_zones")) - {"001", "ZZ"}:
        assert country_days.possible_days(moment, f"news.{country.lower()}") != frozenset()
