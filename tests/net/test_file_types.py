"""What a file is by its first bytes."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.net.file_types import EXTENSIONS, SNIFFED_BYTES, kind_of, sniff
from tests.support.media import film, png, sound


def media_file(brand: bytes) -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + brand + struct.pack(">I", 0) + b"isommif1"


def ogg(packet: bytes) -> bytes:
    return b"OggS\0\2" + bytes(20) + b"\1" + bytes([len(packet)]) + packet


def ebml(kind: bytes) -> bytes:
    elements = b"\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82" + bytes(
        [0x80 + len(kind)]
    )
    return b"\x1a\x45\xdf\xa3\x9f" + elements + kind + b"\x42\x87\x81\x04"


FILES = {
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"),
    "jpeg of a camera": (b"\xff\xd8\xff\xe1\x12\x34Exif\x00", "image/jpeg"),
    "png": (png(), "image/png"),
    "gif": (b"GIF89a\x01\x00\x01\x00", "image/gif"),
    "old gif": (b"GIF87a\x01\x00\x01\x00", "image/gif"),
    "webp": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
    "webp without loss": (b"RIFF\n\n\n\nWEBPVP8L", "image/webp"),
    "avif": (media_file(b"avif"), "image/avif"),
    "avif that moves": (media_file(b"avis"), "image/avif"),
    "mp4": (film(100), "video/mp4"),
    "mp4 of Android": (media_file(b"mp42"), "video/mp4"),
    "mp4 of Apple": (media_file(b"M4V "), "video/mp4"),
    "fragmented mp4": (media_file(b"iso5"), "video/mp4"),
    "3gp": (media_file(b"3gp5"), "video/mp4"),
    "quicktime": (media_file(b"qt  "), "video/quicktime"),
    "m4a": (media_file(b"M4A "), "audio/mp4"),
    "webm": (ebml(b"webm"), "video/webm"),
    "theora": (ogg(b"\x80theora\x03"), "video/ogg"),
    "opus": (ogg(b"OpusHead\x01"), "audio/ogg"),
    "vorbis": (ogg(b"\x01vorbis\x00"), "audio/ogg"),
    "wav": (sound(1), "audio/wav"),
    "flac": (b"fLaC\x00\x00\x00\x22", "audio/flac"),
    "mp3 with tags": (b"ID3\x04\x00\x00", "audio/mpeg"),
    "mp3": (b"\xff\xfb\x90\x64\x00", "audio/mpeg"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
    "svg as xml": (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", None),
    "compressed svg": (b"\x1f\x8b\x08\x00", None),
    "html": (b"<!doctype html><img src=a.png>", None),
    "png after a space": (b" " + png(), None),
    "half a png": (png()[:7], None),
    "pdf": (b"%PDF-1.7", None),
    "heic": (media_file(b"heic"), None),
    "matroska": (ebml(b"matroska"), None),
    "avi": (b"RIFF\x24\x00\x00\x00AVI LIST", None),
    "unknown codec": (ogg(b"fishead\0"), None),
    "playlist": (b"#EXTM3U\n#EXT-X-VERSION:3\n", None),
    "zip": (b"PK\x03\x04", None),
    "program": (b"\x7fELF\x02", None),
    "UTF-16": (b"\xff\xfe<\0s\0v\0g\0", None),
    "bitmap": (b"BM\x36\x00", None),
    "nothing": (b"", None),
}


@pytest.mark.parametrize(("content", "media_type"), FILES.values(), ids=FILES)
def test_the_first_bytes_decide(content: bytes, media_type: str | None) -> None:
    assert sniff(content) == media_type
    assert sniff(content[:SNIFFED_BYTES] + bytes(1000)) == media_type


def test_every_type_is_recognised() -> None:
    assert {media_type for _, media_type in FILES.values() if media_type} == EXTENSIONS.keys()
    assert {kind_of(media_type) for media_type in EXTENSIONS} == {"picture", "film", "sound"}


@given(st.text(min_size=4))
def test_no_text_is_a_file(text: str) -> None:
    """What a browser could take for HTML, XML or a script, in whatever encoding; but for names of formats."""
    if not text.startswith(("GIF8", "ID3", "fLaC", "RIFF", "OggS")):
        assert sniff(text.encode("utf-8", "surrogatepass")) is None
