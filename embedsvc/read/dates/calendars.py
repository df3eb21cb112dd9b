"""Converts dates of other calendars to the Gregorian one, by arithmetic.

Jalali (Solar Hijri): the 33-year cycle, which agrees with the astronomical calendar for the years
1244 to 1472 (1865 to 2094), as in K. M. Borkowski, "The Persian calendar for 3000 years" (1996).

Hijri (Islamic): the Umm al-Qura calendar of Saudi Arabia for the years 1420 to 1450, where its published
tables agree; for other years the tabular calendar with the civil epoch (Dershowitz and Reingold,
"Calendrical Calculations", ch. 7). Calendars by sighting of the moon can differ by a day.
"""

from datetime import date

_JALALI_LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)
_JALALI_YEAR = 1300
_JALALI_DAY = date(1921, 3, 21).toordinal()

_TABULAR_DAY = date(622, 7, 19).toordinal()
_UMM_AL_QURA_YEAR = 1420
_UMM_AL_QURA_DAY = date(1999, 4, 17).toordinal()
# A bit for each month of a year, the first month lowest: set where the month has 30 days, not 29.
_UMM_AL_QURA = (
    *(0xBD2, 0xBC4, 0xB89, 0xA95, 0x52D, 0x5AD, 0xB6A, 0x6D4, 0xDC9, 0xD92, 0xAA6),
    *(0x956, 0x2AE, 0x56D, 0x36A, 0xB55, 0xAAA, 0x94D, 0x49D, 0x95D, 0x2BA, 0x5B5),
    *(0x5AA, 0xD55, 0xA9A, 0x92E, 0x26E, 0x55D, 0xADA, 0x6D4, 0x6A5),
)


def jalali(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Jalali one; None where it does not exist or its year is not in 1244..1472."""
    if not (1244 <= year <= 1472 and 1 <= month <= 12 and 1 <= day <= _jalali_month(year, month)):
        return None
    before = 31 * (month - 1) - max(0, month - 7)
    years = 365 * (year - _JALALI_YEAR) + _jalali_leaps(year) - _jalali_leaps(_JALALI_YEAR)
    return date.fromordinal(_JALALI_DAY + years + before + day - 1)


def _jalali_month(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or year % 33 in _JALALI_LEAPS else 29


def _jalali_leaps(year: int) -> int:
    """The number of leap years in 0..year-1."""
    cycles, rest = divmod(year, 33)
    return cycles * len(_JALALI_LEAPS) + sum(leap < rest for leap in _JALALI_LEAPS)


def hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one; None where no month has such a day or its year is not in 1318..1500.

    The 30th of a month of 29 days is the day after the 29th: by sighting, the month can be longer.
    """
    if not (1318 <= year <= 1500 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    index = year - _UMM_AL_QURA_YEAR
    first = _umm_al_qura(index, month) if 0 <= index < len(_UMM_AL_QURA) else _tabular(year, month)
    return date.fromordinal(first + day - 1)


def _umm_al_qura(index: int, month: int) -> int:
    long = sum(months.bit_count() for months in _UMM_AL_QURA[:index])
    long += (_UMM_AL_QURA[index] & ((1 << (month - 1)) - 1)).bit_count()
    return _UMM_AL_QURA_DAY + 29 * (12 * index + month - 1) + long


def _tabular(year: int, month: int) -> int:
    return _TABULAR_DAY + 354 * (year - 1) + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2
