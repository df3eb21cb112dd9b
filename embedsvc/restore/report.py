"""What `restore` found, as JSON values."""

from typing import Any

from embedsvc.restore.restorer import Restored, Result


def restored(article: Restored) -> dict[str, Any]:
    return {"output": article.output, "format": article.markup, "finds": finds(article)}


def finds(article: Restored) -> list[dict[str, Any]]:
    return [_find(result) for result in article.results]


def _find(result: Result) -> dict[str, Any]:
    find = result.find
    return {
        "kind": find.kind,
        "platform": find.platform,
        "text": find.text,
        "author": find.author,
        "handle": find.handle,
        "published": find.published,
        "url": result.url,
        "start": find.start,
        "end": find.end,
        "confidence": find.confidence,
        "rule": find.rule,
        "status": result.status,
        "tried": result.tried,
        "html": result.html,
    }
