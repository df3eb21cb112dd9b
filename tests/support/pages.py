"""Known of small pages written for the tests."""

from embedsvc.model import Snapshot

NOW = 1_795_000_000.0
URL = "https://news.example/politics/story"


def snapshot(
    body: bytes | str,
    *,
    url: str = URL,
    asked: str | None = None,
    charset: str | None = None,
    media_type: str | None = "text/html",
) -> Snapshot:
    return Snapshot(
        asked=asked or url,
        url=url,
        status=200,
        media_type=media_type,
        charset=charset,
        body=body.encode() if isinstance(body, str) else body,
        fetched_at=NOW,
    )


def page(head: str = "", body: str = "", *, attributes: str = "") -> str:
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"
