"""One request and its response: what fetching, recording and replaying have in common."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from embedsvc.model import Headers, Url


@dataclass(frozen=True, slots=True)
class Response:
    """A response before its body is read: header names in lower case, the body in its content coding."""

    status: int
    headers: Headers
    chunks: Iterable[bytes]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.headers if key == name)

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")


Exchange = Callable[[Url, Headers], AbstractContextManager[Response]]
"""Sends a GET with these request headers to one URL, and follows no redirect."""
