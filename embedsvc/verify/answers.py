"""The results of verifying as JSON values."""

from collections.abc import Mapping
from typing import Any

from embedsvc.verify import request_body
from embedsvc.verify.verdicts import Verified
from embedsvc.verify.verifier import Verifier


def answer(body: Mapping[str, Any], verify: Verifier) -> dict[str, Any]:
    """The result of one quotation, or `results` for a page. Raises InvalidRequest and RequestTooLarge."""
    results = [_to_json(result) for result in verify(request_body.parse(body))]
    return results[0] if body.get("text") else {"results": results}


def _to_json(result: Verified) -> dict[str, Any]:
    signs = {"same": "=", "removed": "-", "added": "+"}
    return {
        "verdict": result.verdict,
        "diff": [[signs[piece.op], piece.text] for piece in result.pieces],
        "compared": {name: compared._asdict() for name, compared in result.compared.items()},
        "url": result.quotation.url,
        "tried": result.tried,
    }
