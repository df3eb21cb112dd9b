"""The cookies of one fetch, for redirects that set one and look for it (RFC 6265, by http.cookiejar)."""

from collections.abc import Sequence
from email.message import Message
from http.cookiejar import CookieJar
from urllib.request import Request

from embedsvc.model import Headers, Url

MAX_COOKIES = 180
"""Cookies that the responses of one fetch may set; the rest is ignored. Chrome's limit for one site."""

MAX_COOKIE = 4096
"""Characters of a cookie with its attributes; a longer one is ignored (RFC 6265 §6.1, and browsers)."""


class Cookies:
    """Goes back only to the host that set it, whatever domain a cookie names; path, `Secure` and expiry are
    respected. It ends with the fetch.
    """

    def __init__(self) -> None:
        self._jars: dict[str, CookieJar] = {}
        self._left = MAX_COOKIES

    def store(self, url: Url, lines: Sequence[str]) -> None:
        """Stores what the `Set-Cookie` lines of a response from this URL set, or deletes it."""
        usable = [line for line in lines if len(line) <= MAX_COOKIE and line.isascii() and line.isprintable()]
        usable = usable[: self._left]
        self._left -= len(usable)
        if usable:
            jar = self._jars.setdefault(url.host, CookieJar())
            for line in usable:  # one by one: together, it deletes cookies before it sets any
                jar.extract_cookies(_Head(line), Request(url.text))  # type: ignore[arg-type]  # noqa: S310

    def request_headers(self, url: Url) -> Headers:
        """The `Cookie` header of a request to this URL, if there is one."""
        if url.host not in self._jars:
            return ()
        request = Request(url.text)  # noqa: S310  (never opened: http.cookiejar reads the URL from it)
        self._jars[url.host].add_cookie_header(request)
        cookie = request.get_header("Cookie")
        return (("cookie", cookie),) if cookie else ()


class _Head:
    """The head of a response with one cookie, as `CookieJar.extract_cookies` wants it."""

    def __init__(self, line: str) -> None:
        self._message = Message()
        self._message["Set-Cookie"] = line

    def info(self) -> Message:
        return self._message
