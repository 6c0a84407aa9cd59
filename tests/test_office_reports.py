"""Reports of offices of many kinds and layouts, annotated before they were first read."""

import json
from functools import cache
from pathlib import Path

import pytest

from reportkit import indicators
from reportkit.corpus.lines import parsed_lines
from tests import indicator_scoring
from tests.scoring import Score, all_scores

FOLDER = Path(__file__).parent / "reports"
FOLDERS = ("offices", "layouts", "whole")
REPORTS = sorted(path for name in FOLDERS for path in (FOLDER / name).glob("*.json"))
# Floors, not aims: docs/accuracy.md has the figures themselves and what is missed.
FLOORS = {"figures": 0.97, "sections": 0.98, "metadata": 0.97, "parts": 0.95, "themes": 0.90}
INDICATORS = 0.97


@cache
def read(path: Path) -> tuple[dict, dict]:
    """A report as it is parsed, and its truth."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    (line,) = parsed_lines([path.with_name(gold["file"])], text=True)
    return line, gold


@pytest.fixture(scope="module", params=FOLDERS)
def scored(request) -> dict[str, Score]:
    total: dict[str, Score] = {}
    for path in REPORTS:
        if path.parent.name == request.param:
            for name, score in all_scores(*read(path)).items():
                total[name] = total.get(name, Score()) + score
    return total


@pytest.mark.parametrize("measure", FLOORS)
def test_accuracy_over_all(scored, measure):
    total = scored[measure]
    reached = total.f1 if measure in ("figures", "sections") else total.share
    assert reached >= FLOORS[measure], (total.extra, total.missed)


def test_indicators_of_whole_reports():
    keys, total = set(indicators.catalogue()), Score()
    for path in (path for path in REPORTS if path.parent.name == "whole"):
        line, gold = read(path)
        total += indicator_scoring.indicators(line["figures"], gold, keys)
    assert total.hits > 400
    assert total.f1 >= INDICATORS, (total.extra, total.missed)


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_annotated_figures_stand_where_they_are_said_to(path):
    line, gold = read(path)
    for figure in gold["figures"]:
        start = figure["offset"]
        assert line["text"][start : start + len(figure["text"])] == figure["text"]


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_a_report_is_told_from_its_look_alikes(path):
    line, gold = read(path)
    assert line["report"]["doc_type"] == gold.get("doc_type", "report")
