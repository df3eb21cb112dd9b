"""Embeds as shortcodes: of WordPress and forums (`[embed]`, `[youtube]`, `[media=youtube]`), of Hugo
(`{{< tweet >}}`), of Jekyll, Eleventy and GitBook (`{% youtube %}`), of Zola (`{{ youtube(id="") }}`), of
wikis (`{{cite tweet}}`, `{{#ev:youtube}}`, `{{youtube>}}`), of Joomla (`{youtube}`), of Markdown dialects
(`@[youtube]()`, `%[]`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from embedsvc.restore.markup.candidate import Candidate
from embedsvc.restore.markup.permalinks import NAMES, permalink, platform_in
from embedsvc.restore.stretches import Stretch, outside

_URL = re.compile(r"https?://[^\s\"'<>\[\]|{}]{4,2000}")
_TOKEN = re.compile(
    r"(?P<key>[\w-]{1,30})\s*=\s*(?:\"(?P<double>[^\"]{0,2000})\"|'(?P<single>[^']{0,2000})'"
    r"|(?P<plain>[^\s\"'|]{1,2000}))|(?P<word>[^\s=|]{1,2000})"
)
_IDS = (
    *("id", "tweet", "tweetid", "tweet_id", "video", "videoid", "video_id", "number", "url", "link", "src"),
    *("href", "v", "code", "shortcode", "track"),
)
"""Parameters that hold the id, or the address."""
_PLATFORM = "|".join(sorted((re.escape(name) for name in NAMES), key=len, reverse=True))
_NAME = (
    rf"(?:[a-z]{{1,12}}[-_]){{0,3}}(?:{_PLATFORM}|video|media)"
    r"(?:[-_](?:embed|video|single|simple|post|lite|player|privacy))?|(?:[a-z]{1,12}[-_])?embed|oembed"
    r"|arve|fve|embedpress"
)
"""Of a shortcode: the platform's, with what its plugin puts around it."""
_ANY_SITE = frozenset({"embed", "oembed", "embedpress"})
"""Those that embed the address of whatever site; the others are used for files and templates too."""
_TAG = r"[^\[\]\n]"
_SQUARE = re.compile(
    rf"\[(?i:media=(?P<media>\w+)\]{_TAG}{{1,2000}}\[/media\]"
    rf"|(?P<name>{_NAME})(?:(?:\s|=|;){_TAG}{{0,2000}})?\]{_TAG}{{1,2000}}\[/(?P=name)\]"
    rf"|(?P<alone>{_NAME})(?:\s|=){_TAG}{{1,2000}}\](?:\[/(?P=alone)\])?"
    rf"|(?P<colon>video):https?://{_TAG}{{4,2000}}\])(?!\])",
)
_BRACES = re.compile(
    rf"\{{(?i:\{{[<%]\s*(?P<hugo>{_NAME})\s[^{{}}\n]{{1,500}}?\s*/?[>%]\}}\}}"
    rf"(?:\s*\{{\{{[<%]\s*/\s*(?P=hugo)\s*[>%]\}}\}})?"
    rf"|%-?\s*(?P<liquid>{_NAME})[\s:][^{{}}%\n]{{1,500}}?\s*-?%\}}(?:\s*\{{%-?\s*end(?P=liquid)\s*-?%\}})?"
    r"|%-?\s*include(?:_cached|-cached)?\s+(?P<include>[\w/.-]{1,80})\s[^{}%\n]{1,500}?\s*-?%\}"
    r"|\{\s*(?P<wiki>cite tweet|youtube|vimeo|tweet|twitter status)\s*\|[^{}]{1,1000}\}\}"
    rf"|\{{\s*(?P<zola>{_PLATFORM})\([^(){{}}\n]{{4,500}}\)\s*\}}\}}"
    rf"|\{{\s*\#evt?:\s*(?:service\s*=\s*)?(?P<service>{_PLATFORM})\s*\|[^{{}}]{{1,1000}}\}}\}}"
    rf"|\{{\s*(?P<doku>{_PLATFORM})>[^{{}}\s?|]{{4,200}}[^{{}}\n]{{0,200}}\}}\}}"
    rf"|(?P<joomla>{_PLATFORM})\}}[^{{}}\n]{{4,500}}\{{/(?P=joomla)\}})",
)
_AT = re.compile(rf"@\[(?i:(?P<at>{_PLATFORM}))\]\([^()\s]{{4,500}}\)")
_DIRECTIVE = re.compile(
    rf"::?(?i:(?P<directive>{_PLATFORM}))(?:\[{_TAG}{{0,200}}\])?\{{[^{{}}\n]{{4,500}}\}}"
)
_PERCENT = re.compile(r"%\[https?://[^\s\[\]]{4,2000}\](?=[ \t]*$)", re.MULTILINE)
_INDENT = re.compile(r"(?:^|\n)[ ]{0,3}\Z")
"""What may be before a mark of a line of its own."""


class _Form(NamedTuple):
    pattern: re.Pattern[str]
    signs: str
    """Characters that it contains, the rarest first: texts without one of them need not be searched."""
    forbidden: str = ""
    """Characters that may not be before it: a mark that is escaped or doubled is shown."""
    is_line: bool = False


_FORMS = (
    _Form(_SQUARE, "[]", "[\\"),
    _Form(_BRACES, "{}", "{"),
    _Form(_AT, "[@"),
    _Form(_DIRECTIVE, "{:", ":", is_line=True),
    _Form(_PERCENT, "[%", is_line=True),
)
_BETWEEN = re.compile(r"[\[\]{}<>%()|#;?]+")
"""What separates the parameters, besides white space."""


def find(source: str, closed: Sequence[Stretch] = ()) -> Iterator[Candidate]:
    """The shortcodes outside closed stretches, in no order."""
    open_stretches = list(outside(closed, len(source)))
    for form in _FORMS:
        if not all(sign in source for sign in form.signs):
            continue
        for start, end in open_stretches:
            if source.find(form.signs[0], start, end) < 0:
                continue
            for match in form.pattern.finditer(source, start, end):
                if _may_begin(form, source, match.start()):
                    yield from _candidates(match)


def _may_begin(form: _Form, source: str, start: int) -> bool:
    if form.is_line and not _INDENT.search(source, max(0, start - 4), start):
        return False
    return not start or source[start - 1] not in form.forbidden


def _candidates(match: re.Match[str]) -> Iterator[Candidate]:
    if url := _url(match):
        any_site = (match[match.lastgroup or 0]).lower() in _ANY_SITE
        yield Candidate(*match.span(), (url,), "shortcode", of_platform=not any_site)
    elif found := tuple(_from_ids(match)):
        yield Candidate(*match.span(), found, "shortcode")


def _url(match: re.Match[str]) -> str | None:
    url = _URL.search(match[0].removesuffix(")"))
    return url[0].replace("&amp;", "&") if url else None


class _Parameters(NamedTuple):
    named: dict[str, str]
    """By name in lower case, the first of several."""
    words: Sequence[str]
    """Those without a name."""


def _from_ids(match: re.Match[str]) -> Iterator[str]:
    """The addresses that the parameters make, for the platform that the name has."""
    start, end = match.span(match.lastgroup or 0)
    parameters = _parameters(match.string[end : match.end()])
    name = match.string[start:end].lower()
    name = name if name in NAMES else platform_in(name) or parameters.named.get("provider", "")
    user = parameters.named.get("user") or parameters.named.get("username")
    named = filter(None, map(parameters.named.get, _IDS))
    for key in (*named, *parameters.words, "/".join(parameters.words[:2])):
        if address := permalink(name, key, user):
            yield address


def _parameters(text: str) -> _Parameters:
    found = _Parameters({}, words := [])
    for token in _TOKEN.finditer(_BETWEEN.sub(" ", text)):
        value = next(filter(None, token.group("double", "single", "plain", "word")), "").strip("\"'")
        if token["key"]:
            found.named.setdefault(token["key"].lower(), value)
        else:
            words.append(value)
    return found
