"""Compare parsed files of the teaching corpus with its truth, by the measures of
docs/teaching-accuracy.md.

The truth comes from ``reportkit.teaching``, the result from ``reportkit.corpus``; neither knows
the other. Both are compared in offsets of the text that the reader gives (teaching_alignment).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from reportkit.corpus import Corpus
from reportkit.teaching import Laid, Mark
from tests.teaching_alignment import Alignment

Row = dict[str, Any]
# What issues 3 and 4 ask for; measures without a floor are told and not judged.
FLOORS = {
    "figures": 0.99,
    "sections": 0.99,
    "metadata": 0.99,
    "parts": 0.97,
    "themes": 0.97,
    "indicators": 0.97,
}
TABLES = ("reports", "sections", "sentences", "figures", "problems")
PARTS = ("part_achievements", "part_problems", "part_leadership", "part_plan")
FACTS = ("low", "high", "unit", "hedge", "kind", "direction", "is_plan")
QUALIFIERS = ("scope", "basis", "period")
# The tables of divisions have no invented place, so its names above it and its code are unknown.
UNKNOWN = ("province", "prefecture", "county", "code")
# Extras and misses make these; of the others each truth is right or wrong.
OF_SETS = ("figures", "sections", "indicators", "zeros", "repeats")
COPIES = ("truncated", "mirror_traditional", "mirror_pinyin", "mirror_spaces", "mirror_lost")
NO_FIGURE = re.compile("[0-9０-９零一二两兩三四五六七八九十百]")
SHOWN = 24


@dataclass(frozen=True)
class Miss:
    """One thing that is wrong: by which measure, where, and what kind of thing it is."""

    measure: str
    file: str
    what: str
    around: str = ""
    cause: str = ""

    def __str__(self) -> str:
        shown = f" 「{self.around}」" if self.around else ""
        return f"{self.file}: {self.what}{shown}"


@dataclass
class Score:
    """Hits, extras and misses of one measure."""

    hits: int = 0
    extra: list[Miss] = field(default_factory=list)
    missed: list[Miss] = field(default_factory=list)

    def value(self, measure: str) -> float:
        """F1 of what is found in a text, else the share that is right."""
        wrong = len(self.missed) + (len(self.extra) if measure in OF_SETS else 0)
        twice = 2 if measure in OF_SETS else 1
        return twice * self.hits / max(1, twice * self.hits + wrong)

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.extra + other.extra, self.missed + other.missed)


Scores = dict[str, Score]


def added(many: Iterable[Scores]) -> Scores:
    """Scores of several files, measure by measure."""
    total: Scores = {}
    for scores in many:
        for measure, score in scores.items():
            total[measure] = total.get(measure, Score()) + score
    return total


# What was found


@dataclass(frozen=True)
class Found:
    """Rows of one file, of all reports in it."""

    text: str | None
    tables: dict[str, list[Row]]

    def __getitem__(self, table: str) -> list[Row]:
        return self.tables[table]


def by_file(corpus: Corpus) -> dict[str, Found]:
    """The rows of a corpus, file by file; unknown is None."""
    reports = _records(corpus.reports)
    sources = {row["report_id"]: row["source"] for row in reports}
    tables: dict[str, dict[str, list[Row]]] = {}
    for name in TABLES:
        for row in _records(corpus.tables()[name]):
            source = row.get("source") or sources[row["report_id"]]
            tables.setdefault(source, {}).setdefault(name, []).append(row)
    texts = {row["source"]: corpus.text(row["report_id"]) for row in reversed(reports)}
    empty: dict[str, list[Row]] = {name: [] for name in TABLES}
    return {
        source: Found(texts.get(source), {**empty, **found}) for source, found in tables.items()
    }


def _records(frame: pd.DataFrame) -> list[Row]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(k): _plain(v) for k, v in row.items()} for row in plain.to_dict("records")]


def _plain(value: Any) -> Any:
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value


# One file


class Case:
    """The truth and the result of one file, in offsets of the text that the reader gave."""

    def __init__(self, laid: Laid, found: Found) -> None:
        self.laid, self.found = laid, found
        self.name = laid.name
        self.text = found.text or ""
        self.placed = Alignment(laid.text, self.text)
        several = laid.facts.get("reports")
        self.reports: list[Row] = list(several) if isinstance(several, tuple) else [laid.facts]

    def marks(self, marks: Sequence[Mark]) -> list[Row]:
        """Marks as rows; ``start`` is None where the reader's text lacks the characters."""
        rows = []
        for mark in marks:
            start, end = self.placed.span(mark.start, mark.end) or (None, None)
            said = self.laid.text[mark.start : mark.end]
            rows.append({**mark.facts, "start": start, "end": end, "said": said, "at": mark})
        return rows

    def miss(self, measure: str, what: str, row: Row | None = None, cause: str = "") -> Miss:
        """Something wrong, with the text around it; ``cause`` is what others may share."""
        cause = cause or re.sub(r"\d+", "#", what)
        if row is None:
            return Miss(measure, self.name, what, "", cause)
        text, mark = (self.laid.text, row["at"]) if "at" in row else (self.text, None)
        start, end = (mark.start, mark.end) if mark else (row["start"], row["end"])
        shown = text[max(0, start - SHOWN) : min(end, start + 2 * SHOWN) + SHOWN]
        return Miss(measure, self.name, what, " ".join(shown.split()), cause)


def scores(laid: Laid, found: Found) -> Scores:
    """Every measure of one file."""
    case = Case(laid, found)
    result = {"files": _file(case)}
    if not found["reports"] or not laid.facts["complete"]:
        return result
    figures, indicators = Figures(case), Indicators(case)
    return result | {
        "figures": figures.score,
        **{f"figure {fact}": figures.fact(fact) for fact in FACTS},
        "sections": _sections(case),
        "metadata": _metadata(case),
        "parts": _parts(case),
        "sentence parts": _sentence_parts(case),
        "themes": _themes(case),
        "indicators": indicators.score,
        "zeros": indicators.zeros,
        **{name: indicators.qualifier(name) for name in QUALIFIERS},
        "repeats": indicators.repeats(),
    }


# Right or not, what to say if not, the row it is about, and what others may share.
Check = tuple[bool, str, Row | None, str]


def _judged(case: Case, measure: str, checks: Iterable[Check]) -> Score:
    score = Score()
    for right, what, row, cause in checks:
        if right:
            score.hits += 1
        else:
            score.missed.append(case.miss(measure, what, row, cause))
    return score


# The file as a whole


def _file(case: Case) -> Score:
    """Read or not, reports in it, type, marked as invented, copies named: each right or wrong."""
    return _judged(case, "files", _file_checks(case))


def _file_checks(case: Case) -> Iterator[Check]:
    facts, found = case.laid.facts, case.found["reports"]
    said = " ".join(row["what"] for row in case.found["problems"])
    if facts["readable"] is False:
        yield not found and bool(said), f"cannot be read, but gives {len(found)} reports", None, ""
        return
    if not found:
        yield facts["readable"] is None and bool(said), f"not read: {said}", None, "not read"
        return
    yield len(found) == len(case.reports), f"{len(found)} reports for {len(case.reports)}", None, ""
    for row, true in zip(found, case.reports, strict=False):
        right = row["doc_type"] == true["doc_type"]
        yield right, f"doc_type {row['doc_type']} for {true['doc_type']}", None, ""
    yield any(row["invented"] for row in found), "not marked as invented", None, ""
    is_copy = "duplicate" in said and " of its text stands in " in said
    if facts["fault"] in COPIES or facts["fault"] == "two_reports":
        yield is_copy, f"{facts['fault']}: not called a copy", None, ""
    elif not facts["fault"]:
        # A faulty file may come first and hold the report of the next year too.
        wrong = re.search(r"stands in \d+\.", said)
        yield not wrong, f"called a copy: {said}", None, "called a copy"


# Figures


class Figures:
    """Figures at exactly the true place with exactly the true value or bounds."""

    def __init__(self, case: Case) -> None:
        self.case, self.score = case, Score()
        self.pairs: list[tuple[Row, Row]] = []
        wanted = _one_a_span(row for row in case.marks(case.laid.figures) if not _denies(row))
        free = {_figure(row): row for row in _one_a_span(case.found["figures"])}
        free = {key: row for key, row in free.items() if not _denied(row)}
        for row in wanted:
            hit = free.pop(_figure(row), None)
            if hit:
                self.score.hits += 1
                self.pairs.append((row, hit))
            else:
                what = f"{row['said']} = {_valued(row)}{_instead(row, case.found['figures'])}"
                self.score.missed.append(case.miss("figures", what, row, f"{row['unit']} missed"))
        for row in free.values():
            what = f"{row['text']} = {_valued(row)}"
            self.score.extra.append(case.miss("figures", what, row, f"{row['unit']} extra"))

    def fact(self, name: str) -> Score:
        """Another column of the figures that were found."""
        checks = (
            (
                _equal(hit[name], _true_fact(row, name)),
                f"{row['said']}: {name} {hit[name]!r} for {_true_fact(row, name)!r}",
                row,
                f"{row['name']} ({row['unit']}): {hit[name]!r} for {_true_fact(row, name)!r}",
            )
            for row, hit in self.pairs
        )
        return _judged(self.case, f"figure {name}", checks)


def _one_a_span(rows: Iterable[Row]) -> list[Row]:
    return list({(row["start"], row["end"], _valued(row)): row for row in rows}.values())


def _denies(row: Row) -> bool:
    return row["value"] == 0 and not row["unit"]


def _denied(row: Row) -> bool:
    """Whether a row is a zero said in words: its span has no number that states the nought."""
    return row["value"] == 0 and not re.search("[0０零]", row["text"])


def _figure(row: Row) -> tuple[object, ...]:
    return (row["start"], row["end"], *_valued(row))


def _valued(row: Row) -> tuple[float | None, ...]:
    if row["value"] is not None:
        return (round(float(row["value"]), 4),)
    return tuple(None if row[k] is None else round(float(row[k]), 4) for k in ("low", "high"))


def _true_fact(row: Row, name: str) -> object:
    """The fact as the tables say it: an exact figure has no bounds (docs/tables.md)."""
    if name in ("low", "high") and not row["hedge"] and row["value"] is not None:
        return None
    if name == "unit" and (row["unit"] == ":1" or row["said"].startswith("百分之")):
        return ""  # 2.4:1 and 百分之百 name no unit as stated
    return row[name]


def _equal(found: object, true: object) -> bool:
    if isinstance(found, float) and isinstance(true, int | float):
        return abs(found - true) <= 1e-6 * max(1.0, abs(true))
    return found == true


def _overlap(row: Row, other: Row) -> int:
    if row["start"] is None:
        return 0
    return int(min(row["end"], other["end"]) - max(row["start"], other["start"]))


def _instead(row: Row, found: Sequence[Row]) -> str:
    if row["start"] is None:
        return " — not in the text that was read"
    here = [f"{f['text']} = {_valued(f)}" for f in found if _overlap(row, f) > 0]
    return f" — found: {'; '.join(here)}" if here else " — nothing found"


# Sections


def _sections(case: Case) -> Score:
    """Headings at the true place with the true level, number and title."""
    wanted = {_heading(row): row for row in case.marks(case.laid.headings)}
    found = {_heading(row): row for row in case.found["sections"]}
    score = Score(hits=len(wanted.keys() & found.keys()))
    for key, row in wanted.items():
        if key not in found:
            others = [f for f in found if f[0] == key[0] and f not in wanted]
            what = f"{key[1:]} — found: {[o[1:] for o in others]}"
            score.missed.append(case.miss("sections", what, row))
    score.extra = [
        case.miss("sections", f"{key[1:]}", row) for key, row in found.items() if key not in wanted
    ]
    return score


def _heading(row: Row) -> tuple[object, ...]:
    return (row["start"], row["level"], _ink(row["marker"]), _ink(row["title"]))


def _ink(text: str | None) -> str | None:
    """A text without blanks: headings and titles may be broken over lines."""
    return None if text is None else "".join(text.split())


def _same_start(case: Case) -> list[tuple[Row, Row | None]]:
    found = {row["start"]: row for row in case.found["sections"]}
    return [(row, found.get(row["start"])) for row in case.marks(case.laid.headings)]


def _parts(case: Case) -> Score:
    """The part of every heading, and how each required part is there."""
    headed = (
        (
            hit is not None and hit["part"] == row["part"],
            f"{row['title']}: {hit and hit['part']} for {row['part']}",
            row,
            f"{hit and hit['part']} for {row['part']}",
        )
        for row, hit in _same_start(case)
    )
    required = (
        (report[part] == true[part], f"{part}: {report[part]} for {true[part]}", None, "")
        for report, true in zip(case.found["reports"], case.reports, strict=False)
        for part in PARTS
    )
    return _judged(case, "parts", [*headed, *required])


def _sentence_parts(case: Case) -> Score:
    """The part of the sentence that holds the first sign of each true sentence."""
    found = sorted(case.found["sentences"], key=lambda row: row["start"])
    checks, at = [], 0
    for row in case.marks(case.laid.sentences):
        if row["start"] is None:
            checks.append((False, "not in the text that was read", row, ""))
            continue
        while at + 1 < len(found) and found[at + 1]["start"] <= row["start"]:
            at += 1
        part = found[at]["part"] if found and found[at]["end"] > row["start"] else None
        checks.append((part == row["part"], f"{part} for {row['part']}", row, ""))
    return _judged(case, "sentence parts", checks)


def _themes(case: Case) -> Score:
    """The first theme of the sections below level 1, where the draft gives one."""
    return _judged(
        case,
        "themes",
        (
            (
                hit is not None and hit["theme"] == row["theme"],
                f"{row['title']}: {_mixture(hit)} for {row['theme']}",
                row,
                f"{row['theme']} in part {row['part']}",
            )
            for row, hit in _same_start(case)
            if row["level"] > 1 and row["theme"]
        ),
    )


def _mixture(hit: Row | None) -> str:
    return "no heading" if hit is None else f"{hit['theme']}, then {hit['theme_2']}"


# Metadata


def _metadata(case: Case) -> Score:
    """Every field that the page prints, blanks included."""
    checks = []
    for report, true in zip(case.found["reports"], case.reports, strict=False):
        for name, right in _fields(true, case, report["issuer"]).items():
            found = _ink(report[name]) if isinstance(report[name], str) else report[name]
            wanted = {_ink(x) if isinstance(x, str) else x for x in right}
            what = f"{name}: {report[name]!r} for {' or '.join(map(repr, right))}"
            checks.append((found in wanted, what, None, name))
    return _judged(case, "metadata", checks)


def _fields(true: Row, case: Case, issuer: str | None) -> dict[str, list[object]]:
    """Right answers by field.

    No table has an invented place: its code and what it lies in stay unknown, and of a 市 that
    no table has the name does not say whether it is a prefecture or a county (docs/places.md).
    Where neither title, opening nor a heading states the year, the year meant is right as
    well as none.
    """
    exact = ("title", "addressee", "published", "signed", "doc_type")
    year = [true["year_meant"], *([] if _states_year(true, case) else [None])]
    return {
        **{name: [true[name]] for name in exact},
        **{name: [None] for name in UNKNOWN},
        "issuer": _issuers(true, case.laid.text, issuer),
        "year": year,
        "locality": _localities(true, str(case.laid.facts["about_place"])),
        "level": _levels(true),
    }


def _states_year(true: Row, case: Case) -> bool:
    laid = case.laid
    early = [m for m in laid.sentences if m.facts["part"] == "preamble"]
    said = [laid.text[m.start : m.end] for m in (*early, *laid.headings)]
    words = unicodedata.normalize("NFKC", "".join([str(true["title"]), *said]))
    return bool(true["year"]) and f"{true['year']}年" in words


def _issuers(true: Row, text: str, found: str | None) -> list[object]:
    """The issuer; where only the opening names the body, that one too, as it stands there.

    In a model text a masked issuer names nobody. Joint issuers may stand in any order.
    """
    names = str(true["issuer"] or "").split("、")
    right = [true["issuer"], "、".join(reversed(names)) or None]
    if true["doc_type"] == "template":
        right.append(None)
    if not true["issuer"] and found and found in text and str(true["locality"]) in found:
        right.append(found)
    return right


def _localities(true: Row, full: str) -> list[object]:
    """The place with any of the names above it, as the page may print them; the tables' spelling.

    The place of a department is that of its government.
    """
    if not true["locality"]:
        return [None]
    office = true["level"] == "department"
    names = re.findall("[^省市县区]+?(?:省|市|县|区(?!域))|.+$", full)
    return ["".join(names[at : len(names) - office]) for at in range(len(names) - office)]


def _levels(true: Row) -> list[object]:
    name = str(true["locality"] or "")
    blank = not name or name.endswith("市")
    return [true["level"], *([None] if blank else [])]


# Indicators


class Indicators:
    """One key at one place with one value; plans are left out on both sides."""

    def __init__(self, case: Case) -> None:
        self.case, self.score, self.zeros = case, Score(), Score()
        self.wanted = [row for row in case.marks(case.laid.figures) if row["indicator"]]
        self.pairs: list[tuple[Row, Row]] = []
        free = [r for r in case.found["figures"] if r["indicator"] and not r["is_plan"]]
        for row in self.wanted:
            if not row["is_plan"]:
                self._look_up(row, free)
        plans = [row for row in self.wanted if row["is_plan"]]
        for row in free:
            self._extra(row, plans)

    def _look_up(self, row: Row, free: list[Row]) -> None:
        hit = next((f for f in free if _states(f, row)), None)
        for score in self._scores(row):
            if hit is None:
                miss = self.case.miss("indicators", self._what(row), row, self._cause(row))
                score.missed.append(miss)
            else:
                score.hits += 1
        if hit is not None:
            free.remove(hit)
            self.pairs.append((row, hit))

    def _scores(self, row: Row) -> list[Score]:
        return [self.score, self.zeros] if _denies(row) else [self.score]

    def _extra(self, row: Row, plans: Sequence[Row]) -> None:
        said = "plan, " if any(_overlap(plan, row) > 0 for plan in plans) else ""
        true = {w["indicator"] for w in self.wanted if _overlap(w, row) > 0}
        what = f"{said}{row['text']} = {row['indicator']} {row['value']}, true: {sorted(true)}"
        cause = f"{said}{row['indicator']} for {' '.join(sorted(true)) or 'none'}"
        miss = self.case.miss("indicators", what, row, cause)
        for score in [self.score, *([self.zeros] if _denied(row) else [])]:
            score.extra.append(miss)

    def _what(self, row: Row) -> str:
        here = [f for f in self.case.found["figures"] if _overlap(row, f) > 0]
        found = [f"{f['indicator']} {f['value']:g}" for f in here if f["value"] is not None]
        return f"{row['said']} = {row['indicator']} {row['value']:g} — found: {found}"

    def _cause(self, row: Row) -> str:
        here = [f for f in self.case.found["figures"] if _overlap(row, f) > 0]
        keys = sorted({str(f["indicator"]) for f in here if f["indicator"]})
        found = " ".join(keys) or ("no key" if here else "no figure")
        return f"{found} for {row['indicator']}" + (" (zero in words)" if _denies(row) else "")

    def qualifier(self, name: str) -> Score:
        """Scope, basis or period of the indicators that were found."""
        return _judged(
            self.case,
            name,
            (
                (
                    hit[name] == row[name],
                    f"{row['said']} ({row['indicator']}): {hit[name]} for {row[name]}",
                    row,
                    f"{row['indicator']}: {hit[name]} for {row[name]}",
                )
                for row, hit in self.pairs
            ),
        )

    def repeats(self) -> Score:
        """Figures that say again what an earlier one said, by the truth's own qualifiers."""
        seen: Counter[tuple[object, ...]] = Counter()
        score = Score()
        for row, hit in self.pairs:
            key = tuple(row[k] for k in ("indicator", "value", *QUALIFIERS))
            again, seen[key] = seen[key] > 0, seen[key] + 1
            if again and hit["repeats"]:
                score.hits += 1
            elif again or hit["repeats"]:
                where = score.missed if again else score.extra
                what = f"{row['said']} ({row['indicator']}): repeats {hit['repeats']}"
                where.append(self.case.miss("repeats", what, row))
        return score


def _states(found: Row, row: Row) -> bool:
    """The key and the value at half of the true span; of a denial, half of the shorter one."""
    if found["indicator"] != row["indicator"] or not _equal(found["value"], float(row["value"])):
        return False
    whole = len(row["said"])
    if _denies(row):
        whole = min(whole, found["end"] - found["start"])
    shared = _overlap(row, found)
    return shared > 0 and shared >= 0.5 * whole


# A corpus


def score_files(
    laid: Iterable[Laid], folder: Path, parse: Callable[[Path], Corpus]
) -> dict[str, tuple[Laid, Scores]]:
    """Write files, parse the folder, and score every file of it."""
    truths = list(laid)
    for each in truths:
        path = folder / each.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(each.content)
    found = by_file(parse(folder))
    nothing = Found(None, {name: [] for name in TABLES})
    return {each.name: (each, scores(each, found.get(each.name, nothing))) for each in truths}
