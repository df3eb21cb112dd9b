"""Clocks of the countries that sites stand in: which day a moment in UTC falls on there."""

from datetime import datetime, timedelta, timezone

_OFFSETS: dict[tuple[float, float], str] = {
    (-10, -4): "us",
    (-8, -2.5): "ca",
    (-8, -5): "mx",
    (-6, -6): "cr gt hn ni sv",
    (-6, -5): "ec",
    (-5, -5): "pa pe com.co",
    (-5, -4): "cu",
    (-5, -2): "br",
    (-4.5, -4): "ve",
    (-4, -4): "bo do",
    (-4, -3): "cl py",
    (-3, -3): "ar",
    (-3, -2): "uy",
    (-1, 1): "pt",
    (0, 0): "ci gh sn",
    (0, 1): "gb ie ma uk",
    (0, 2): "es",
    (1, 1): "cm dz ng tn",
    (1, 2): "al at ba be ch cz de dk fr hr hu it li lu mc mk mt nl no pl rs se si sk sm va",
    (2, 2): "bw mz rw zm za zw",
    (2, 3): "bg by cy ee eg fi gr il lb lt lv md ro tr ua",
    (3, 3): "ke kw qa sa tz ug",
    (2, 12): "ru",
    (3.5, 4.5): "ir",
    (4, 4): "ae ge om",
    (4, 5): "az",
    (4.5, 4.5): "af",
    (5, 5): "pk uz",
    (5, 6): "kz",
    (5.5, 5.5): "in lk",
    (5.75, 5.75): "np",
    (6, 6): "bd",
    (6.5, 6.5): "mm",
    (7, 7): "kh th vn",
    (7, 9): "id",
    (8, 8): "cn hk my ph sg tw",
    (9, 9): "jp kr",
    (8, 11): "au",
    (12, 13): "nz",
}
"""Hours ahead of UTC, the least and the most of a year and of all parts of the country (IANA Time Zone
Database, 2010 to 2026), by top-level domain; without Easter Island, the Chatham Islands, Crimea and Urumqi's
own clock, by which hardly a site publishes. Domains that half the world uses (.co, .io, .tv, .me) tell of no
country.
"""

_OF = {domain: offsets for offsets, domains in _OFFSETS.items() for domain in domains.split()}


def days(moment: datetime, host: str) -> frozenset[str] | None:
    """The days (RFC 3339) that it is at a moment somewhere in the country of a host; None where its name
    tells of none.
    """
    *_, second, top = ("", *host.lower().rsplit(".", 2))
    offsets = _OF.get(f"{second}.{top}") or _OF.get(top)
    if offsets is None:
        return None
    return frozenset(
        moment.astimezone(timezone(timedelta(hours=hours))).date().isoformat() for hours in offsets
    )
