"""The `Link` header of a response (RFC 8288), which may state what a link element states (HTML §4.2.4.4)."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.read.html.document import Document

_MAX_CHARACTERS = 50_000
_MAX_LINKS = 200
_TARGET = re.compile(r"[\s,]*+<([^>]*+)>")
_PARAMETER = re.compile(
    r"""\s*+;\s*+ (?P<name>[^\s=;,"<>]*+) \s*+
    (?:=\s*+ (?: "(?P<quoted>(?:[^"\\]|\\.)*+)" | (?P<token>[^\s;,"]*+) ) )?""",
    re.VERBOSE | re.DOTALL,
)
_REST = re.compile("[^,]*+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def parse(document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    """The links from this page, at most 200: each target, absolute where it can be resolved, with its
    parameters by their names in lower case. What is malformed ends its header line (RFC 8288 §B.2).
    """
    lines = (value[:_MAX_CHARACTERS] for name, value in document.headers if name == "link")
    for target, parameters in islice(chain.from_iterable(map(_split, lines)), _MAX_LINKS):
        if _is_from(document, parameters.get("anchor")):
            yield _absolute(target, document.url) or target, parameters


def _split(value: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The targets and parameters of one header line; the first of equal parameters counts (§3.3, §3.4.1)."""
    position = 0
    while target := _TARGET.match(value, position):
        position = target.end()
        parameters: dict[str, str] = {}
        while parameter := _PARAMETER.match(value, position):
            position = parameter.end()
            parameters.setdefault(parameter["name"].lower(), _value(parameter))
        position = _REST.match(value, position).end()  # type: ignore[union-attr]
        yield target[1].strip(), parameters


def _value(parameter: re.Match[str]) -> str:
    """The value of a parameter; some servers write it in single quotes, which quote nothing here."""
    if parameter["quoted"] is not None:
        return _ESCAPED.sub(r"\1", parameter["quoted"])
    token = parameter["token"] or ""
    return token[1:-1] if len(token) > 1 and token[0] == token[-1] == "'" else token


def _is_from(document: Document, anchor: str | None) -> bool:
    """Whether the link is one of the page itself, not of another resource or a part (§3.2)."""
    return anchor is None or ("#" not in anchor and _absolute(anchor, document.url) == document.url)


def _absolute(reference: str, base: str) -> str | None:
    """Relative to the URL of the response, whatever the page's `base` element is (§3.2)."""
    try:
        return urls.join(reference, base).text
    except Failure:
        return None
