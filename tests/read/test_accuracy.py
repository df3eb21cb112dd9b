"""The accuracy on recorded pages: the floors are a little below what is reached, so that a loss is noticed."""

import runpy
from pathlib import Path

import pytest

from tests.support.corpus import corpus

SCORE = Path(__file__).resolve().parents[2] / "scripts" / "score.py"
FLOORS = {
    "articles": {"title": 0.93, "author": 0.91, "date": 0.92},
    "web2": {"title": 0.92, "author": 0.90, "date": 0.87},
}
MIN_PRECISION = {"articles": 0.93, "web2": 0.93}
"""Of authors: a wrong one is worse than none."""


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["articles", pytest.param("web2", marks=pytest.mark.slow)])
def test_title_author_and_date_are_above_their_floors(name: str) -> None:
    """By the recordings' own scorer."""
    score = runpy.run_path(str(SCORE))
    folder, file = score["SETS"][name]
    corpus(folder, f"{file}.warc.gz")
    found = {snapshot.url: score["row"](score["read"](snapshot)) for snapshot in score["snapshots"](name)}
    result = score["scorer"]().score(found, score["gold"](name))
    floors = FLOORS[name]
    assert {field: result[field]["f1"] for field in floors if result[field]["f1"] < floors[field]} == {}
    assert result["author"]["precision"] >= MIN_PRECISION[name]
