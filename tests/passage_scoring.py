"""Compare parsed passages with annotated ones (tests/reports/passages/README.md).

Stricter than tests.scoring: a figure is found only at exactly its characters, with its value and
its unit; what else is said of it (kind, bounds, hedge, direction, plan) is counted apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportkit.corpus.lines import parsed_lines
from tests.scoring import Score

FOLDER = Path(__file__).parent / "reports" / "passages"
ROUNDS = ("first", "then", "last", "fourth", "fifth", "sixth")
SAID = {"low": None, "high": None, "hedge": "", "direction": "", "is_plan": False, "kind": None}


def gold(name: str) -> Iterator[dict]:
    """Annotations of one round."""
    for path in sorted(FOLDER.glob(f"{name}-*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


@cache
def parsed(file: str) -> dict:
    """One of the reports as the program reads it."""
    (line,) = parsed_lines([FOLDER / file], text=True)
    return line


def figures(rows: list[dict], wanted: dict) -> dict[str, Score]:
    """Score of the figures, and of each thing said of those found."""
    found = {(row["start"], row["end"]): row for row in rows}
    scores = {name: Score() for name in ("figures", *SAID)}
    for figure in (f for f in wanted["figures"] if not _is_open(f)):
        row = found.pop(_span(figure), None)
        if row is None or not _is_same(row, figure):
            scores["figures"].missed.append(f"{wanted['file']}: {figure['text']}")
            continue
        scores["figures"].hits += 1
        for name, said in _said(figure).items():
            _count(scores[name], row[name], said, f"{wanted['file']}: {figure['text']} {name}")
    unjudged = [_span(f) for f in [*wanted["figures"], *wanted["zeros"]]]
    extra = (row for span, row in found.items() if not any(_meets(span, u) for u in unjudged))
    scores["figures"].extra += [f"{wanted['file']}: {row['text']}" for row in extra]
    return scores


def of_round(name: str) -> dict[str, Score]:
    """Scores over all reports of a round."""
    total = {name: Score() for name in ("figures", *SAID)}
    for wanted in gold(name):
        for measure, score in figures(parsed(wanted["file"])["figures"], wanted).items():
            total[measure] += score
    return total


def _is_open(figure: dict) -> bool:
    return figure.get("borderline", False) and not (figure.get("is_plan") or _is_range(figure))


def _is_range(figure: dict) -> bool:
    return "low" in figure and "high" in figure


def _span(row: dict) -> tuple[int, int]:
    return row["offset"], row["offset"] + len(row["text"])


def _meets(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_same(row: dict, figure: dict) -> bool:
    value = None if _is_range(figure) else figure["value"]
    return _close(row["value"], value) and figure.get("unit", row["unit"]) == row["unit"]


def _said(figure: dict) -> dict[str, object]:
    said = {name: figure.get(name, none) for name, none in SAID.items()}
    return {name: value for name, value in said.items() if name != "kind" or value is not None}


def _count(score: Score, found: object, said: object, where: str) -> None:
    if _close(found, said):
        score.hits += 1
    else:
        score.missed.append(f"{where} {found!r} for {said!r}")


def _close(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-6 * max(1.0, abs(other))
    return one == other
