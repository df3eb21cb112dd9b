"""The time of day and its zone after a date, in RFC 3339."""

from typing import NamedTuple

from embedsvc.read.dates.tokens import Tokens, words

_BEFORE = words(
    ", . - | / · • @ ( t at um a à alle ore las les la às as kl klo kello klockan klokken ob о в у u om o "
    "saat godz ora στις בשעה ב pukul jam lúc vào الساعة ساعت el le los"
)
_AFTER = words("uhr h ч น hrs godz")
_SEPARATORS = {":", "h", ".", "u"}
# Names with one common meaning (RFC 5322 §4.3 and others). IST and BST, for example, have several.
_HOURS = {
    0: "z utc gmt ut wet",
    -4: "edt",
    -5: "est cdt",
    -6: "cst mdt",
    -7: "mst pdt",
    -8: "pst",
    1: "cet mez",
    2: "cest mesz eet",
    3: "eest msk мск trt",
    7: "wib",
    8: "wita hkt",
    9: "wit jst kst",
    10: "aest",
    11: "aedt",
    12: "nzst",
    13: "nzdt",
}
_ZONES = {name: 60 * hours for hours, names in _HOURS.items() for name in names.split()}
_LARGEST_OFFSET = 14 * 60


class TimeOfDay(NamedTuple):
    """`text` is `HH:MM:SS[.f]` with its offset, None without a zone. `after` is the next token's index."""

    text: str | None
    after: int


def parse(tokens: Tokens, start: int) -> TimeOfDay:
    """The time at a token. Where there is none, `after` is `start`."""
    iso = tokens[start].text == "t"
    index = tokens.skip(start, _BEFORE)
    hour, sign, minute = tokens[index], tokens[index + 1].text, tokens[index + 2]
    if not (sign in _SEPARATORS or (iso and sign == "-")) or minute.digits != 2 or minute.number > 59:
        return TimeOfDay(None, start)
    if not 1 <= hour.digits <= 2 or hour.number > 23:
        return TimeOfDay(None, start)
    seconds, index = _seconds(tokens, index + 3, sign)
    is_pm, index = _half_of_day(tokens, tokens.skip(index, _AFTER))
    hours = hour.number if is_pm is None else hour.number % 12 + 12 * is_pm
    zone, index = _zone(tokens, index, exact=iso or bool(seconds))
    if zone is None:
        return TimeOfDay(None, index)
    return TimeOfDay(f"{hours:02}:{minute.number:02}:{seconds or '00'}{_offset(zone)}", index)


def _seconds(tokens: Tokens, index: int, sign: str) -> tuple[str, int]:
    """Seconds with their fraction, or "". A leap second becomes the 59th, since `datetime` has no 60th."""
    second = tokens[index + 1]
    if tokens[index].text != sign or second.digits != 2 or second.number > 60:
        return "", index
    text, index = f"{min(second.number, 59):02}", index + 2
    fraction = tokens[index + 1].text
    if (
        tokens[index].text in {".", ","}
        and fraction.isdecimal()
        and tokens[index].end == tokens[index + 1].start
    ):
        digits = "".join(str(int(digit)) for digit in fraction[:6]).rstrip("0")
        return (f"{text}.{digits}" if digits else text), index + 2
    return text, index


def _half_of_day(tokens: Tokens, index: int) -> tuple[bool | None, int]:
    """Whether the time is pm (pm, p.m., م) or am (am, a.m., ص); None where neither is stated."""
    word = tokens[index].text
    if word in {"am", "pm"}:
        return word == "pm", index + 1
    if word in {"ص", "م"}:
        return word == "م", index + 1
    if word in {"a", "p"} and tokens[index + 1].text == "." and tokens[index + 2].text == "m":
        return word == "p", index + 3 + (tokens[index + 3].text == ".")
    return None, index


def _zone(tokens: Tokens, index: int, *, exact: bool) -> tuple[int | None, int]:
    """Minutes east of UTC, from figures or a name. After a time without seconds, "-15:30" ends a range."""
    start, index = index, index + (tokens[index].text == "(")
    named = _ZONES.get(tokens[index].text)
    if named is None:
        zone, after = _figures(tokens, index, exact=exact)
        return (zone, after) if zone is not None else (None, start)
    zone, after = _figures(tokens, index + 1, exact=True) if named == 0 else (None, index + 1)
    if zone is not None:
        return zone, after
    return named, index + 1


def _figures(tokens: Tokens, index: int, *, exact: bool) -> tuple[int | None, int]:
    """+0100, +01:00, and +01 or +1 where `exact`."""
    sign, hours, minutes = tokens[index], tokens[index + 1], tokens[index + 3]
    if (
        sign.text not in {"+", "-"}
        or sign.end != hours.start
        or not (exact or sign.text == "+" or hours.digits == 4)
    ):
        return None, index
    after = index + 2
    if hours.digits == 4:
        hour, minute = divmod(hours.number, 100)
    elif 1 <= hours.digits <= 2 and tokens[after].text == ":" and minutes.digits == 2:
        hour, minute, after = hours.number, minutes.number, index + 4
    elif 1 <= hours.digits <= 2 and exact:
        hour, minute = hours.number, 0
    else:
        return None, index
    total = hour * 60 + minute
    if minute > 59 or total > _LARGEST_OFFSET:
        return None, index
    return (-total if sign.text == "-" else total), after


def _offset(zone: int) -> str:
    return f"{'-' if zone < 0 else '+'}{abs(zone) // 60:02}:{abs(zone) % 60:02}" if zone else "Z"
