"""Compare what the measures claim on the teaching corpus with what was planted in it.

The plants come from ``reportkit.teaching``, the claims from ``reportkit.measures``; neither knows
the other. Both are compared by place: a truth of the laid text is looked up in the text that the
reader gives (teaching_alignment). docs/planted.md is made of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from reportkit import measures, teaching
from reportkit.corpus import Corpus
from tests.teaching_alignment import Alignment

Row = dict[str, Any]
Span = tuple[str, int, int]
# A wrong sentence is found by a contradiction of one of these kinds of check in it. 受理 and
# 不予受理 that do not make the applications are a balance, for the audit one of the relations.
ACCUSED_BY = {
    "sum_wrong": ("sum", "relation"),
    "rate_wrong": ("rate",),
    "change_wrong": ("change",),
    "concluded_over_accepted": ("relation",),
    "resolved_over_screened": ("relation",),
}
# What is right, and the kinds of check that must not contradict it.
AT_PEACE = {
    "sum_right": ("sum", "relation"),
    "within_right": ("sum", "relation"),
    "rate_right": ("rate",),
    "change_right": ("change",),
    "carry_over": ("relation",),
    "denominator": ("rate", "change", "repeat"),
}
LATE = {"late_submission": "submission", "late_publication": "publication"}
PAIRS = {
    "problem_returns": ("same words", "reworded", "same kind"),
    "plan_answered": ("answered",),
}
# Of two years: where a page prints no year, nobody could say which follows which, so that a pair
# counts only if it is found.
OF_TWO_YEARS = ("change_wrong", "problem_returns", "plan_answered")
# Plants that other measures have to find: reuse, spread of terms, shares of themes.
ELSEWHERE = ("copied", "numbers", "reworded", "term_spread", "theme_shift")
SHOWN = 90


@dataclass(frozen=True)
class Finding:
    """One thing not found, or claimed besides: where it is, what it is and the words."""

    file: str
    what: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.what}" + (f" 「{self.words}」" if self.words else "")


@dataclass
class Tally:
    """What was planted of one kind, what of it was found, and what was claimed besides."""

    planted: int = 0
    missed: list[Finding] = field(default_factory=list)
    besides: list[Finding] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many of the planted were found."""
        return self.planted - len(self.missed)

    def add(self, finding: Finding, *, found: bool) -> None:
        """Count one plant."""
        self.planted += 1
        if not found:
            self.missed.append(finding)


Tallies = dict[str, Tally]


class Ground:
    """A generated corpus, its plants at offsets of the text read, and what the measures say."""

    def __init__(self, folder: Path, read: Callable[[Path], Corpus], **order: Any) -> None:
        order |= {"faults": ()}
        texts = {}
        for laid in teaching.reports(**order):
            path = folder / laid.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(laid.content)
            texts[laid.name] = laid.text
        self.truth = teaching.truth(**order)
        self.corpus = read(folder)
        reports = self.truth.reports
        self.without_year = set(reports.loc[reports["year"].isna(), "file"])
        known = self.corpus.reports[["source", "report_id"]].itertuples(index=False)
        self.id_of = {Path(source).name: str(i) for source, i in known}
        self.file_of = {i: file for file, i in self.id_of.items()}
        self.placed = {
            file: Alignment(text, self.corpus.text(self.id_of[file]))
            for file, text in texts.items()
            if file in self.id_of
        }

    def plants(self, kind: str) -> list[Row]:
        """Plants of one kind; ``here`` and ``there`` are their spans, None where not read."""
        rows = self.truth.plants[self.truth.plants["plant"] == kind]
        plain = rows.astype(object).where(rows.notna(), None)
        found = plain.to_dict("records")
        for row in found:
            row["here"] = self._span(row["file"], row["start"], row["end"])
            row["there"] = self._span(row["other_file"], row["other_start"], row["other_end"])
        return found

    def is_open(self, plant: Row) -> bool:
        """Whether a plant says something of two years, of which a page does not print one."""
        ends = {plant["file"], plant["other_file"]}
        return plant["plant"] in OF_TWO_YEARS and not ends.isdisjoint(self.without_year)

    def _span(self, file: str | None, start: int | None, end: int | None) -> Span | None:
        placed = self.placed.get(file or "")
        if placed is None or start is None or end is None:
            return None
        span = placed.span(start, end)
        return (self.id_of[file or ""], *span) if span else None

    def words(self, span: Span | None) -> str:
        """Words of a span on one line, cut where they are long."""
        if span is None:
            return "not in the text that was read"
        text = " ".join(self.corpus.quote(*span).split())
        return text if len(text) <= SHOWN else text[:SHOWN] + "…"

    def sentence(self, report_id: str, at: int) -> Span:
        """The sentence that holds a place."""
        rows = self.corpus.sentences
        held = rows[(rows["report_id"] == report_id) & (rows["start"] <= at) & (rows["end"] > at)]
        if held.empty:
            return report_id, at, at + 1
        return report_id, int(held["start"].iloc[0]), int(held["end"].iloc[0])

    @cached_property
    def checks(self) -> list[Row]:
        """Rows of the audit with the spans that prove each."""
        rows = measures.audit(self.corpus)
        spans: dict[str, list[Span]] = {}
        evidence = measures.audit_evidence(self.corpus)
        for row in evidence.itertuples():
            spans.setdefault(row.check_id, []).append((row.report_id, row.start, row.end))
        return [row | {"spans": spans.get(row["check_id"], [])} for row in rows.to_dict("records")]

    @cached_property
    def completeness(self) -> dict[tuple[str, str], Row]:
        """Rows of ``completeness`` by file and part."""
        rows = measures.completeness(self.corpus).to_dict("records")
        return {(self.file_of[row["report_id"]], row["part"]): row for row in rows}

    @cached_property
    def timeliness(self) -> dict[tuple[str, str], Row]:
        """Rows of ``timeliness`` by file and clock."""
        rows = measures.timeliness(self.corpus).to_dict("records")
        return {(self.file_of[row["report_id"]], row["clock"]): row for row in rows}

    def in_time(self, file: str, clock: str) -> str:
        """Verdict on a date; of what is not read as a report there is none."""
        return str(self.timeliness.get((file, clock), {}).get("in_time", "no report"))


def tallies(ground: Ground) -> Tallies:
    """Every kind of plant that the measures of statements and numbers have to find."""
    return {
        **_accused(ground),
        **_at_peace(ground),
        "basis said": _bases(ground),
        "zero": _zeros(ground),
        **_late(ground),
        "undated": _undated(ground),
        "missing_report": _missing_reports(ground),
        "missing_part": _missing_parts(ground),
        **_causes(ground),
        "problem_returns": _pairs(ground, "problem_returns", measures.returning(ground.corpus)),
        "plan_answered": _pairs(ground, "plan_answered", measures.answered(ground.corpus)),
    }


def _overlaps(one: Span | None, other: Span | None) -> bool:
    if one is None or other is None:
        return False
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


# The audit


def _accused(ground: Ground) -> Tallies:
    """Wrong sentences; each contradiction that stands in none of its kind is claimed besides."""
    found = {kind: Tally() for kind in ACCUSED_BY}
    claims = [check for check in ground.checks if check["verdict"] == "contradicts"]
    explained = set()
    for kind, checks in ACCUSED_BY.items():
        for plant in ground.plants(kind):
            proofs = [c for c in claims if c["kind"] in checks and _stands_in(c, plant)]
            explained |= {c["check_id"] for c in proofs}
            if ground.is_open(plant) and not proofs:
                continue
            what = _said(ground, plant, checks)
            finding = Finding(plant["file"], what, ground.words(plant["here"]))
            found[kind].add(finding, found=bool(proofs))
    for claim in claims:
        if claim["check_id"] not in explained:
            found[_home(claim)].besides.append(_claimed(ground, claim))
    return found


def _stands_in(check: Row, plant: Row) -> bool:
    """Whether the number at issue is in the plant and every other number there or at its end."""
    spans = check["spans"]
    ends = (plant["here"], plant["there"])
    inside = all(any(_overlaps(span, end) for end in ends) for span in spans)
    return bool(spans) and inside and any(_overlaps(span, plant["here"]) for span in spans)


def _home(claim: Row) -> str:
    """Kind of plant whose checks a claim belongs to; rules of relations tell two apart."""
    if claim["kind"] != "relation":
        return {"sum": "sum_wrong", "rate": "rate_wrong"}.get(claim["kind"], "change_wrong")
    is_cases = str(claim["rule"]).startswith("concluded")
    return "concluded_over_accepted" if is_cases else "resolved_over_screened"


def _claimed(ground: Ground, claim: Row) -> Finding:
    report_id, start, _ = claim["spans"][0]
    what = f"{claim['kind']}: {claim['what']}: {claim['because']}"
    return Finding(ground.file_of[report_id], what, ground.words(ground.sentence(report_id, start)))


def _said(ground: Ground, plant: Row, checks: tuple[str, ...]) -> str:
    """What the audit says of a plant instead."""
    here = [c for c in ground.checks if c["kind"] in checks and _touches(c, plant)]
    said = {f"{c['kind']} {c['what']}: {c['because']}" for c in here}
    return "; ".join(sorted(said)) or "no check"


def _touches(check: Row, plant: Row) -> bool:
    return any(_overlaps(span, plant["here"]) for span in check["spans"])


def _at_peace(ground: Ground) -> Tallies:
    """True sentences; one is missed where a check of its kind contradicts it."""
    found: Tallies = {}
    for kind, checks in AT_PEACE.items():
        found[kind] = Tally()
        for plant in ground.plants(kind):
            here = [c for c in ground.checks if c["kind"] in checks and _stands_in(c, plant)]
            against = [c["because"] for c in here if c["verdict"] == "contradicts"]
            finding = Finding(plant["file"], "; ".join(against), ground.words(plant["here"]))
            found[kind].add(finding, found=not against)
    return found


def agreeing(ground: Ground) -> dict[str, int]:
    """How many true sentences of each kind have a check that agrees, all its numbers in them."""
    return {
        kind: sum(
            any(
                c["kind"] in checks and c["verdict"] == "agrees" and _stands_in(c, plant)
                for c in ground.checks
            )
            for plant in ground.plants(kind)
        )
        for kind, checks in AT_PEACE.items()
    }


def _bases(ground: Ground) -> Tally:
    """The rate over another base: both years' rows say of which cases they are."""
    tally = Tally()
    figures = ground.corpus.figures[ground.corpus.figures["indicator"].notna()]
    rates = figures[figures["indicator"] == "reconsideration_correction_rate"]
    rows = [(row.report_id, row.start, row.end, row.basis) for row in rates.itertuples()]
    for plant in ground.plants("denominator"):
        for span, basis in ((plant["here"], "of_accepted"), (plant["there"], "of_concluded")):
            said = [row[3] for row in rows if _overlaps(row[:3], span)]
            finding = Finding(plant["file"], f"{said} for {basis}", ground.words(span))
            tally.add(finding, found=said == [basis])
    return tally


# Noughts said by negation


def _zeros(ground: Ground) -> Tally:
    """Rows with value 0 and the key that the clause denies."""
    tally = Tally()
    figures = ground.corpus.figures
    noughts = figures[(figures["value"] == 0) & figures["indicator"].notna()]
    free = [
        (row.report_id, row.start, row.end, row.indicator)
        for row in noughts.itertuples()
        if not any(sign in row.text for sign in "0０零")
    ]
    for plant in ground.plants("zero"):
        for key in str(plant["keys"]).split():
            hit = next((r for r in free if r[3] == key and _overlaps(r[:3], plant["here"])), None)
            others = [row[3] for row in free if _overlaps(row[:3], plant["here"])]
            finding = Finding(plant["file"], f"{key}: {others}", ground.words(plant["here"]))
            tally.add(finding, found=hit is not None)
            free = [row for row in free if row != hit]
    tally.besides = [
        Finding(ground.file_of[row[0]], row[3], ground.words(ground.sentence(row[0], row[1])))
        for row in free
    ]
    return tally


# Dates, reports and parts


def _late(ground: Ground) -> Tallies:
    found: Tallies = {}
    for kind, clock in LATE.items():
        tally = found[kind] = Tally()
        late = set()
        for plant in ground.plants(kind):
            row = ground.timeliness.get((plant["file"], clock), {})
            what = f"in time: {row.get('in_time')}, date {row.get('stated')}"
            late.add(plant["file"])
            tally.add(Finding(plant["file"], what), found=row.get("in_time") == "no")
        tally.besides = [
            Finding(file, f"late: {row['stated']}")
            for (file, of), row in ground.timeliness.items()
            if of == clock and row["in_time"] == "no" and file not in late
        ]
    return found


def _undated(ground: Ground) -> Tally:
    """Unknown on both clocks; besides: unknown on both though the page prints a date."""
    tally = Tally()
    unknown = {
        file
        for file in ground.id_of
        if all(ground.in_time(file, clock) == "unknown" for clock in LATE.values())
    }
    undated = {plant["file"] for plant in ground.plants("undated")}
    for file in sorted(undated):
        verdicts = [ground.in_time(file, clock) for clock in LATE.values()]
        tally.add(Finding(file, str(verdicts)), found=file in unknown)
    tally.besides = [Finding(file, "a date is printed") for file in sorted(unknown - undated)]
    return tally


def _missing_reports(ground: Ground) -> Tally:
    """Years without a report of a place that has others here."""
    tally = Tally()
    about = {row.file: row.about_place for row in ground.truth.reports.itertuples()}
    said = {
        (about[ground.file_of[row.report_id]], int(row.missing_year)): int(row.n_unplaced)
        for row in measures.missing_reports(ground.corpus).itertuples()
    }
    for plant in ground.plants("missing_report"):
        wanted = (plant["about_place"], int(plant["about_year"]))
        tally.add(Finding("no file", f"{wanted[0]} {wanted[1]}"), found=wanted in said)
        said.pop(wanted, None)
    # Where a report of unknown place may be the one, the row says so and claims nothing.
    claimed = sorted(gap for gap, unplaced in said.items() if not unplaced)
    tally.besides = [Finding("no file", f"{place} {year}") for place, year in claimed]
    return tally


def _missing_parts(ground: Ground) -> Tally:
    tally = Tally()
    truly = {(plant["file"], plant["note"]) for plant in ground.plants("missing_part")}
    for file, part in sorted(truly):
        row = ground.completeness.get((file, part), {})
        what = f"{part}: {row.get('status')}"
        words = ""
        if row.get("status") not in (None, "absent"):
            words = ground.words((row["report_id"], int(row["start"]), int(row["end"])))
        tally.add(Finding(file, what, words), found=row.get("status") == "absent")
    tally.besides = [
        Finding(file, f"{part}: absent")
        for (file, part), row in ground.completeness.items()
        if row["status"] == "absent" and (file, part) not in truly
    ]
    return tally


def _causes(ground: Ground) -> Tallies:
    """Shortcomings with a cause named and without; each must be told as it is."""
    named, unnamed = Tally(), Tally()
    told = {plant["file"] for plant in ground.plants("cause_named")}
    silent = {plant["file"] for plant in ground.plants("cause_unnamed")}
    sentences = {plant["file"]: plant["here"] for plant in ground.plants("cause_named")}
    for file in sorted(told):
        row = ground.completeness.get((file, "problems"), {})
        finding = Finding(file, str(row.get("causes")), ground.words(sentences[file]))
        named.add(finding, found=row.get("causes") == "named")
    for file in sorted(silent):
        row = ground.completeness.get((file, "problems"), {})
        words = ""
        if row.get("causes") == "named":
            words = ground.words((row["report_id"], int(row["cause_start"]), int(row["cause_end"])))
        unnamed.add(Finding(file, str(row.get("causes")), words), found=not words)
    return {"cause_named": named, "cause_unnamed": unnamed}


# Pairs of two years


def _pairs(ground: Ground, kind: str, table: pd.DataFrame) -> Tally:
    tally = Tally()
    rows = [row for row in table.to_dict("records") if not pd.isna(row["next_start"])]
    claims = [row for row in rows if row["verdict"] in PAIRS[kind]]
    explained = []
    for plant in ground.plants(kind):
        from_here = [row for row in rows if _overlaps(_first(row), plant["there"])]
        hits = [
            row
            for row in from_here
            if row["verdict"] in PAIRS[kind] and _overlaps(_second(row), plant["here"])
        ]
        explained += hits
        if ground.is_open(plant) and not hits:
            continue
        said = [f"{row['verdict']}, to {ground.words(_second(row))}" for row in from_here]
        words = f"{ground.words(plant['there'])} / {ground.words(plant['here'])}"
        tally.add(Finding(plant["file"], "; ".join(said) or "no row", words), found=bool(hits))
    tally.besides = [
        Finding(
            ground.file_of[row["report_id"]],
            f"{row['verdict']} {row.get('similarity', row.get('coverage')):.2f}",
            f"{ground.words(_first(row))} / {ground.words(_second(row))}",
        )
        for row in claims
        if row not in explained
    ]
    return tally


def _first(row: Row) -> Span:
    return row["report_id"], int(row["start"]), int(row["end"])


def _second(row: Row) -> Span:
    return row["next_report_id"], int(row["next_start"]), int(row["next_end"])


def lines(found: Mapping[str, Tally]) -> Iterator[str]:
    """The table, a kind a line."""
    yield "| kind | planted | found | not found | claimed besides |"
    yield "|---|---|---|---|---|"
    for kind, tally in found.items():
        yield (
            f"| `{kind}` | {tally.planted} | {tally.found} | {len(tally.missed)} "
            f"| {len(tally.besides)} |"
        )
