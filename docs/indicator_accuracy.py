"""Write docs/indicator-accuracy.md: python docs/indicator_accuracy.py [FOLDER of real reports].

The invented reports of tests/reports are measured always; the real ones (corpus/ and gold/ of the
folder) only where it is given. Nothing of the real reports but keys and numbers is written.
"""

import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reportkit import indicators  # noqa: E402  # tests/ is no package of ours
from reportkit.corpus.lines import parsed_lines  # noqa: E402
from tests import indicator_scoring, passage_scoring  # noqa: E402
from tests.scoring import Score  # noqa: E402

PAGE = Path(__file__).with_name("indicator-accuracy.md")
SAMPLES = ROOT / "tests" / "reports"
ANNOTATED = SAMPLES / "indicators"
HEAD = """# How well figures get their indicator

Written by `python docs/indicator_accuracy.py ../shared` (the folder is that of the real reports).
A hit is the right key and the right value; plan targets and what annotators doubted count neither
way. Keys are those of the shared draft catalogue (111) for the real reports and the first twenty
invented ones, all of data/lexicons/indicators.csv for the last seven. How well the teaching
corpus gives its truth back stands in [teaching-accuracy.md](teaching-accuracy.md).

| reports | who annotated | precision | recall | F1 | right | extra | missed |
|---|---|---|---|---|---|---|---|
"""
REAL = "three real ones | by hand, before the rules; the rules were written with them at hand"
FIRST = "twenty invented ones | someone who had seen no rule; first run {first}, then rules mended"
SECOND = "seven invented ones | another, who had seen no rule; mended one rule: tables of two years"
PASSAGES = "{number} fresh passages | the hand that mends the rules; first run F1 {first}"
# First measurements, slips of annotation corrected: no command can repeat them.
ROUNDS = {
    "first": ("forty", "0.930 (precision 0.949), then mended"),
    "then": ("twenty", "0.930 (precision 0.944), then mended"),
    "last": ("twenty more", "0.941 (precision 0.974), then mended"),
    "fourth": ("thirty more", "0.896 (precision 0.966), then mended"),
    "fifth": ("twenty more", "0.953 (precision 0.947), then mended"),
    "sixth": ("thirteen more", "0.960 (precision 0.977), then mended"),
}
# Reports of tests/reports/whole by their numbers: 1 to 20, 21 to 30.
WHOLES = {
    range(1, 21): ("twenty", "0.914 (precision 0.961), then mended"),
    range(21, 31): ("ten more", "0.959 (precision 0.963), then mended"),
    range(31, 34): ("three more", "0.989 (precision 1.000), then mended"),
}
WHOLE = "{number} whole reports | the hand that mends the rules; first run F1 {first}"
# The first measurement on the twenty, before a rule was changed for them: no command can repeat it.
FIRST_RUN = "F1 0.859, precision 0.944"
TAIL = """
The line of the seven, and the first runs of the passages and whole reports, are what to expect of
an office not seen so far; these texts hold more figures than real reports do and fewer words
between them.
"""
# Why the rules and the annotation of a real report part; the words themselves stay there.
WHY = {
    ("credit_repaired_entities", 758.0): "a cumulative count beside the year's, annotated without",
    ("administrative_inspections", 18.0): "inspections on invitation, annotated under a finer key",
    ("assessment_weight", 2.0): "first end of a pair that names the weight, annotated without key",
    ("assessment_weight", 5.0): "a weight in points, annotated without key",
    ("enterprise_problems_resolved", 300.0): "annotated under a key outside the shared catalogue",
    ("npc_cppcc_satisfaction_rate", 100.0): "annotated as general satisfaction; the words are of "
    "deputies' suggestions",
    ("satisfaction_rate", 100.0): "see npc_cppcc_satisfaction_rate",
}


def real(shared: Path) -> Score:
    """Keys and values of the real reports as sets, which is how their annotation is scored."""
    keys, total = indicator_scoring.annotated_keys(), Score()
    for path in sorted((shared / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        rows = [
            r for line in parsed_lines([shared / "corpus" / gold["file"]]) for r in line["figures"]
        ]
        found = {_item(r["indicator"], r["value"]) for r in rows if not r["is_plan"]}
        wanted = {
            _item(each.get("indicator"), figure["value"])
            for figure in gold["figures"]
            for each in [figure, *figure.get("also", [])]
        }
        found, wanted = ({i for i in items if i[0] in keys} for items in (found, wanted))
        total += Score(len(found & wanted), sorted(found - wanted), sorted(wanted - found))
    return total


def _item(key: str | None, value: float | None) -> tuple[str | None, float | None]:
    return key, None if value is None else round(float(value), 4)


def invented(pattern: str, keys: set[str] | None) -> Score:
    """Annotated items of our own texts, place by place."""
    total = Score()
    for path in sorted(ANNOTATED.glob(pattern)):
        gold = json.loads(path.read_text(encoding="utf-8"))
        name = Path(gold["file"]).name
        (file,) = [f for f in (ANNOTATED / name, SAMPLES / name) if f.is_file()]
        rows = [row for line in parsed_lines([file]) for row in line["figures"]]
        total += indicator_scoring.indicators(rows, gold, keys)
    return total


def passages(name: str) -> Score:
    """Annotated items of one round of passages."""
    total = Score()
    for gold in passage_scoring.gold(name):
        rows = passage_scoring.parsed(gold["file"])["figures"]
        total += indicator_scoring.indicators(rows, gold, set(indicators.catalogue()))
    return total


def whole(numbers: range) -> Score:
    """Annotated items of the whole reports with these numbers."""
    total = Score()
    for path in sorted((SAMPLES / "whole").glob("*.json")):
        if int(path.name[:2]) in numbers:
            gold = json.loads(path.read_text(encoding="utf-8"))
            (line,) = parsed_lines([path.with_name(gold["file"])])
            keys = set(indicators.catalogue())
            total += indicator_scoring.indicators(line["figures"], gold, keys)
    return total


def row(name: str, score: Score) -> str:
    """One line of the table."""
    shares = (indicator_scoring.precision(score), indicator_scoring.recall(score), score.f1)
    counts = (score.hits, len(score.extra), len(score.missed))
    return f"| {name} | {' | '.join(f'{s:.3f}' for s in shares)} | {' | '.join(map(str, counts))} |"


def why(score: Score) -> str:
    """What is missed or extra in the real reports, and why."""
    lines = [
        f"- {kind}: {key} {value:g} ({WHY.get((key, value), 'not explained')})"
        for kind, items in (("extra", score.extra), ("missed", score.missed))
        for key, value in items
    ]
    return "\n## Real reports: where rules and annotation part\n\n" + "\n".join(lines) + "\n"


def misses(title: str, score: Score) -> str:
    """What is missed or extra in invented reports, key by key."""
    lines = [f"- {kind}: {item}" for kind in ("extra", "missed") for item in getattr(score, kind)]
    return f"\n## {title}\n\n" + "\n".join(lines) + "\n"


def weakest(*scores: Score) -> str:
    """Keys that are missed most often."""
    wrong = Counter(item.split(" = ")[1].split()[0] for s in scores for item in s.missed)
    said = ", ".join(f"{key} {n}" for key, n in wrong.most_common(12))
    return f"\nMissed most often in the invented ones: {said}.\n"


def main() -> None:
    """Measure and write."""
    first = invented("[0-9f]*.json", None)
    second = invented("second-*.json", set(indicators.catalogue()))
    page = HEAD
    told = ""
    if len(sys.argv) > 1:
        score = real(Path(sys.argv[1]))
        page += row(REAL, score) + "\n"
        told = why(score)
    page += row(FIRST.format(first=FIRST_RUN), first) + "\n" + row(SECOND, second) + "\n"
    for name, (number, run) in ROUNDS.items():
        page += row(PASSAGES.format(number=number, first=run), passages(name)) + "\n"
    for numbers, (number, run) in WHOLES.items():
        page += row(WHOLE.format(number=number, first=run), whole(numbers)) + "\n"
    page += TAIL
    page += weakest(first, second) + told
    page += misses("Twenty invented reports", first) + misses("Seven invented reports", second)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
