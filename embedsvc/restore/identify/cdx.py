"""The CDX server API of web archives: which addresses were captured.

https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
"""

import json
from datetime import date, timedelta
from urllib.parse import urlencode

from embedsvc.errors import UpstreamError
from embedsvc.model import Snapshot

HOSTS = ("twitter.com", "x.com")
"""Posts were captured under both names."""
_CAPTURED_WITHIN = timedelta(days=60)
"""Most captures of a post are made while people talk about it."""
_LIMIT = 2_000


def query(server: str, host: str, handle: str, days: tuple[date, date]) -> str:
    """The address of the index's answer: the captured posts of an account, in the weeks after the days."""
    first, last = days
    parameters = {
        "url": f"{host}/{handle}/status/*",
        "from": f"{first:%Y%m%d}",
        "to": f"{last + _CAPTURED_WITHIN:%Y%m%d}",
        "output": "json",
        "fl": "original,timestamp",
        "collapse": "urlkey",
        "limit": _LIMIT,
    }
    return f"{server}{'&' if '?' in server else '?'}{urlencode(parameters, safe='/*,')}"


def originals(snapshot: Snapshot) -> str:
    """The captured addresses, one a line. Raises UpstreamError for an answer of another form."""
    try:
        rows = json.loads(snapshot.body) if snapshot.body.strip() else []
        return "\n".join(str(row[0]) for row in rows[1:])
    except (ValueError, TypeError, IndexError, KeyError, RecursionError):
        raise UpstreamError("The index of web archives gave an unreadable answer.") from None
