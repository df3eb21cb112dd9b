"""The one table of media types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.media_types import Kind, kind_of, sniff


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("text/html", "page"),
        ("application/xhtml+xml", "page"),
        ("text/plain", "page"),
        ("application/json", "data"),
        ("text/json", "data"),
        ("application/activity+json", "data"),
        ("application/ld+json", "data"),
        ("application/vnd.example.v2+json", "data"),
        ("application/json+oembed", "data"),
        ("application/oembed+json", "data"),
        ("text/x-json", "data"),
        ("application/x-json", "data"),
        ("text/javascript", "data"),
        ("text/x-javascript", "data"),
        ("application/javascript", "data"),
        ("application/xml", "data"),
        ("text/xml", "data"),
        ("text/xml+oembed", "data"),
        ("application/atom+xml", "data"),
        ("image/png", "photo"),
        ("image/svg+xml", "photo"),
        ("audio/mpeg", "audio"),
        ("video/mp4", "video"),
        (None, "unnamed"),
        ("", "unnamed"),
        ("application/octet-stream", "unnamed"),
        ("binary/octet-stream", "unnamed"),
        ("*/*", "unnamed"),
        ("application/pdf", "other"),
        ("text/css", "other"),
        ("application/jsonpath", "other"),
        ("application/x-json-lines", "other"),
        ("text/calendar", "other"),
        ("font/woff2", "other"),
        ("model/gltf+binary", "other"),
    ],
)
def test_kinds(media_type: str | None, kind: Kind) -> None:
    """Each type has one kind, whoever asks."""
    assert kind_of(media_type) == kind


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"<!DOCTYPE html>", "text/html"),
        (b"\xef\xbb\xbf \n<HTML lang=en>", "text/html"),
        (b"<!--x-->", "text/html"),
        (b"<?xml version='1.0'?>", "text/xml"),
        (b' {"a":1}', "application/json"),
        (b"[1]", "application/json"),
        (b"<htmlx>", None),
        (b"%PDF-1.7", None),
        (b"words", None),
        (b"", None),
        (b" " * 1024 + b"<p>x", None),
    ],
)
def test_sniffing(body: bytes, media_type: str | None) -> None:
    """Pages and data are recognised by their first kilobyte (WHATWG MIME Sniffing, section 7.1)."""
    assert sniff(body) == media_type


@given(st.binary(max_size=100))
def test_what_is_sniffed_can_be_read(body: bytes) -> None:
    """A body is recognised as a page or data, or not at all."""
    media_type = sniff(body)
    assert media_type is None or kind_of(media_type) in {"page", "data"}
