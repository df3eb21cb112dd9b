"""Google: the redirect pages of its search, and the AMP pages that it serves for others."""

from embedsvc.model import Provider, Url
from embedsvc.providers.site import Site
from embedsvc.urls import parameter


def _search(url: Url) -> str | None:
    if url.path.startswith("/amp/"):
        return _amp(url.path.removeprefix("/amp/"))
    if url.path == "/url":
        return parameter(url.query, "q") or parameter(url.query, "url")
    return None


def _cache(url: Url) -> str | None:
    return _amp(url.path[3:]) if url.path.startswith(("/c/", "/v/")) else None


def _amp(path: str) -> str:
    """`s/host/path` is https, `host/path` http (https://developers.google.com/amp/cache/overview)."""
    return "https://" + path.removeprefix("s/") if path.startswith("s/") else "http://" + path


SITES = (
    Site(
        provider=Provider(name="Google", url="https://www.google.com/", key="google"),
        hosts={"google.com": None},
        wrappers={"google.*": _search, "cdn.ampproject.org": _cache},
        retention="full",
    ),
)
