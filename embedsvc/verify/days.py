"""The day of a quotation or its source."""

from datetime import date

from embedsvc.read.dates import dates

_WHOLE_DAY = len("2021-01-26")


def whole_day(published: str | None) -> date | None:
    """None for a date without its day too."""
    value = dates.parse(published or "") or ""
    return date.fromisoformat(value[:_WHOLE_DAY]) if len(value) >= _WHOLE_DAY else None
