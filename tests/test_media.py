"""The media proxy of a whole service, in processes of its own, and through nginx."""

import re
import socket
from collections.abc import Iterator
from http.client import IncompleteRead
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from lxml import html

from embedsvc.net.media import PART_BYTES
from embedsvc.safe import MediaProxy, Signer
from tests.support import nginx
from tests.support.command import Run
from tests.support.media import SECRET, film, png, ranged
from tests.support.serving import TIMEOUT, Served, logged, started
from tests.support.upstream import Conversation, Upstream, answer
from tests.support.waiting import wait_until

KEY = "a-key-of-the-tests"
PNG = png(4, 3)
FILM = film(PART_BYTES * 3)
PUBLIC = "https://embed.example/tools"


def broken(conversation: Conversation) -> None:
    """A film whose third part does not come."""
    if b"range: bytes=0-" in conversation.head or b"bytes=%d-" % PART_BYTES in conversation.head:
        play = ranged(FILM)
        assert callable(play)
        play(conversation)
    else:
        conversation.reset()


@pytest.fixture(scope="module")
def upstream() -> Iterator[Upstream]:
    with Upstream({}, host="127.0.0.2") as site:
        page = (
            '<html lang="en"><head><title>A story</title><meta property="og:type" content="article">'
            f'<meta property="og:image" content="{site.url("/picture")}">'
            '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="675">'
            "</head><body><p>Words.</p></body></html>"
        )
        site.plays = {
            "/story": answer(page),
            "/picture": answer(PNG, "text/plain"),
            "/film": ranged(FILM),
            "/broken": broken,
        }
        yield site


def settings(site: Upstream, **more: str) -> dict[str, str]:
    return {
        "EMBEDSVC_ALLOW_NETWORKS": "127.0.0.2/32",
        "EMBEDSVC_ALLOW_PORTS": str(site.port),
        "EMBEDSVC_MEDIA_SECRET": SECRET,
        **more,
    }


@pytest.fixture(scope="module")
def served(upstream: Upstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """With keys and a rate limit, which readers have nothing to do with."""
    more = {"EMBEDSVC_API_KEYS": f"cms:{KEY}:read", "EMBEDSVC_RATE_LIMIT": "20/hour"}
    with started(tmp_path_factory.mktemp("media"), ["--workers", "1"], settings(upstream, **more)) as running:
        yield running


def address(served: Served, url: str) -> str:
    """The path of a file."""
    signed = MediaProxy(Signer([SECRET]), served.address.rstrip("/")).address(url)
    assert signed
    return signed.removeprefix(served.address)


def test_a_reader_gets_the_picture_of_a_card_from_us(served: Served, upstream: Upstream) -> None:
    """From the host of the request for the block, without a key."""
    block = served.get("v1/embed.html", {"url": upstream.url("/story")}, X_Api_Key=KEY).text
    (source,) = html.fragment_fromstring(block).xpath("//img/@src")
    assert source.startswith(f"{served.address}media/")
    response = requests.get(source, timeout=TIMEOUT)
    assert (response.status_code, response.content) == (200, PNG)
    assert response.headers["Content-Type"] == "image/png"


def test_a_block_has_the_host_of_its_request(served: Served, upstream: Upstream) -> None:
    """Also where the response is stored for another host; a host that is none gives no pictures."""
    for host in ("a.example", "b.example", "a.example"):
        block = served.get("v1/embed.html", {"url": upstream.url("/story")}, X_Api_Key=KEY, Host=host).text
        assert f'<img src="http://{host}/media/' in block
    block = served.get("v1/embed.html", {"url": upstream.url("/story")}, X_Api_Key=KEY, Host="a;b").text
    assert "<img" not in block


def test_a_reader_gets_the_frame_that_an_editor_published(served: Served, upstream: Upstream) -> None:
    """Its address is signed; no other needs no key."""
    answer = served.get("oembed", {"url": upstream.url("/story"), "as": "frame"}, X_Api_Key=KEY).json()
    (source,) = html.fragment_fromstring(answer["html"], create_parent=True).xpath("//iframe/@src")
    response = requests.get(source, timeout=TIMEOUT)
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("public")
    assert "<img" in response.text
    assert requests.get(source.replace("story", "stories"), timeout=TIMEOUT).status_code == 401


def test_readers_need_no_key_and_have_no_quota(served: Served, upstream: Upstream) -> None:
    path = address(served, upstream.url("/picture"))
    assert {served.get(path).status_code for _ in range(30)} == {200}
    assert served.get(path[:-1]).status_code == 403


def test_a_film_that_breaks_off_ends_the_connection(served: Served, upstream: Upstream) -> None:
    """A cache must not take it for the whole; the log has a line for it and no traceback."""
    path = address(served, upstream.url("/broken"))
    with pytest.raises(requests.exceptions.ChunkedEncodingError) as caught:
        served.get(path)
    assert isinstance(caught.value.args[0].args[1], IncompleteRead)
    wait_until(lambda: logged(served, path=f"/{path}"))
    assert "Traceback" not in served.log.read_text()


def test_a_reader_who_leaves_costs_nothing(served: Served, upstream: Upstream) -> None:
    """Slots are free again, however many leave in the middle of a film."""
    path = address(served, upstream.url("/film"))
    for _ in range(40):
        with socket.create_connection(served.endpoint) as reader:
            reader.sendall(f"GET /{path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            assert reader.recv(100)
    response = served.get(path)
    assert response.content == FILM


def test_slow_readers_leave_room_for_others(served: Served, upstream: Upstream) -> None:
    """More of them than there are slots read a film and stop."""
    path, readers = address(served, upstream.url("/film")), []
    try:
        for _ in range(40):
            reader = socket.create_connection(served.endpoint)
            readers.append(reader)
            reader.sendall(f"GET /{path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        assert served.get(address(served, upstream.url("/picture"))).content == PNG
        assert served.get("healthz").status_code == 200
    finally:
        for reader in readers:
            reader.close()


def test_nginx_stores_files_and_cuts_films_into_slices(
    served: Served, upstream: Upstream, tmp_path: Path
) -> None:
    """A second reader is answered without the service, with whatever part is wanted."""
    picture, whole = (address(served, upstream.url(path)) for path in ("/picture", "/film"))
    with nginx.in_front_of(served.endpoint[1], tmp_path) as (host, port):
        front = f"http://{host}:{port}/"
        for _ in range(2):
            assert requests.get(front + picture, timeout=TIMEOUT).content == PNG
            part = requests.get(front + whole, headers={"Range": "bytes=3000000-3000999"}, timeout=TIMEOUT)
            assert (part.status_code, part.content) == (206, FILM[3000000:3001000])
            assert requests.get(front + whole, timeout=TIMEOUT).content == FILM
            asked = len(upstream.requests)
        assert requests.get(front + picture, timeout=TIMEOUT).content == PNG
        assert requests.get(front + whole, timeout=TIMEOUT).content == FILM
        assert len(upstream.requests) == asked
        tail = requests.get(front + whole, headers={"Range": "bytes=-10"}, timeout=TIMEOUT)
        assert (tail.status_code, tail.content) == (206, FILM[-10:])
        assert requests.get(front + picture[:-1], timeout=TIMEOUT).status_code == 403
        head = requests.get(front + picture, timeout=TIMEOUT).headers
        assert head["Content-Security-Policy"].endswith("sandbox")


def test_our_own_addresses_begin_with_the_public_url(upstream: Upstream, tmp_path: Path) -> None:
    """Of pictures, of frames and of the discovery links of an Edition: one rule for all."""
    story = upstream.url("/story")
    with started(tmp_path, [], settings(upstream, EMBEDSVC_PUBLIC_URL=f"{PUBLIC}/")) as served:
        embed = served.get("v1/embed", {"url": story}).json()
        assert f'<img src="{PUBLIC}/media/' in embed["html"]
        assert embed["image"]["url"] == upstream.url("/picture")
        answered = served.get("oembed", {"url": story, "as": "frame"}).json()
        assert answered["html"].startswith(f'<iframe src="{PUBLIC}/frame?url=')
        assert answered["thumbnail_url"].startswith(f"{PUBLIC}/media/")
        edition = served.get("v1/history", {"url": story}).json()["editions"][0]["page"]
        page = served.get(edition.lstrip("/"))
        assert f'href="{PUBLIC}/oembed?url=' in page.text
        for response in (page, served.get("frame", {"url": story}), served.get("", {"url": story})):
            assert f"img-src 'self' {PUBLIC}/media/;" in response.headers["Content-Security-Policy"]
            assert f'<img src="{PUBLIC}/media/' in response.text


def test_the_command_line_shows_pictures_under_a_public_url(run: Run, upstream: Upstream) -> None:
    """Without one it does not know where readers find them, so they are links."""
    arguments = ("resolve", upstream.url("/story"), "--format", "html")
    shown = run(*arguments, **settings(upstream, EMBEDSVC_PUBLIC_URL=PUBLIC)).out
    assert f'<img src="{PUBLIC}/media/' in shown
    linked = run(*arguments, **settings(upstream)).out
    assert "<img" not in linked
    assert f'href="{upstream.url("/picture")}"' in linked


def test_a_restored_article_shows_pictures(upstream: Upstream, tmp_path: Path) -> None:
    """And restoring it again changes nothing."""
    story = upstream.url("/story")
    with started(tmp_path, [], settings(upstream)) as served:

        def restore(source: str) -> str:
            body = {"html": source}
            output = requests.post(f"{served.address}v1/restore", json=body, timeout=TIMEOUT).json()["output"]
            assert isinstance(output, str)
            return output

        restored = restore(f"<p>Before.</p>\n<p>{story}</p>\n<p>After.</p>")
        (source,) = re.findall(r'<img src="([^"]+)"', restored)
        assert urlsplit(source).path.startswith("/media/")
        assert restore(restored) == restored
