"""What widgets show under a post: where it came from, how often it was liked, what a reader can do."""

import re

from embedsvc.restore.grammar.attribution import trimmed

_SITES = "(?:x|twitter|threads|instagram|facebook|tiktok|telegram|bluesky|mastodon)"
_VIEW = re.compile(
    rf"(?:view|see|watch|open)(?: (?:it|this|post|video|the latest .{{1,40}}))* (?:on|in) {_SITES}"
    rf"|auf {_SITES} (?:ansehen|anzeigen)|(?:voir|afficher) sur {_SITES}|ver en {_SITES}|ver no {_SITES}"
    rf"|(?:visualizza|vedi|guarda) su {_SITES}|bekijken? op {_SITES}|(?:zobacz|wyświetl) (?:na|w) {_SITES}"
    rf"|(?:посмотреть|смотреть) (?:в|на) {_SITES}|(?:переглянути|дивитися) (?:в|на|у) {_SITES}"
    rf"|{_SITES}[’'](?:te|ta|da|de) görüntüle|lihat di {_SITES}|(?:عرض|شاهد) على {_SITES}"
    rf"|مشاهده در {_SITES}|(?:הצגה|הצג|צפייה) ב-? ?{_SITES}|{_SITES} ?で(?:見る|表示)"
    rf"|在 ?{_SITES} ?上?(?:查看|檢視)|{_SITES}에서 보기"
    rf"|(?:προβολή|δείτε) στο {_SITES}|{_SITES} पर देखें|{_SITES} پر دیکھیں",
    re.IGNORECASE,
)
_CLIENT = re.compile(
    r"(?:twitter|x) (?:for (?:iphone|ipad|android|mac|websites|advertisers)|web (?:app|client)|media studio)"
    r"|tweetdeck|hootsuite(?: inc\.)?",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"(?:[\d.,\u202f\u00a0]{1,12}\s?[KMB]?\s+"
    r"(?:(?:re|quote )?(?:tweets?|posts?)|likes?|replies|reply|views|quotes|bookmarks|comments?|shares?)"
    r"[\s·,.]*){1,5}",
    re.IGNORECASE,
)
_ACTIONS = re.compile(
    r"(?:(?:reply|copy link(?: to (?:post|tweet))?|share(?: this (?:post|tweet))?|follow"
    r"|translate (?:post|tweet)|read (?:[\d.,K]{1,8} )?(?:more )?(?:replies|reply)"
    r"|read the full conversation on \w+|explore what.s happening on \w+"
    r"|show this thread|[\d.,]{1,8}[KM]?)[\s·]*){1,6}",
    re.IGNORECASE,
)
_LONGEST = 120
_LONGEST_LINE = 400
"""Characters with the spaces and marks of direction around it."""


def end_of_lines(text: str, start: int) -> int:
    """Where the lines end that a widget shows under a line of the text that ends at an index."""
    end, line = start, start
    while line < len(text):
        line_end = text.find("\n", line, line + _LONGEST_LINE)
        if line_end < 0:
            line_end = len(text)
        shown = trimmed(text[line : min(line_end, line + _LONGEST_LINE)])
        if shown and (line == start or not is_debris(shown)):
            break
        end = start if line == start else line_end
        line = line_end + 1
    return end


def is_debris(text: str) -> bool:
    """Whether a whole line or paragraph is of the widget."""
    return len(text) <= _LONGEST and any(
        pattern.fullmatch(text) for pattern in (_VIEW, _CLIENT, _COUNTS, _ACTIONS)
    )
