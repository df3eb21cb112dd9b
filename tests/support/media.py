"""Files of other sites, and the media proxy in front of the site that serves them."""

import re
import struct
import time
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from werkzeug.test import Client, TestResponse

from embedsvc.net import media
from embedsvc.net.transport import Transport
from embedsvc.safe import MediaProxy, Signer
from embedsvc.web.app import create
from embedsvc.web.middleware.response_cache import ResponseCache
from tests.support.known_answers import service
from tests.support.upstream import Conversation, Play, Upstream, answer, loopback

SECRET = "a-secret-of-the-tests"
BASE = "http://localhost"
SIGNER = MediaProxy(Signer([SECRET]), BASE)


def png(width: int = 2, height: int = 2, colour: bytes = b"\x30\x80\xc0") -> bytes:
    """A picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress((b"\0" + colour * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def sound(seconds: int) -> bytes:
    """Silence, as a WAV file."""
    samples = bytes(2 * 44_100 * seconds)
    form = struct.pack("<IHHIIHH", 16, 1, 1, 44_100, 88_200, 2, 16)
    head = b"RIFF" + struct.pack("<I", len(samples) + 36) + b"WAVEfmt " + form
    return head + b"data" + struct.pack("<I", len(samples)) + samples


def film(size: int) -> bytes:
    """The beginning of an MP4 file, and bytes that tell their position."""
    start = struct.pack(">I", 24) + b"ftypisom" + struct.pack(">I", 512) + b"isomiso2"
    counted = struct.pack(f">{size // 4 + 1}I", *range(size // 4 + 1))
    return (start + counted)[:size]


def ranged(content: bytes, content_type: str = "video/mp4", headers: str = "") -> Play:
    """A site that answers requests for one range with it, as RFC 9110 §14 has it."""

    def play(conversation: Conversation) -> None:
        found = re.search(rb"\r\nrange: bytes=(\d+)-(\d+)\r\n", conversation.head, re.IGNORECASE)
        if found is None:
            conversation.send(answer(content, content_type, headers=headers))
            return
        first, last = int(found[1]), min(int(found[2]), len(content) - 1)
        if first > last:
            more = f"Content-Range: bytes */{len(content)}\r\n"
            conversation.send(answer(b"", status="416 Range Not Satisfiable", headers=more))
            return
        more = f"Content-Range: bytes {first}-{last}/{len(content)}\r\n{headers}"
        part = content[first : last + 1]
        conversation.send(answer(part, content_type, status="206 Partial Content", headers=more))

    return play


class Proxy:
    """The service in front of a site, as its readers see it."""

    def __init__(self, site: Upstream, secrets: tuple[str, ...] = (), **changes: Any) -> None:
        signer = MediaProxy(Signer(secrets)) if secrets else SIGNER
        settings = replace(loopback(site), **{"slots": media.SLOTS, "max_bytes": media.MAX_PICTURE} | changes)
        opener = media.Media(Transport(settings).fetch, settings.deadline, time.monotonic)
        known = service()
        app = create(replace(known, options=replace(known.options, media=signer), media=opener))
        self.client = Client(ResponseCache(app, size=2**20, clock=time.time, purge_token=lambda: ""))
        self._site = site

    def get(self, path: str = "/", *, method: str = "GET", **headers: str) -> TestResponse:
        """The file at a path of the site."""
        return self.ask(self._site.url(path), method=method, **headers)

    def ask(self, url: str, *, method: str = "GET", **headers: str) -> TestResponse:
        address = SIGNER.address(url)
        assert address
        return self.at(address.removeprefix(BASE), method=method, **headers)

    def at(self, path: str, *, method: str = "GET", **headers: str) -> TestResponse:
        sent = [(name.replace("_", "-"), value) for name, value in headers.items()]
        return self.client.open(path, method=method, headers=sent)


def site(plays: Play | Mapping[str, Play]) -> Upstream:
    return Upstream(plays, keep_alive=True)
