"""Where the recorded web lies: beside the project, or at EMBEDSVC_CORPUS."""

import os
from pathlib import Path

import pytest

CORPUS = Path(os.environ.get("EMBEDSVC_CORPUS") or Path(__file__).resolve().parents[3] / "shared")


def corpus(*parts: str) -> Path:
    """A file of the recorded web; skips the test where it is absent."""
    path = CORPUS.joinpath(*parts)
    if not path.exists():
        pytest.skip("the recorded web is not beside this checkout (set EMBEDSVC_CORPUS)")
    return path
