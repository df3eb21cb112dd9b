"""The calendar days of a moment in the country of a host's top-level domain."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.core import get_global

from embedsvc.read.word_lists import word_set

_COUNTRIES = {"uk": "GB", "com.co": "CO"}
"""Domains whose country is not that of their last label."""
_GENERIC = word_set(
    # https://developers.google.com/search/docs/specialty/international/managing-multi-regional-sites
    "ad ai as bz cc cd co dj fm io la me ms nu sc sr su tk tv ws "
    # free of charge for years, or popular for what their letters spell
    "ac ag cf cx ga gd gg gl gq gs im je lc ly ml mp nf nr pn pw sh so st sx tc tf tl tm to vc vg vu"
)
"""Country-code domains with sites from the whole world, which indicate no country."""
_OUTLYING = frozenset({"Pacific/Easter", "Pacific/Chatham", "Europe/Simferopol", "Asia/Urumqi"})
"""Zones where hardly any site publishes: their days would make those of the whole country ambiguous."""


def possible_days(moment: datetime, host: str) -> frozenset[str] | None:
    """The dates (RFC 3339) of a moment in all zones of the host's country, by CLDR and the IANA Time Zone
    Database; None where the host's name indicates no country.
    """
    country = _country(host.lower())
    if country is None:
        return None
    return frozenset(moment.astimezone(zone).date().isoformat() for zone in _zones(country))


def _country(host: str) -> str | None:
    """ISO 3166 code."""
    *_, second, top = ("", *host.rsplit(".", 2))
    special = _COUNTRIES.get(f"{second}.{top}") or _COUNTRIES.get(top)
    if special or top in _GENERIC or len(top) != len("de"):
        return special
    return top.upper() if top.upper() in get_global("territory_zones") else None


@cache
def _zones(country: str) -> tuple[ZoneInfo, ...]:
    """`ZoneInfo` itself caches eight zones; Russia has 26."""
    keys = set(get_global("territory_zones")[country])
    return tuple(map(ZoneInfo, sorted(keys - _OUTLYING)))
