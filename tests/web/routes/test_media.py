"""The media proxy, over HTTP on loopback: what readers get of files of other sites, and what nobody gets."""

import re
import time
import zlib

import pytest

from embedsvc.net import media
from embedsvc.net.media import MAX_PICTURE, PART_BYTES
from tests.support.known_answers import client
from tests.support.media import BASE, SECRET, SIGNER, Proxy, film, png, ranged, site
from tests.support.upstream import (
    Conversation,
    Play,
    Upstream,
    answer,
    dripping,
    flooding,
    inflating,
    redirect,
    then,
)

PNG = png()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(1)</script>"
P = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
FILM = film(PART_BYTES * 2 + 1000)


def serving(play: Play) -> Upstream:
    return site({"/": play})


def test_a_picture_is_served_as_what_its_bytes_are() -> None:
    """Confined as far as a response can be, and for caches to store."""
    with site({"/pictures/the%20cat.php": answer(PNG, "text/html")}) as upstream:
        response = Proxy(upstream).get("/pictures/the%20cat.php")
    assert (response.status_code, response.data) == (200, PNG)
    sent = response.headers
    assert sent["Content-Type"] == "image/png"
    assert sent["Content-Length"] == str(len(PNG))
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert sent["Content-Disposition"] == 'inline; filename="the-20cat.png"'
    assert sent["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert sent["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in sent


def test_nothing_of_the_site_reaches_readers_but_the_file() -> None:
    headers = "Set-Cookie: a=b\r\nX-Frame-Options: DENY\r\nServer: x\r\nLink: <https://evil.example/>\r\n"
    with serving(answer(PNG, "image/png", headers=headers)) as upstream:
        sent = Proxy(upstream).get().headers
    assert {"Set-Cookie", "X-Frame-Options", "Server", "Link"}.isdisjoint(sent.keys())


def test_nothing_of_readers_reaches_the_site() -> None:
    with serving(answer(PNG, "image/png")) as upstream:
        Proxy(upstream).get(
            Cookie="id=1", Referer="https://paper.example/", User_Agent="Reader", Accept="*/*"
        )
        (head,) = upstream.requests
    assert b"embedsvc/" in head
    assert not re.search(rb"cookie|referer|Reader|paper\.example", head, re.IGNORECASE)


@pytest.mark.parametrize(
    "change",
    [
        lambda signature, file: f"{signature[:-1]}/{file}",
        lambda signature, file: f"{signature}A/{file}",
        lambda signature, file: f"{signature.swapcase()}/{file}",
        lambda signature, file: f"{signature}/{file[:-1]}",
        lambda signature, file: f"{signature}/{file}A",
        lambda signature, file: f"{signature}/{file}==",
        lambda signature, _file: f"{signature}/{_file_of('http://127.0.0.1/other')}",
        lambda _signature, file: f"A/{file}",
        lambda _signature, file: f"%E2%82%AC/{file}",
        lambda _signature, file: f"%00/{file}",
        lambda signature, _file: f"{signature}/%FF%FE",
    ],
)
def test_a_wrong_signature_fetches_nothing(change: object) -> None:
    """Nor is it stored by any cache, nor does the problem repeat the address."""
    with serving(answer(PNG, "image/png")) as upstream:
        signed = SIGNER.address(upstream.url())
        assert signed
        assert callable(change)
        response = Proxy(upstream).at("/media/" + change(*signed.split("/")[-2:]))
        assert upstream.connections == 0
    assert (response.status_code, response.json["code"]) == (403, "forbidden")  # type: ignore[index]
    assert response.headers["Cache-Control"] == "no-store"
    assert "127.0.0.1" not in response.text


def _file_of(url: str) -> str:
    return (SIGNER.address(url) or "").rpartition("/")[2]


def test_an_older_secret_still_opens_what_it_signed() -> None:
    """The first of the list signs; one that is no longer in the list opens nothing."""
    with serving(answer(PNG, "image/png")) as upstream:
        assert Proxy(upstream, ("the-new-secret-of-all", SECRET)).get().status_code == 200
        assert Proxy(upstream, ("the-new-secret-of-all",)).get().status_code == 403


@pytest.mark.parametrize(
    ("play", "code"),
    [
        (answer(SVG, "image/png"), "unsupported_media_type"),
        (answer(SVG, "image/svg+xml"), "unsupported_media_type"),
        (answer(b"\xef\xbb\xbf \n" + SVG, "image/png"), "unsupported_media_type"),
        (answer(HTML, "image/jpeg"), "unsupported_media_type"),
        (answer(b"%PDF-1.7\n", "image/gif"), "unsupported_media_type"),
        (answer(b"", "image/png"), "unsupported_media_type"),
        (answer(b"\x89PN", "image/png"), "unsupported_media_type"),
        (answer(b"#EXTM3U\n", "application/vnd.apple.mpegurl"), "unsupported_media_type"),
        (answer(PNG, "image/png", status="404 Not Found"), "not_found"),
        (answer(PNG, "image/png", status="410 Gone"), "gone"),
        (answer(PNG, "image/png", status="403 Forbidden"), "upstream_refused"),
        (answer(PNG, "image/png", status="429 Too Many Requests"), "rate_limited"),
        (answer(PNG, "image/png", status="500 Oops"), "upstream_error"),
        (answer(b"", "image/png", status="304 Not Modified"), "upstream_error"),
        (then(P + b"Content-Length: 100000\r\n\r\n" + PNG, Conversation.close), "upstream_error"),
        (then(b"", Conversation.close), "upstream_error"),
        (Conversation.silence, "upstream_timeout"),
        (dripping(P + b"Content-Length: 100000\r\n\r\n" + PNG, b"\0"), "upstream_timeout"),
        (P + b"Content-Length: 99999999999\r\n\r\n" + PNG, "too_large"),
        (flooding(P + b"\r\n" + PNG, b"\0"), "too_large"),
        (inflating("image/png", "gzip", window=31, start=PNG), "too_large"),
        (redirect("file:///etc/passwd"), "unsupported_scheme"),
        (redirect("javascript:alert(1)"), "unsupported_scheme"),
        (redirect("http://169.254.169.254/latest/meta-data/"), "blocked_address"),
        (redirect("http://10.0.0.1/x.png"), "blocked_address"),
        (redirect("http://[::ffff:10.0.0.1]/x.png"), "blocked_address"),
        (redirect("http://127.0.0.1:22/x.png"), "blocked_address"),
        (redirect("/"), "upstream_error"),
    ],
)
def test_a_failure_is_a_problem(play: Play, code: str) -> None:
    """Never a part of a picture, a byte of what is no picture, or a redirect to the site."""
    with serving(play) as upstream:
        began = time.monotonic()
        response = Proxy(upstream).get()
    assert time.monotonic() - began < 4
    assert response.mimetype == "application/problem+json"
    assert (response.json["code"], response.json["status"]) == (code, response.status_code)  # type: ignore[index]
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Location" not in response.headers
    assert b"alert" not in response.data


def test_a_failure_is_cached_for_its_own_time() -> None:
    """By whoever stands in front; a failure of ours is not."""
    with serving(answer(b"", status="404 Not Found")) as upstream:
        assert Proxy(upstream).get().headers["Cache-Control"] == "public, max-age=600"
        assert Proxy(upstream).ask("http://127.0.0.1:1/x").headers["Cache-Control"] == "public, max-age=300"
    with serving(Conversation.silence) as upstream:
        response = Proxy(upstream, slots=1, deadline=0.2).get()
        assert response.headers["Cache-Control"] == "public, max-age=60"


def test_a_private_address_is_never_fetched() -> None:
    """The signature permits the file, not the address that it is fetched from."""
    with serving(answer(PNG, "image/png")) as upstream:
        response = Proxy(upstream, allow_networks=()).get()
        assert upstream.connections == 0
    assert (response.status_code, response.json["code"]) == (403, "blocked_address")  # type: ignore[index]


def test_a_redirect_is_followed_by_the_proxy() -> None:
    with site({"/": redirect("/final"), "/final": ranged(FILM)}) as upstream:
        proxy = Proxy(upstream)
        assert proxy.get().data == FILM
        assert proxy.get(Range="bytes=4194304-4194403").data == FILM[4194304:4194404]
        assert {head.split()[1] for head in upstream.requests[2:4]} == {b"/final"}


@pytest.mark.parametrize("size", [PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, MAX_PICTURE])
@pytest.mark.parametrize("ranges", [True, False], ids=["ranges", "no ranges"])
def test_a_picture_of_any_size_is_whole(size: int, *, ranges: bool) -> None:
    content = PNG.ljust(size, b"\0")
    with serving(ranged(content, "image/png") if ranges else answer(content)) as upstream:
        response = Proxy(upstream, deadline=5.0).get()
    assert (response.status_code, response.headers["Content-Length"]) == (200, str(size))
    assert response.data == content


@pytest.mark.parametrize("ranges", [True, False], ids=["ranges", "no ranges"])
def test_a_picture_that_is_too_large(*, ranges: bool) -> None:
    content = PNG.ljust(MAX_PICTURE + 1, b"\0")
    with serving(ranged(content, "image/png") if ranges else answer(content)) as upstream:
        response = Proxy(upstream, deadline=5.0).get()
    assert (response.status_code, response.json["code"]) == (502, "too_large")  # type: ignore[index]


def test_a_film_is_fetched_in_parts() -> None:
    """Each a request for a range without content coding, so that nobody has it in memory whole."""
    with serving(ranged(FILM)) as upstream:
        response = Proxy(upstream).get()
        assert response.data == FILM
        assert (response.content_type, response.content_length) == ("video/mp4", len(FILM))
        assert response.headers["Accept-Ranges"] == "bytes"
        policy = response.headers["Content-Security-Policy"]
        assert policy == "default-src 'none'; media-src 'self'; sandbox allow-same-origin"
        assert len(upstream.requests) == 3
        assert all(b"accept-encoding: identity" in head for head in upstream.requests)


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-", 0, PART_BYTES - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("BYTES = 10-19".replace(" ", ""), 10, 19),
        (f"bytes={PART_BYTES + 5}-", PART_BYTES + 5, PART_BYTES * 2 + 4),
        (f"bytes={len(FILM) - 1}-", len(FILM) - 1, len(FILM) - 1),
        (f"bytes=0-{10**17}", 0, PART_BYTES - 1),
        ("bytes=-100", len(FILM) - 100, len(FILM) - 1),
        (f"bytes=-{10**17}", 0, PART_BYTES - 1),
    ],
)
def test_a_player_gets_a_part(wanted: str, first: int, last: int) -> None:
    """At most 2 MiB at a time, whatever it asks for; it then asks for more (RFC 9110 §15.3.7)."""
    with serving(ranged(FILM)) as upstream:
        response = Proxy(upstream).get(Range=wanted)
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
    assert response.data == FILM[first : last + 1]
    assert response.content_type == "video/mp4"


@pytest.mark.parametrize(
    "wanted",
    [
        "bytes=0-1,5-9",
        "bytes=" + ",".join(f"{n}-{n}" for n in range(1000)),
        "bytes=0-,0-,0-,0-",
        "bytes=9-5",
        "bytes=--5",
        "bytes=-",
        "bytes=a-b",
        "bytes=1e3-",
        "bytes=٣-٤",
        "bytes=0-" + "9" * 100,
        "items=0-5",
        "bytes 0-5",
        "",
    ],
)
def test_a_range_that_is_no_single_one_is_ignored(wanted: str) -> None:
    """The whole file is the simplest answer to many ranges (RFC 9110 §14.2)."""
    with serving(answer(PNG, "image/png")) as upstream:
        response = Proxy(upstream).get(Range=wanted.encode().decode("latin-1"))
    assert (response.status_code, response.data) == (200, PNG)


@pytest.mark.parametrize("wanted", [f"bytes={len(FILM)}-", f"bytes={10**17}-{10**17 + 1}", "bytes=-0"])
@pytest.mark.parametrize("ranges", [True, False], ids=["ranges", "no ranges"])
def test_a_range_behind_the_end(wanted: str, *, ranges: bool) -> None:
    with serving(ranged(FILM) if ranges else answer(FILM)) as upstream:
        response = Proxy(upstream).get(Range=wanted)
    assert (response.status_code, response.data) == (416, b"")
    assert response.headers["Content-Range"] == f"bytes */{len(FILM)}"
    assert response.headers["Cache-Control"] == "no-store"


def test_a_site_without_ranges_has_them_here() -> None:
    with serving(answer(FILM)) as upstream:
        response = Proxy(upstream).get(Range="bytes=4000000-4000009")
    assert (response.status_code, response.data) == (206, FILM[4000000:4000010])


@pytest.mark.parametrize(
    "stated",
    [
        "bytes 1-{last}/{size}",
        "bytes 0-0/{size}",
        "bytes 0-{last}/*",
        "bytes */{size}",
        "bytes 0-{last}/0",
        "bytes 0-{last}/" + "9" * 40,
        "pages 0-{last}/{size}",
        "",
    ],
)
def test_a_site_that_answers_with_another_part(stated: str) -> None:
    """Crumbs would make thousands of requests of one file."""
    header = stated.format(last=len(PNG) - 1, size=len(PNG))
    play = answer(PNG, "image/png", status="206 Partial Content", headers=f"Content-Range: {header}\r\n")
    with serving(play) as upstream:
        response = Proxy(upstream).get()
        assert len(upstream.requests) == 1
    assert (response.status_code, response.json["code"]) == (502, "upstream_error")  # type: ignore[index]


def test_a_film_that_changes_while_it_is_fetched_breaks_off() -> None:
    """The connection ends, so that no cache takes two halves for a whole."""

    def play(conversation: Conversation) -> None:
        content = FILM if len(upstream.requests) == 1 else FILM + b"more"
        again = ranged(content)
        assert callable(again)
        again(conversation)

    with serving(play) as upstream:
        response = Proxy(upstream).get()
        with pytest.raises(ConnectionResetError):
            _ = response.data


def test_a_film_may_be_larger_than_a_picture_but_not_endless() -> None:
    size = media.MAX_FILM + 1
    part = film(PART_BYTES)
    more = f"Content-Range: bytes 0-{PART_BYTES - 1}/{size}\r\n"
    with serving(answer(part, "video/mp4", status="206 Partial Content", headers=more)) as upstream:
        response = Proxy(upstream).get()
    assert response.json["code"] == "too_large"  # type: ignore[index]


def test_a_revalidation_fetches_nothing() -> None:
    with serving(answer(PNG, "image/png")) as upstream:
        proxy = Proxy(upstream)
        tag = proxy.get().headers["ETag"]
        again = proxy.get(If_None_Match=f'"x", {tag}')
        assert upstream.connections == 1
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"].endswith("immutable")
        assert proxy.get(If_None_Match='"x"').status_code == 200


@pytest.mark.parametrize(
    ("wanted", "requested"),
    [
        ("bytes=0-1", ["0-511"]),
        ("bytes=0-9999", ["0-9999"]),
        ("bytes=0-", [f"0-{PART_BYTES - 1}"]),
        ("bytes=100-199", ["0-511"]),
        ("bytes=3000000-3000099", ["0-511", "3000000-3000099"]),
    ],
)
def test_no_more_is_fetched_than_a_part_needs(wanted: str, requested: list[str]) -> None:
    """And the first bytes, which decide what it is: players ask for two bytes to see whether there are ranges."""
    with serving(ranged(FILM)) as upstream:
        Proxy(upstream).get(Range=wanted)
        assert parts_requested(upstream) == requested


def parts_requested(upstream: Upstream) -> list[str]:
    return [
        part.decode() for head in upstream.requests for part in re.findall(rb"range: bytes=([0-9-]+)", head)
    ]


def test_a_picture_that_changes_while_it_is_fetched() -> None:
    """What follows is not of the picture that was recognised."""
    picture, other = PNG + bytes(PART_BYTES), HTML + bytes(PART_BYTES * 2)

    def play(conversation: Conversation) -> None:
        changing = ranged(other if len(upstream.requests) > 1 else picture)
        assert callable(changing)
        changing(conversation)

    with serving(play) as upstream:
        response = Proxy(upstream).get()
    assert (response.status_code, response.json["code"]) == (502, "upstream_error")  # type: ignore[index]


def test_a_range_under_a_condition_is_the_whole_file() -> None:
    """Our tags are weak, so none matches strongly (RFC 9110 §13.1.5)."""
    with serving(answer(PNG, "image/png")) as upstream:
        proxy = Proxy(upstream)
        tag = proxy.get().headers["ETag"]
        assert proxy.get(Range="bytes=0-3", If_Range=tag).status_code == 200


@pytest.mark.parametrize("file", [FILM, PNG + bytes(PART_BYTES)], ids=["film", "picture"])
def test_head_has_the_headers_alone(file: bytes) -> None:
    """Of the whole file: only a GET has ranges (RFC 9110 §14.2). It fetches no more than decides the type."""
    with serving(ranged(file)) as upstream:
        proxy = Proxy(upstream, slots=1)
        for headers in ({}, {}, {"Range": "bytes=0-1"}):
            response = proxy.get(method="HEAD", **headers)
            assert (response.status_code, response.data) == (200, b"")
            assert response.headers["Content-Length"] == str(len(file))
            assert "Content-Range" not in response.headers
        assert parts_requested(upstream) == ["0-511"] * 3


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_other_methods_are_refused(method: str) -> None:
    with serving(answer(PNG, "image/png")) as upstream:
        assert Proxy(upstream).get(method=method).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        'a".html',
        "a%0d%0aSet-Cookie:%20x=1.png",
        "..%2f..%2fetc",
        "%E2%80%AEgnp.exe",
        "a" * 500,
        ".htaccess",
        "",
    ],
)
def test_a_file_name_is_harmless(name: str) -> None:
    with site(answer(PNG, "image/png")) as upstream:
        sent = Proxy(upstream).get(f"/x/{name}").headers
    assert re.fullmatch(r'inline; filename="[A-Za-z0-9_-]{1,64}\.png"', sent["Content-Disposition"])
    assert "Set-Cookie" not in sent


def test_a_compressed_picture_is_served_decoded() -> None:
    """Some sites compress whatever they send, asked or not."""
    coder = zlib.compressobj(wbits=31)
    coded = coder.compress(PNG) + coder.flush()
    with serving(answer(coded, "image/png", headers="Content-Encoding: gzip\r\n")) as upstream:
        assert Proxy(upstream).get().data == PNG


@pytest.mark.parametrize("name", ["aws-chunked", "binary", "UTF-8", "none", "br"])
def test_a_picture_whose_site_names_a_coding_that_it_has_not(name: str) -> None:
    """As some stores of files do; its bytes decide."""
    with serving(answer(PNG, "image/png", headers=f"Content-Encoding: {name}\r\n")) as upstream:
        assert Proxy(upstream).get().data == PNG


def test_files_do_not_occupy_the_memory_of_responses() -> None:
    """However a client writes the path."""
    with serving(answer(PNG, "image/png")) as upstream:
        proxy = Proxy(upstream)
        address = (SIGNER.address(upstream.url()) or "").removeprefix(BASE)
        for path in (address, "/" + address, "//" + address):
            response = proxy.client.get("/", environ_overrides={"PATH_INFO": path})
            assert (response.status_code, response.headers.get("X-Cache")) == (200, None), path
        assert len(upstream.requests) == 3


def test_without_a_secret_there_is_no_such_address() -> None:
    response = client().get("/media/a/b")
    assert (response.status_code, response.get_json()["code"]) == (404, "no_such_route")
