"""The media proxy: pictures, films and sounds of blocks, so that readers' browsers meet no third party.

The signature of an address is the permission to have its file. The bytes of a file decide what it is; it is
served as that and as nothing else, confined as far as a response can be.
"""

import errno
import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from embedsvc.errors import Failure, Forbidden, NoSuchRoute
from embedsvc.net.file_types import EXTENSIONS, kind_of
from embedsvc.net.media import PART_BYTES, File
from embedsvc.web import byte_range, problems
from embedsvc.web.service import Service

MAX_AGE = 365 * 86400
"""Seconds. An address is of one file, and platforms give a changed file another URL."""

_HEADERS = {
    "Accept-Ranges": "bytes",
    "Cache-Control": f"public, max-age={MAX_AGE}, immutable",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_POLICY = "default-src 'none'; sandbox"
_POLICY_OF_PLAYERS = "default-src 'none'; media-src 'self'; sandbox allow-same-origin"
"""The page on which a browser plays a film requests it again; without `allow-scripts` no page gains by its
origin.
"""
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")
MAX_NAME = 64


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("media", __name__)

    @routes.get("/media/<signature>/<file>")
    def show(signature: str, file: str) -> Response:
        media = service.media
        if media is None:
            raise NoSuchRoute("This service has no media proxy.")
        url = service.options.media.url(signature, file)
        if url is None:
            raise Forbidden("The signature of this address is not valid.")
        if request.if_none_match.contains_weak(_tag(signature)):
            return _confined(Response(status=HTTPStatus.NOT_MODIFIED), signature)
        wanted = _wanted()
        try:
            opened = media.open(url, _needed(wanted))
            response = _whole(opened) if wanted is None else _part(opened, wanted)
        except Failure as failure:
            return _failed(failure)
        is_picture = kind_of(opened.media_type) == "picture"
        response.content_type = opened.media_type
        response.headers["Content-Security-Policy"] = _POLICY if is_picture else _POLICY_OF_PLAYERS
        response.headers["Content-Disposition"] = f'inline; filename="{_name(url, opened.media_type)}"'
        return _confined(response, signature)

    return routes


def _wanted() -> byte_range.ByteRange | None:
    """The part that a GET asks for; other methods have none (RFC 9110 §14.2). With If-Range it is the whole,
    since no weak tag matches (§13.1.5).
    """
    if request.method != "GET" or "If-Range" in request.headers:
        return None
    return byte_range.parse(request.headers.get("Range"))


def _needed(wanted: byte_range.ByteRange | None) -> int:
    """How many of the first bytes of the file the response has."""
    if request.method == "HEAD":
        return 0
    if wanted is None:
        return PART_BYTES
    if wanted.first != 0:
        return 0
    return PART_BYTES if wanted.last is None else min(wanted.last + 1, PART_BYTES)


def _whole(file: File) -> Response:
    response = Response(() if request.method == "HEAD" else _sent(file.whole()))
    response.content_length = file.size
    return response


def _part(file: File, wanted: byte_range.ByteRange) -> Response:
    """At most one part of the file: a response may be less than its request (RFC 9110 §15.3.7), and players
    then ask for the rest.
    """
    found = wanted.within(file.size)
    if found is None:
        response = Response(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        response.headers["Content-Range"] = f"bytes */{file.size}"
        response.cache_control.no_store = True
        return response
    first, _ = found
    content = file.part(*found)
    response = Response(content, status=HTTPStatus.PARTIAL_CONTENT)
    response.headers["Content-Range"] = f"bytes {first}-{first + len(content) - 1}/{file.size}"
    return response


def _sent(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A failure after the head of the response can only end the connection, as if the client had reset it, so
    that no cache takes what it got for the whole.
    """
    try:
        yield from chunks
    except Failure as failure:
        raise ConnectionResetError(errno.ECONNRESET, failure.detail) from None


def _failed(failure: Failure) -> Response:
    """A problem, which caches store as long as the failure of a link."""
    response = problems.from_failure(failure)
    if failure.ttl:
        response.headers["Cache-Control"] = f"public, max-age={failure.ttl}"
    return response


def _confined(response: Response, signature: str) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["ETag"] = f'W/"{_tag(signature)}"'
    return response


def _tag(signature: str) -> str:
    """It is weak, because an address is of one file, but nobody has compared its bytes."""
    return signature[:32]


def _name(url: str, media_type: str) -> str:
    stem = urlsplit(url).path.rpartition("/")[2].partition(".")[0]
    return f"{_NOT_IN_NAMES.sub('-', stem).strip('-')[:MAX_NAME] or 'media'}.{EXTENSIONS[media_type]}"
