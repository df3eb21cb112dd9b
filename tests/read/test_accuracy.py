"""The accuracy of the recorded articles: the floors are a little below what is reached, so that a loss is noticed."""

import runpy
from pathlib import Path

import pytest

from tests.support.corpus import corpus

SCORE = Path(__file__).resolve().parents[2] / "scripts" / "score.py"
FLOORS = {"title": 0.93, "author": 0.91, "date": 0.92}


@pytest.mark.corpus
def test_title_author_and_date_are_above_their_floors() -> None:
    """By the recordings' own scorer."""
    corpus("web", "articles.warc.gz")
    score = runpy.run_path(str(SCORE))
    found = {
        snapshot.url: score["row"](score["read"](snapshot)) for snapshot in score["snapshots"]("articles")
    }
    result = score["scorer"]().score(found, score["gold"]("articles"))
    assert {field: result[field]["f1"] for field in FLOORS if result[field]["f1"] < FLOORS[field]} == {}
