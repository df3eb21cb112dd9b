"""From pasted text to the link in it: what editors copy out of mails, chats, documents and share sheets.

A link ends where white space, an angle bracket or a straight double quote begins. What surrounds it comes
off: brackets, quotation marks and Markdown in front of it and behind it, and the punctuation of the sentence
that it ends. A bracket that the link opened itself is part of it (`/wiki/River_(song)`). In a text without a
link, the identifier of a work (DOI, arXiv, PMID, ISBN) stands for the address of its resolver.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import category
from urllib.parse import unquote

from embedsvc import identifiers
from embedsvc.errors import Failure, InvalidUrl
from embedsvc.model import Url
from embedsvc.urls import MAX_LENGTH, Normalise

MAX_NAMED = 5
"""Links that an error names, each with at most MAX_NAME characters."""
MAX_NAME = 100


class Pasted(NamedTuple):
    link: str
    """As it is written; the whole text if it has nothing else; for an identifier, its resolver's address."""
    url: Url


_PLAIN = re.compile(
    r"https?://(?!/)(?:[A-Za-z0-9._~:/?#@!$*+=%,;-]|&(?!amp;|#))*[A-Za-z0-9/_=~-](?<!%[0-9A-Fa-f]{2})"
)
"""A link that nothing has to be removed from. Most are, and need no more than this."""

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffc]")
"""Never part of a link. The joiners U+200C and U+200D are, in Persian and Indic words."""
_ENTITY = re.compile(r"&(?:(?:amp;)+|#0*38;|#x0*26;)|&(lt|gt|quot|nbsp);", re.IGNORECASE)
_ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "nbsp": " "}
_ESCAPE = re.compile(r"\\(?:(?=[_*~/()\[\]&#!.-])|u00(?P<code>[0-7][0-9A-Fa-f])|[nrt](?=[\s\"'\\]|\Z))")
"""Of Markdown; of JSON: a slash, an ampersand and its like, the line break behind a link."""
_ANGLE_BRACKETS = re.compile(r"<(?:URL:)?(https?://[^<>]*)>", re.IGNORECASE)
"""A link between them may be broken into lines (RFC 3986 appendix C)."""
_LINE_BREAK = re.compile(r"[\r\n]+[ \t]*")
_LOADED = re.compile(
    r"!\[[^\[\]]*\]\([^()\s]*\)|<img\b[^<>]*+>|<(script|style)\b[^<>]*+>(?:[^<]*+</\1>)?", re.IGNORECASE
)
"""An image of Markdown or of HTML, which may itself be the text of a link, and what an embed code loads."""
_RELATIVE_SCHEME = re.compile(r"""(?<==["'])//(?=[\w-]+\.\w)""")
_EMBED_CODE = re.compile(r"\s*<(?:blockquote|iframe|div|figure|amp-)", re.IGNORECASE)
_WIDGET = re.compile(
    r"\s*<blockquote\b(?=[^>]*\sclass\s*=|.*<script\b)(?:(?!<blockquote\b).)*</blockquote>\s*"
    r"(?:<script\b[^>]*>\s*</script>\s*)?",
    re.IGNORECASE | re.DOTALL,
)
"""One quotation, which the script of a platform turns into its widget."""
_SOURCE = re.compile(
    r"""\s(?:cite|src|data-(?:[\w-]{0,30}permalink|href))\s*=\s*["']([^"']+)""", re.IGNORECASE
)
"""What the element of a widget or a frame is about."""

_SCHEME = re.compile(r"https?://(?!https?://|/)", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"(?:javascript|vbscript|data|file|ftp|blob|jar|mailto):\S", re.IGNORECASE)
_BROKEN_SCHEME = re.compile(
    r"(?<![\w.:/@-])(?:h{0,2}t{1,3}p(?P<s>s?)(?:[:;]/{1,3}|/{2,3})|http(?P<secure>s?):)"
    r"(?=\w[\w-]*\.\w)",
    re.IGNORECASE,
)
"""What remains where the first letters were not selected, or a letter or a slash was mistyped."""
_SPACED_SCHEME = re.compile(r"(?<=tp)(s?)\s?([:;])\s?(?=/{1,3}\w)", re.IGNORECASE)
_WIDE_SCHEME = re.compile(r"(?<=tp)(s?)：[/／]{2}(?=\w)", re.IGNORECASE)
"""With the colon of an East Asian keyboard."""
_ENCODED = re.compile(
    r"(?:[a-z][\w+.-]*:[^\s?&#]*[?&#](?:[^\s=&]{1,40}=[^\s&]*+&)*[\w.-]{1,40}=)?"
    r"(https?(?:://(?!/)|%3a(?://|%2f%2f))[^\s&]+)\S*",
    re.IGNORECASE,
)
_INTENT = re.compile(
    r"intent://(?P<rest>\S+?)#Intent;(?:\S*?;)??scheme=(?P<scheme>https?);\S*", re.IGNORECASE
)
"""https://developer.chrome.com/docs/android/intents"""
_BEFORE_PATH = re.compile(r"https?://[^\s/?#]+\s+/\S+", re.IGNORECASE)
_WRAPPED = re.compile(
    r"https?://(?:(?!https?:)\S{62,89}[-_&%]\r?\n[ \t]*+)++"
    r"(?!https?:|[@#]|[\d.,]+\Z|(?:[\w-]+\.)+(?!html?\b|php\b)[^\W\d_]{2,63}(?![\w-]))"
    r"(?=\S*[\d/_=&%-])\S+",
    re.IGNORECASE,
)
"""Lines of a mail have at most 78 characters (RFC 5322 §2.1.1). Only a long line that ends within a name or a
query goes on in the next one, which must not be a word, a number, a host or an account: a wrong link is worse
than one that was cut.
"""
_HOST = re.compile(r"(?<![\w@./:%-])(?:\w[\w-]*\.)+[^\W\d_]{2,63}(?![\w@-])(?::\d{1,5})?")
"""A host name without a scheme."""
_RUN = re.compile(r"[^\s<>\"`]+")
_NEXT_LINK = re.compile(r"[A-Za-z0-9](?=https?://)|[,;|](?=https?://)|\[/[a-z]+\](?!=)", re.IGNORECASE)
"""Where a link ends although no white space follows: another one begins, or a tag of BBCode."""
_MARGIN = re.compile(r"(?:%(?:20|09|0A|0D|C2%A0|E2%80%8[BEF]|EF%BB%BF))+\Z", re.IGNORECASE)
"""White space and invisible characters behind a link, encoded as a part of it."""

_OPENER = dict(zip(")]}»›”’）］｝〉》」』】〕〗｣＞", "([{«‹“‘（［｛〈《「『【〔〖｢＜", strict=True))
"""The opening mark of each closing one."""
_OTHER_OPENER = {"“": "„", "”": "„", "‘": "‚", "’": "‚", "«": "»", "‹": "›"}
"""German and Slavic quotation marks, and those of Danish books."""
_OPENING = frozenset((*_OPENER.values(), "„", "‚"))
_APOSTROPHE = "’"
"""Closes a quotation only if one was opened."""
_STOPS = frozenset("，。；：！？、．｡､…")
"""Punctuation that no space follows in East Asian text; `…` also stands for the rest of a shortened link."""
_NOT_IN_URLS = frozenset("]}")
_ASCII_PUNCTUATION = frozenset(".,;:!?'|\\")
_PUNCTUATION = frozenset({"Po", "Pd", "Ps", "Pe", "Pi", "Pf", "Cf"})
_LETTERS = frozenset("\u05f3\u05f4")
"""Geresh and gershayim, punctuation by Unicode but part of Hebrew words."""
_EMPHASIS = frozenset("*_~|'")
"""Does not belong to a link if it also stands in front of it."""
_WRAPPING = _OPENING | _EMPHASIS | frozenset('"`<')
_BASIC_EMOJI = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be"
    "\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757"
    "\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55"
)
"""Emoji_Presentation below U+10000 (Unicode Technical Standard 51 §1.4.2)."""
_EMOJI = re.compile(
    rf"(?<=[A-Za-z0-9])(?:[\u2190-\u2bff\u3030\u303d\u3297\u3299]\ufe0f|\u200d[\u2190-\u2bff]"
    rf"|[{_BASIC_EMOJI}\U0001f000-\U0001faff\ufe0f\u200d])++\Z"
)
"""Stuck to the end of a link; one that is a name of its own has a slash before it. A sign that is not shown
as an emoji may be a letter of a title (`/wiki/B♭`).
"""
_SPACE = re.compile(r"\s")


def find(text: str, normalise: Normalise) -> Pasted:
    """The one link in a pasted text, or the one identifier. The same link several times is one, and an embed
    code stands for what it shows.

    Raises InvalidUrl for a text without a link, or with several, for a mistyped ISBN, and what `normalise`
    raises.
    """
    if text.count("://") == 1 and _PLAIN.fullmatch(text):
        return Pasted(text, normalise(text))
    if len(text) > MAX_LENGTH:
        raise InvalidUrl(
            f"This text has more than {MAX_LENGTH} characters, so it is not a link. Paste the link alone."
        )
    cleaned = _cleaned(text)
    if resolver := identifiers.whole(cleaned):
        return Pasted(resolver, normalise(resolver))
    found = _found(cleaned, normalise) or [
        Pasted(resolver, normalise(resolver)) for resolver in identifiers.within(cleaned)
    ]
    if len(found) > 1 and _EMBED_CODE.match(cleaned):
        found = _sources_of(cleaned, found)
    if len(found) > 1:
        raise InvalidUrl(_several(found))
    if not found:
        return Pasted(text, _whole(cleaned, normalise))
    (only,) = found
    return only._replace(link=text) if only.link == cleaned else only


def _cleaned(text: str) -> str:
    """Without what only a reader's eye or a mark-up language needs."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: _ENTITIES.get((match[1] or "").lower(), "&"), text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match["code"], 16)) if match["code"] else "", text)
    if "<" in text:
        text = _RELATIVE_SCHEME.sub("https://", text)
        text = _ANGLE_BRACKETS.sub(lambda match: f"<{_LINE_BREAK.sub('', match[1])}>", text)
    text = text.strip()
    return _joined(text) if _SCHEME.search(text) else _decoded(text)


def _joined(text: str) -> str:
    """A link that was broken in front of its path, or by a mail that wraps its lines."""
    found = _BEFORE_PATH.fullmatch(text) or _WRAPPED.fullmatch(text)
    return "".join(text.split()) if found else text


def _decoded(text: str) -> str:
    """A link that is percent-encoded as a whole, in the address of a browser's reading view or of an
    application, or has spaces in its scheme.
    """
    if _OTHER_SCHEME.match(text):
        return text
    if found := _ENCODED.fullmatch(text):
        return unquote(found[1])
    if found := _INTENT.fullmatch(text):
        return f"{found['scheme']}://{found['rest']}"
    return _SPACED_SCHEME.sub(r"\1\2", _WIDE_SCHEME.sub(r"\1://", text))


def _found(text: str, normalise: Normalise) -> list[Pasted]:
    """The links, each once. Raises the failure of the first if none can be used."""
    links = _links(_LOADED.sub(" ", text)) or _links(text)
    found: dict[str, Pasted] = {}
    failure: Failure | None = None
    for link in links:
        try:
            url = normalise(_with_whole_scheme(link))
        except Failure as error:
            failure = failure or error
        else:
            found.setdefault(url.text, Pasted(link, url))
    if failure and not found:
        raise failure
    return [each for each in found.values() if not _is_shortened(each.link, text, found.values())]


def _sources_of(code: str, found: list[Pasted]) -> list[Pasted]:
    """The links of an embed code: what its elements are about. A quotation that states nothing ends with a
    link to its platform; those of accounts and tags there are shorter than that of the post.
    """
    stated = (_longest_beginning(source, found) for source in _SOURCE.findall(code))
    if links := list(dict.fromkeys(filter(None, stated))):
        return links
    if _WIDGET.fullmatch(code) is None:
        return found
    own = (each for each in found if each.url.host == found[-1].url.host)
    return [max(own, key=lambda each: len(each.url.path))]


def _longest_beginning(source: str, found: list[Pasted]) -> Pasted | None:
    """The link that an attribute has; that of an account may be the beginning of that of its post."""
    beginnings = (each for each in found if source.startswith(each.link))
    return max(beginnings, key=lambda each: len(each.link), default=None)


def _is_shortened(link: str, text: str, others: Iterable[Pasted]) -> bool:
    """Whether it is only the beginning of another link, as an anchor text shows it."""
    return any(other.link.startswith(link) and other.link != link for other in others) and any(
        link + dots in text for dots in ("…", "...")
    )


def _links(text: str) -> list[str]:
    """What looks like a link; one without a scheme counts only if there is none with a scheme."""
    if _OTHER_SCHEME.match(text):
        return []
    found = (
        list(_with_scheme(text, _SCHEME))
        or list(_with_scheme(text, _BROKEN_SCHEME))
        or list(_without_scheme(text))
    )
    return list(dict.fromkeys(found))


def _with_whole_scheme(link: str) -> str:
    scheme = None if _SCHEME.match(link) else _BROKEN_SCHEME.match(link)
    return f"http{scheme['s'] or scheme['secure'] or ''}://{link[scheme.end() :]}" if scheme else link


def _with_scheme(text: str, scheme: re.Pattern[str]) -> Iterator[str]:
    position = 0
    while start := scheme.search(text, position):
        link = _link_at(text, start.start())
        position = max(start.end(), start.start() + len(link))
        yield link


def _without_scheme(text: str) -> Iterator[str]:
    """In a sentence only with `www.` or a path: `Node.js` and `example.com` may be mere names."""
    is_alone = len(_RUN.findall(text)) == 1
    for host in _HOST.finditer(text):
        link = _link_at(text, host.start())
        has_path = len(link) > len(host[0]) and link[len(host[0])] in "/?#"
        if is_alone or has_path or host[0].lower().startswith("www."):
            yield link


def _link_at(text: str, start: int) -> str:
    """The link that begins here, without the punctuation behind it."""
    before = text[start - 1 : start]
    run = _RUN.match(text, start)
    link = run[0] if run else ""
    cut = _NEXT_LINK.search(link, 8)
    if cut and (cut[0][0] == "[" or "?" not in link[: cut.start()]):
        link = link[: cut.start() + cut[0].isalnum()]
    is_sentence = bool(_SPACE.search(text)) or bool(before and before not in _WRAPPING)
    end, own = _end(link, before, is_sentence=is_sentence)
    link = _without_punctuation(link[:end], before, own)
    while margin := _MARGIN.search(link):
        link = _without_punctuation(link[: margin.start()], before, own)
    return _EMOJI.sub("", link) if not link[-1:].isascii() else link


def _end(link: str, before: str, *, is_sentence: bool) -> tuple[int, set[int]]:
    """Where the text around a link goes on inside its run, and the positions of the brackets that the link
    opened and closed itself.

    Punctuation outside of ASCII is part of a link that has such letters before it, but not in a sentence.
    """
    opened: list[int] = []
    own: set[int] = set()
    is_ascii = True
    for index, character in enumerate(link):
        ends = is_sentence or (is_ascii and not character.isascii())
        if opened and _closes(character, link[opened[-1]]):
            own |= {opened.pop(), index}
        elif _closes(character, before) or (character == before == "'"):
            return index, own
        elif character in _OPENING:
            opened.append(index)
        elif character in _OPENER and character != _APOSTROPHE:
            if ends or character in _NOT_IN_URLS:
                return index, own
        elif (character in _STOPS and ends) or (character == "|" and (is_sentence or before in {"<", "|"})):
            return index, own
        is_ascii = is_ascii and character.isascii()
    return (opened[0] if opened and is_sentence else len(link)), own


def _closes(character: str, opener: str) -> bool:
    return bool(opener) and opener in (_OPENER.get(character), _OTHER_OPENER.get(character))


def _without_punctuation(link: str, before: str, own: set[int]) -> str:
    end = len(link)
    while end and end - 1 not in own and _is_punctuation(link[end - 1], before):
        if link.find("#!") == end - 2 or (link[end - 1] == "'" and link.count("'", 0, end) % 2 == 0):
            break  # an address of an application; an apostrophe that closes one of the link's own
        end -= 1
    return link[:end]


def _is_punctuation(character: str, before: str) -> bool:
    if character.isascii():
        is_mark = character in _ASCII_PUNCTUATION or character in _OPENER or character in _OPENING
        return is_mark or (character == before and character in _EMPHASIS)
    return category(character) in _PUNCTUATION and character not in _LETTERS


def _whole(text: str, normalise: Normalise) -> Url:
    """The text itself as a link, in a form that nothing above expects."""
    end, own = _end(text, "", is_sentence=False)
    try:
        return normalise(_without_punctuation(text[:end], "", own))
    except InvalidUrl:
        if _SPACE.search(text):
            raise InvalidUrl("The text contains no link. Copy the link from the address bar.") from None
        raise


def _several(found: Iterable[Pasted]) -> str:
    """Without queries, which may hold secrets."""
    names = [each.url.without_query for each in found]
    named = [name if len(name) <= MAX_NAME else name[:MAX_NAME] + "…" for name in names[:MAX_NAMED]]
    more = len(names) - len(named)
    last = f"{more} more" if more else named.pop()
    return f"The text contains several links: {', '.join(named)} and {last}. Paste one of them."
