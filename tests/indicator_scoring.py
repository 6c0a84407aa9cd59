"""Compare indicators of parsed reports with annotated ones (tests/reports/indicators/README.md).

One item is one key at one place: a number that states three rates is three items, a zero said in
words is an item with value 0. Found and annotated item are the same where the span (half of it at
least), the key and the value agree.

`python -m tests.indicator_scoring RESULTS.jsonl GOLD.json…` prints the scores of what
`reportkit parse --json` wrote.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.scoring import Score

FOLDER = Path(__file__).parent / "reports" / "indicators"
QUALIFIERS = ("scope", "basis", "period", "repeats")


@dataclass(frozen=True)
class Item:
    """One annotated key at one place, or a place without one (key None: a near miss)."""

    start: int
    text: str
    key: str | None
    value: float
    zero: bool
    plan: bool
    doubtful: bool
    row: dict

    def __str__(self) -> str:
        name = "near miss" if self.key is None else self.key
        note = self.row.get("note")
        return f"{self.text} @{self.start} = {name}" + (f" ({note})" if note else "")


def annotated_keys() -> set[str]:
    """The keys that the annotators knew: others are scored neither way."""
    return set((FOLDER / "annotated-keys.txt").read_text(encoding="utf-8").split())


def items(gold: dict) -> list[Item]:
    """Every annotated item, one a key."""
    return [
        Item(
            start=row["offset"],
            text=row["text"],
            key=key,
            value=float(row.get("value", 0)),
            zero="value" not in row,
            plan=bool(row.get("is_plan")),
            doubtful=bool(row.get("doubtful")),
            row=row,
        )
        for row in [*gold["figures"], *gold.get("zeros", [])]
        for key in [row["indicator"], *row.get("also", [])]
    ]


def indicators(found: list[dict], gold: dict, keys: set[str] | None = None) -> Score:
    """Hits, extras and misses over the annotated keys; plans and doubtful items are left out."""
    return _compare(found, gold, keys)[0]


def qualifiers(found: list[dict], gold: dict, keys: set[str] | None = None) -> dict[str, Score]:
    """Scope, basis, period and repeats of the hits, where the annotation says something."""
    scores = {name: Score() for name in QUALIFIERS}
    for item, row in _compare(found, gold, keys)[1]:
        for name, score in scores.items():
            wanted = item.row.get(name)
            if not wanted:
                continue
            if row.get(name) == wanted:
                score.hits += 1
            else:
                score.missed.append(f"{item}: {name} {row.get(name)!r} for {wanted!r}")
    return scores


def precision(score: Score) -> float:
    return score.hits / max(1, score.hits + len(score.extra))


def recall(score: Score) -> float:
    return score.hits / max(1, score.hits + len(score.missed))


def _compare(
    found: list[dict], gold: dict, keys: set[str] | None
) -> tuple[Score, list[tuple[Item, dict]]]:
    keys = annotated_keys() if keys is None else keys
    free = [row for row in found if row.get("indicator") in keys and not row["is_plan"]]
    known = items(gold)
    score, pairs = Score(), []
    for item in known:
        if item.key not in keys or item.plan or item.doubtful:
            continue
        hit = next((row for row in free if _same(row, item)), None)
        if hit is None:
            score.missed.append(f"{item}{_instead(found, item)}")
        else:
            free.remove(hit)
            score.hits += 1
            pairs.append((item, hit))
    for row in free:
        here = [item for item in known if _covers(row, item)]
        if not any(item.doubtful for item in here):
            score.extra.append(_extra(row, here))
    return score, pairs


def _same(row: dict, item: Item) -> bool:
    return row["indicator"] == item.key and _equal(row, item) and _covers(row, item)


def _covers(row: dict, item: Item) -> bool:
    """Half of the annotated span; of a negated clause, whose ends are a matter of taste, half of
    the shorter one."""
    end = item.start + len(item.text)
    shared = min(row["end"], end) - max(row["start"], item.start)
    whole = len(item.text)
    if item.zero:
        whole = min(whole, row["end"] - row["start"])
    return shared > 0 and shared >= 0.5 * whole


def _equal(row: dict, item: Item) -> bool:
    value = row["value"]
    return value is not None and abs(value - item.value) <= 1e-6 * max(1, abs(item.value))


def _instead(found: list[dict], item: Item) -> str:
    """What stands at the place of a missed item, for the reader of a failed test."""
    rows = [row for row in found if _covers(row, item)]
    said = "; ".join(f"{row.get('indicator')} {row['value']}" for row in rows)
    return f" — found: {said}" if said else " — no figure found"


def _extra(row: dict, here: list[Item]) -> str:
    said = "; ".join(str(item) + (" [plan]" if item.plan else "") for item in here)
    text = f"{row['text']} @{row['start']} ({row['value']}) = {row['indicator']}"
    return f"{text} — annotated: {said}" if said else text


def main(results: str, *paths: str) -> None:
    """Print the scores of a file of JSON lines against annotated files of the same name."""
    lines = [json.loads(line) for line in Path(results).read_text(encoding="utf-8").splitlines()]
    by_name = {Path(line["file"]).name: line for line in lines}
    total, report = Score(), []
    for path in paths:
        gold = json.loads(Path(path).read_text(encoding="utf-8"))
        score = indicators(by_name[Path(gold["file"]).name]["figures"], gold)
        total += score
        report.append(f"{gold['file']}: {_numbers(score)}")
        report += [f"  missed: {row}" for row in score.missed]
        report += [f"  extra: {row}" for row in score.extra]
    report.append(f"all: {_numbers(total)}")
    sys.stdout.write("\n".join(report) + "\n")


def _numbers(score: Score) -> str:
    wrong = f"{len(score.missed)} missed, {len(score.extra)} extra"
    share = f"precision {precision(score):.3f}, recall {recall(score):.3f}, F1 {score.f1:.3f}"
    return f"{share} ({score.hits} hits, {wrong})"


if __name__ == "__main__":
    main(*sys.argv[1:])
