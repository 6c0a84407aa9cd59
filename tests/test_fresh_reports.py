"""Reports of invented places with known answers: written without looking at the code."""

import json
from functools import cache
from pathlib import Path

import pytest

from reportkit.corpus.lines import parsed_lines
from tests.scoring import Score, all_scores

FOLDER = Path(__file__).parent / "reports"
REPORTS = sorted(FOLDER.glob("*.json"))
# Floors, not aims: docs/accuracy.md has the figures themselves and what is missed.
FLOORS = {"figures": 0.94, "sections": 0.98, "metadata": 0.97, "parts": 0.95, "themes": 0.85}


@cache
def line(name: str) -> dict:
    (found,) = parsed_lines([FOLDER / name], text=True)
    return found


@cache
def scores(path: Path) -> dict[str, Score]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    return all_scores(line(gold["file"]), gold)


@pytest.mark.parametrize("measure", FLOORS)
def test_accuracy_over_all(measure):
    total = sum((scores(path)[measure] for path in REPORTS), Score())
    reached = total.f1 if measure in ("figures", "sections") else total.share
    assert reached >= FLOORS[measure], (total.extra, total.missed)


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_required_parts_are_found(path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    names = {"achievements": "achievements", "problems": "problems"}
    names |= {"leadership": "leadership_duty", "plan": "next_year_plan"}
    report = line(gold["file"])["report"]
    found = {part: report[f"part_{part}"] != "absent" for part in names}
    assert found == {part: gold["statutory_parts"][key] for part, key in names.items()}


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_offsets_give_the_words_back(path):
    found = line(json.loads(path.read_text(encoding="utf-8"))["file"])
    for figure in found["figures"]:
        assert found["text"][figure["start"] : figure["end"]] == figure["text"]
    for section in found["sections"]:
        assert section["marker"] in found["text"][section["start"] : section["end"]]
