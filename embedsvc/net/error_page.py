"""The page that comes with the status of an error: a bot check often answers 429 or 503."""

from embedsvc.errors import Failure
from embedsvc.net import body
from embedsvc.net.exchange import Response
from embedsvc.read.walls import bot_checks

_MISSING = frozenset({404, 410})
"""Statuses that end the source, which a sentence on their page must not undo."""
_HTML = ("text/html", "application/xhtml+xml")


def is_bot_check(response: Response) -> bool:
    """Whether the site refuses because it doubts that the client is human, whatever the status means. A body
    that can't be read is no bot check.
    """
    if bot_checks.has_header(response.headers):
        return True
    is_html = response.first("content-type").lower().startswith(_HTML)
    if response.status in _MISSING or not is_html:
        return False
    try:
        page = body.read(response, bot_checks.MAX_BYTES)
    except Failure:
        return False
    return bot_checks.stands_in_error(page.content)
