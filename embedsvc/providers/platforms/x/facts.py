"""What every answer about a post of X is made into: its author, its address and its day."""

from datetime import date, datetime, timedelta

from embedsvc.model import Author, Provider
from embedsvc.read.dates import dates
from embedsvc.read.posts import snowflake

HOME = "https://x.com/"
X = Provider(name="X", url=HOME, key="x")


def author(name: str | None, handle: str | None) -> Author | None:
    """The account; None without a name."""
    return Author(name=name, handle=handle, url=HOME + handle if handle else None) if name else None


def permalink(by: Author | None, key: str) -> str:
    """The address of a post, which does not depend on the account in it."""
    return f"{HOME}{(by and by.handle) or 'i'}/status/{key}"


def day(label: str | None, language: str | None, key: int) -> str | None:
    """The labelled day, unless it contradicts the id, which contains the time of posting."""
    labelled = dates.parse(label, languages=("en", language) if language else ("en",)) if label else None
    published = moment(key)
    posted = published.date() if published else None
    if posted and labelled:
        difference = abs(date.fromisoformat(labelled[:10]) - posted)
        return labelled if difference <= timedelta(days=1) else posted.isoformat()
    return labelled or (posted.isoformat() if posted else None)


def moment(key: int) -> datetime | None:
    """When the post with this id was published."""
    posted = snowflake.posted(key)
    return posted.replace(microsecond=0) if posted else None
