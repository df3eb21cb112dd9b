"""Which cookies of one fetch go back to which URL."""

import pytest

from embedsvc import urls
from embedsvc.net.cookies import MAX_COOKIE, MAX_COOKIES, Cookies

START = "https://www.paper.example/a/story"


def sent(lines: list[str], to: str = START) -> str:
    """The `Cookie` header of a request after a response from START with these `Set-Cookie` lines."""
    cookies = Cookies()
    cookies.store(urls.parse(START), lines)
    return dict(cookies.request_headers(urls.parse(to))).get("cookie", "")


@pytest.mark.parametrize(
    ("line", "cookie"),
    [
        ("seen=1", "seen=1"),
        ("seen=1; Path=/; HttpOnly; SameSite=Lax; Secure", "seen=1"),
        ("seen=1; Domain=.paper.example; Path=/", "seen=1"),
        ("seen=1; Domain=www.paper.example", "seen=1"),
        ("seen=1; Max-Age=60", "seen=1"),
        ("seen=1; Expires=Fri, 31 Dec 2100 23:59:59 GMT", "seen=1"),
        ('seen="a, b=c"', 'seen="a, b=c"'),
        ("seen=a=b==", "seen=a=b=="),
        ("seen=", "seen="),
        ("seen=1; Max-Age=0", ""),
        ("seen=1; Expires=Thu, 01-Jan-1970 00:00:10 GMT", ""),
        ("seen=1; Domain=other.example", ""),
        ("seen=1; Domain=example", ""),
        ("seen=1; Path=/b", ""),
        ("seen=ü", ""),
        ("seen=a\x00b", ""),
        ("seen=" + "1" * MAX_COOKIE, ""),
        ("", ""),
    ],
)
def test_which_cookie_is_stored(line: str, cookie: str) -> None:
    """Domain, path and expiry are respected, and what could not be sent as it is, is ignored."""
    assert sent([line]) == cookie


@pytest.mark.parametrize(
    ("to", "cookie"),
    [
        ("https://www.paper.example/a/b?c", "in=1; all=1; safe=1"),
        ("https://www.paper.example/", "all=1; safe=1"),
        ("http://www.paper.example/", "all=1"),
        ("http://www.paper.example:8080/", "all=1"),
        ("https://paper.example/", ""),
        ("https://m.paper.example/", ""),
        ("https://www.paper.example.other.example/", ""),
    ],
)
def test_where_cookies_go(to: str, cookie: str) -> None:
    """To their host only, at whatever port (RFC 6265 §8.5), below their path, and secure ones by https."""
    lines = ["in=1; Path=/a", "all=1; Path=/; Domain=paper.example", "safe=1; Path=/; Secure"]
    assert sorted(sent(lines, to).split("; ")) == sorted(cookie.split("; "))


def test_a_later_response_changes_and_deletes() -> None:
    """A cookie has its latest value, and one that has expired is gone."""
    cookies = Cookies()
    cookies.store(urls.parse(START), ["a=1; Path=/", "b=1; Path=/"])
    cookies.store(urls.parse(START), ["a=2; Path=/", "b=; Path=/; Max-Age=0"])
    assert cookies.request_headers(urls.parse(START)) == (("cookie", "a=2"),)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "xn--bcher-kva.example"])
def test_hosts_of_every_kind(host: str) -> None:
    """Addresses, names without a dot, and international names."""
    cookies = Cookies()
    cookies.store(urls.parse(f"http://{host}:8080/a"), ["seen=1; Path=/"])
    assert cookies.request_headers(urls.parse(f"http://{host}:8080/b")) == (("cookie", "seen=1"),)


def test_cookies_are_bounded() -> None:
    """However many a site sets, in one response or in several."""
    cookies = Cookies()
    for response in range(4):
        cookies.store(urls.parse(START), [f"c{response}-{number}=1; Path=/" for number in range(100)])
    ((_, cookie),) = cookies.request_headers(urls.parse(START))
    assert cookie.count("=") == MAX_COOKIES


def test_a_line_deletes_what_a_line_before_it_set() -> None:
    """The lines of a response count in their order."""
    assert sent(["seen=1", "other=2", "seen=; Max-Age=0"]) == "other=2"
    assert sent(["seen=; Max-Age=0", "seen=1"]) == "seen=1"
