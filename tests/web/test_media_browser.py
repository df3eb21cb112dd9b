"""Files of the media proxy in a browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.support.media import BASE, SIGNER, Proxy, png, ranged, site, sound
from tests.support.upstream import Play, Upstream, answer
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

PLAYER = "document.querySelector('video, audio')"


@contextmanager
def serving(upstream: Upstream) -> Iterator[str]:
    """What addresses of the proxy in front of a site begin with."""
    server = make_server("127.0.0.1", 0, Proxy(upstream, deadline=5.0).client.application, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def address(upstream: Upstream, base: str, path: str) -> str:
    return base + (SIGNER.address(upstream.url(path)) or "").removeprefix(BASE)


def test_a_sound_plays_and_can_be_sought(page: Page) -> None:
    """On the page that a browser makes of a file, under its own policy, and of parts of at most 2 MiB."""
    with site(ranged(sound(60), "application/octet-stream")) as upstream, serving(upstream) as base:
        page.goto(address(upstream, base, "/long.wav"))
        wait_until(lambda: page.evaluate(f"{PLAYER}.duration == 60"))  # no timer runs on this page
        page.evaluate(f"{PLAYER}.currentTime = 55")
        wait_until(lambda: page.evaluate(f"{PLAYER}.readyState == 4 && {PLAYER}.currentTime == 55"))


def test_a_page_of_another_site_shows_a_picture_and_runs_no_file(page: Page) -> None:
    """Cross-Origin-Resource-Policy lets it; what is no picture loads as none, in whatever element."""
    evil = b"<svg xmlns='http://www.w3.org/2000/svg' onload='parent.ran = 1'/>"
    script = b"GIF89a=1;window.ran = 1"
    plays: dict[str, Play] = {
        "/a": answer(png(8, 4), "image/png"),
        "/b": answer(evil, "image/png"),
        "/c": answer(script),
    }
    with site(plays) as upstream, serving(upstream) as base:
        a, b, c = (address(upstream, base, path) for path in ("/a", "/b", "/c"))
        body = f'<img src="{a}"><img src="{b}"><iframe src="{b}"></iframe><script src="{c}"></script><embed src="{b}">'
        plays["/"] = answer(body)
        page.goto(upstream.url(), wait_until="networkidle")
        assert page.evaluate("[...document.images].map(image => image.naturalWidth)") == [8, 0]
        assert page.evaluate("window.ran") is None
