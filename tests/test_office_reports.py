"""Reports of offices of many kinds and layouts, annotated before they were first read."""

import json
from pathlib import Path

import pytest

from reportkit.corpus.lines import parsed_lines
from tests.scoring import Score, all_scores

FOLDER = Path(__file__).parent / "reports" / "offices"
REPORTS = sorted(FOLDER.glob("*.json"))
# Floors, not aims: docs/accuracy.md has the figures themselves and what is missed.
FLOORS = {"figures": 0.97, "sections": 0.98, "metadata": 0.97, "parts": 0.95, "themes": 0.90}


@pytest.fixture(scope="module")
def scored() -> dict[str, Score]:
    total: dict[str, Score] = {}
    for path in REPORTS:
        gold = json.loads(path.read_text(encoding="utf-8"))
        (line,) = parsed_lines([FOLDER / gold["file"]])
        for name, score in all_scores(line, gold).items():
            total[name] = total.get(name, Score()) + score
    return total


@pytest.mark.parametrize("measure", FLOORS)
def test_accuracy_over_all(scored, measure):
    total = scored[measure]
    reached = total.f1 if measure in ("figures", "sections") else total.share
    assert reached >= FLOORS[measure], (total.extra, total.missed)


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_annotated_figures_stand_where_they_are_said_to(path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    (line,) = parsed_lines([FOLDER / gold["file"]], text=True)
    for figure in gold["figures"]:
        start = figure["offset"]
        assert line["text"][start : start + len(figure["text"])] == figure["text"]
