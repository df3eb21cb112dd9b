"""The words of a post whose API gives a text and the stretches of it that are links, mentions and tags."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.model import Run, RunType

_MAX_SPANS = 1_000


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in code points."""

    start: int
    end: int
    type: RunType
    url: str | None


def to_runs(
    text: str, spans: Iterable[Span], *, clean: Callable[[str], str] = lambda piece: piece
) -> tuple[Run, ...]:
    """The runs of a text, with a break for each newline. `clean` is applied to each piece of it.

    Of spans that overlap the first is used. One without an http(s) URL, or outside the text, is text.
    """
    runs: list[Run] = []
    position = 0
    for span in sorted(islice(spans, _MAX_SPANS), key=lambda span: span.start):
        url = _web(span.url)
        if not position <= span.start < span.end <= len(text) or url is None:
            continue
        runs += _lines(clean(text[position : span.start]))
        runs.append(Run(type=span.type, text=clean(text[span.start : span.end]), url=url))
        position = span.end
    runs += _lines(clean(text[position:]))
    return tuple(runs)


def from_utf8(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch in UTF-8 bytes to code points; None where it is outside the text or cuts a character."""
    encoded = text.encode("utf-8", "replace")
    if not 0 <= start < end <= len(encoded):
        return None
    try:
        before, inside = encoded[:start].decode(), encoded[start:end].decode()
    except UnicodeDecodeError:
        return None
    return len(before), len(before) + len(inside)


def _lines(text: str) -> Iterator[Run]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Run(type="break")
        if line:
            yield Run(type="text", text=line)


def _web(url: str | None) -> str | None:
    try:
        return urls.parse(url).text if url else None
    except Failure:
        return None
