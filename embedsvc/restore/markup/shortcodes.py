"""Embeds as shortcodes: of WordPress and forums (`[embed]`, `[youtube]`, `[media=youtube]`), of Hugo
(`{{< tweet >}}`), of Jekyll, Eleventy and GitBook (`{% youtube %}`), of wikis (`{{cite tweet}}`,
`{{#ev:youtube}}`, `{{youtube>}}`), of Joomla (`{youtube}`), of Markdown dialects (`@[youtube]()`, `%[]`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from embedsvc.restore.markup.candidate import Candidate
from embedsvc.restore.markup.permalinks import NAMES, permalink, platform_in

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
    rf"(?:[a-z]{{1,12}}[-_]){{0,3}}(?:{_PLATFORM}|video)"
    r"(?:[-_](?:embed|video|single|simple|post|lite|player|privacy))?|(?:[a-z]{1,12}[-_])?embed|oembed"
    r"|blackbirdpie|arve|fve|embedpress"
)
"""Of a shortcode: the platform's, with what its plugin puts around it."""
_ANY_SITE = frozenset({"embed", "oembed", "embedpress"})
"""Those that embed the address of whatever site; the others are used for files and templates too."""
_TAG = r"[^\[\]\n]"
_SQUARE = re.compile(
    rf"(?<![\[\\])\[(?:(?P<name>{_NAME})(?:(?:\s|=|;){_TAG}{{0,2000}})?\]{_TAG}{{1,2000}}\[/(?P=name)\]"
    rf"|(?P<alone>{_NAME})(?:\s|=){_TAG}{{1,2000}}\](?:\[/(?P=alone)\])?"
    rf"|media=(?P<media>\w+)\]{_TAG}{{1,2000}}\[/media\]"
    rf"|(?P<colon>video):https?://{_TAG}{{4,2000}}\])(?!\])",
    re.IGNORECASE,
)
_BRACES = re.compile(
    rf"(?<!\{{)\{{\{{[<%]\s*(?P<hugo>{_NAME})\s[^{{}}\n]{{1,500}}?\s*/?[>%]\}}\}}"
    rf"(?:\s*\{{\{{[<%]\s*/\s*(?P=hugo)\s*[>%]\}}\}})?"
    rf"|\{{%-?\s*(?P<liquid>{_NAME})[\s:][^{{}}%\n]{{1,500}}?\s*-?%\}}(?:\s*\{{%-?\s*end(?P=liquid)\s*-?%\}})?"
    r"|\{%-?\s*include(?:_cached|-cached)?\s+(?P<include>[\w/.-]{1,80})\s[^{}%\n]{1,500}?\s*-?%\}"
    r"|\{\{\s*(?P<wiki>cite tweet|youtube|vimeo|tweet|twitter status)\s*\|[^{}]{1,1000}\}\}"
    rf"|\{{\{{\s*\#evt?:\s*(?:service\s*=\s*)?(?P<service>{_PLATFORM})\s*\|[^{{}}]{{1,1000}}\}}\}}"
    rf"|\{{\{{\s*(?P<doku>{_PLATFORM})>[^{{}}\s?|]{{4,200}}[^{{}}\n]{{0,200}}\}}\}}"
    rf"|(?<!\{{)\{{(?P<joomla>{_PLATFORM})\}}[^{{}}\n]{{4,500}}\{{/(?P=joomla)\}}",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    rf"@\[(?P<at>{_PLATFORM})\]\([^()\s]{{4,500}}\)"
    rf"|^[ ]{{0,3}}::?(?P<directive>{_PLATFORM})(?:\[{_TAG}{{0,200}}\])?\{{[^{{}}\n]{{4,500}}\}}"
    r"|^[ ]{0,3}%\[https?://[^\s\[\]]{4,2000}\][ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_STARTS = {"[": _SQUARE, "{": _BRACES, "@[": _MARKDOWN, "::": _MARKDOWN, "%[": _MARKDOWN}
_BETWEEN = re.compile(r"[\[\]{}<>%()|#;?]+")
"""What separates the parameters, besides white space."""


def find(source: str) -> Iterator[Candidate]:
    """The shortcodes, in no order."""
    for pattern in {pattern for start, pattern in _STARTS.items() if start in source}:
        for match in pattern.finditer(source):
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
