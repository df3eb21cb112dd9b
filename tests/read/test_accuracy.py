"""How well the recorded articles are read: floors a little under what is reached, so that no change costs much
unseen.
"""

import runpy
from pathlib import Path

import pytest

from tests.support.corpus import corpus

SCORE = Path(__file__).resolve().parents[2] / "scripts" / "score.py"
FLOORS = {"title": 0.93, "author": 0.91, "date": 0.92}


@pytest.mark.corpus
def test_the_recorded_articles_are_read_well() -> None:
    """Title, author and date by the recordings' own scorer."""
    corpus("web", "articles.warc.gz")
    score = runpy.run_path(str(SCORE))
    found = {
        snapshot.url: score["row"](score["read"](snapshot)) for snapshot in score["snapshots"]("articles")
    }
    result = score["scorer"]().score(found, score["gold"]("articles"))
    assert {field: result[field]["f1"] for field in FLOORS if result[field]["f1"] < FLOORS[field]} == {}
