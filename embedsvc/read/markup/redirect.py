"""Pages that send their reader to another one, by a refresh or by script."""

from dataclasses import dataclass

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.read.html.document import Document
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.markup import refresh, script_redirect

MAX_DELAY = 5
"""Seconds: with more time, readers are meant to read the page first."""
_MAX_DELAY_OF_NOTICE = 60
"""The same for a page that shows nothing but a notice that it redirects."""
_MAX_NOTICE = 500
"""Characters that such a page shows, in whatever words."""
_MAX_BARE_NOTICE = 80
"""The same where scripts lead elsewhere only under conditions, which a page with content may have, too."""
_MAX_TAGS = 300
"""Tags of a page whose scripts are read."""
_MEDIA = "img, iframe, frame, video, audio, canvas, object, embed"
_INTERACTIVE = "script[src], iframe, frame, video, audio, canvas, button, input"
"""What may be filled later, or is there to be used."""
_SCRIPTED = (b"location", b".submit(", b"_self")
_PAGE_FRAGMENTS = ("/", "!")
"""How fragments begin that name a page of an application (`#/story`, `#!story`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    url: str | None
    """Where to; None where a script computes it."""
    is_only_notice: bool
    """The page shows nothing of its own."""
    is_certain: bool
    """Every browser follows it, so nobody sees the page."""


def find(document: Document) -> Redirect | None:
    """Where a page sends its reader without being asked, None if it doesn't."""
    refreshes = list(refresh.find(document))
    has_script = document.contains(*_SCRIPTED) and document.markup.count(b"<") <= _MAX_TAGS
    if not refreshes and not has_script:
        return None
    shown = len(visible_text(document.roots[-1]))
    is_only_notice = shown <= _MAX_NOTICE
    script = script_redirect.find(document) if has_script and is_only_notice else None
    targets = {_absolute(each, document) for each in script.references} - {None} if script else set()
    if len(targets) == 1:
        return Redirect(url=targets.pop(), is_only_notice=True, is_certain=True)
    longest = _MAX_DELAY_OF_NOTICE if is_only_notice and not _has(document, _MEDIA) else MAX_DELAY
    for each in refreshes:
        if each.delay <= longest and (url := _absolute(each.reference, document)):
            is_certain = is_only_notice and not each.is_for_noscript
            return Redirect(url=url, is_only_notice=is_only_notice, is_certain=is_certain)
    if script and (
        script.is_unconditional or (shown <= _MAX_BARE_NOTICE and not _has(document, _INTERACTIVE))
    ):
        return Redirect(url=None, is_only_notice=True, is_certain=False)
    return None


def _has(document: Document, selector: str) -> bool:
    return document.root.css_first(selector) is not None


def _absolute(reference: str, document: Document) -> str | None:
    """The URL of another page, None for the same one."""
    try:
        url = urls.join_whole(reference.strip(), document.base)
    except Failure:
        return None
    text = url.text.partition("#")[0]
    if url.fragment.startswith(_PAGE_FRAGMENTS):
        return f"{text}#{url.fragment}"
    return text if text != document.url.partition("#")[0] else None
