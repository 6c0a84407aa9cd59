"""Check a catalogue and its rules: what is wrong, in which file, line and column."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .. import lexicons, quantities
from ..errors import Problem, ReportkitError, unknown
from . import context
from .assigning import assign_with
from .catalogue import COLUMNS as CATALOGUE_COLUMNS
from .catalogue import SEPARATOR, Indicator, from_row
from .engine import Engine
from .rules import EXPRESSIONS, PLACES, REACHES, ZERO
from .statement import Statement
from .topics import bits

RULE_COLUMNS = (
    *("key", "kind", "unit", "topic", "reach", "clause", "before", "behind", "after", "without"),
    *("scope", "basis", "period", "example", "counterexample", "why"),
)
KINDS = ("count", "amount", "rate", "duration", "change", "other")
# What quantities give 2.4:1 as its unit.
RATIO = ":1"
_MARK = re.compile("〔([^〔〕]+)〕")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_BROKEN = re.compile(r"(?:^|\s)\||\|(?:\s|$)|\|\|")


class _Row(NamedTuple):
    line: int
    cells: dict[str, str]


class _Sentence(NamedTuple):
    start: int
    end: int
    part: str = "achievements"
    heading: int | None = None


def check_catalogue(indicators: str | Path, rules: str | Path) -> list[Problem]:
    """Check an edited catalogue with its rules, example by example.

    Parameters
    ----------
    indicators, rules : str or Path
        CSV files in the form of indicators.csv and indicator-rules.csv.

    Returns
    -------
    list of Problem
        Empty if all is well; ``what`` names file, line and column.
    """
    problems: list[Problem] = []
    keys = _rows(Path(indicators), CATALOGUE_COLUMNS, problems)
    phrasings = _rows(Path(rules), RULE_COLUMNS, problems)
    problems += _wrong_indicators(Path(indicators).name, keys)
    known = {row.cells["key"]: from_row(row.cells) for row in keys}
    name = Path(rules).name
    problems += _wrong_rules(name, phrasings, known)
    problems += _wrong_examples(name, phrasings, known)
    return problems


def evaluate(engine: Engine, example: str) -> tuple[str, tuple[int, int], list[Statement]]:
    """Read an example: its text without the marks, the marked stretch, what is stated there."""
    mark = _MARK.search(example)
    if mark is None:
        return example, (0, 0), []
    text = example[: mark.start()] + mark[1] + example[mark.end() :]
    low, high = mark.start(), mark.start() + len(mark[1])
    found = quantities.find(text)
    stated = assign_with(engine, text, [_Sentence(0, len(text))], (), found)
    return text, (low, high), [s for s in stated if s.start < high and s.end > low]


def _rows(path: Path, columns: Sequence[str], problems: list[Problem]) -> list[_Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            found = [_Row(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(_problem(path.name, 1, "", f"cannot be read: {error}", "Save it as UTF-8."))
        return []
    lacking = [name for name in columns if name not in (reader.fieldnames or ())]
    for name in lacking:
        problems.append(_problem(path.name, 1, name, "the column is missing", "Add it."))
    if lacking:
        return []
    good = [row for row in found if None not in row.cells and None not in row.cells.values()]
    for row in found:
        if row not in good:
            problems.append(_problem(path.name, row.line, "", _CELLS, _QUOTE))
    return good


_CELLS = "the row has more or fewer cells than the head"
_QUOTE = "Quote cells that hold a comma."


def _problem(file: str, line: int, column: str, what: str, action: str) -> Problem:
    place = f"{file}, line {line}" + (f", column {column}" if column else "")
    return Problem(f"{place}: {what}", action, line)


def _wrong_indicators(file: str, rows: list[_Row]) -> Iterator[Problem]:
    units = {row["base_unit"] for row in lexicons.rows("units")} | {RATIO}
    themes = lexicons.card("themes")["categories"]
    times = Counter(row.cells["key"] for row in rows)
    for line, cells in rows:
        if not _KEY.fullmatch(cells["key"]):
            yield _problem(file, line, "key", f"{cells['key']!r} is no key", "Use a-z, 0-9, _.")
        if times[cells["key"]] > 1:
            yield _problem(file, line, "key", f"{cells['key']!r} stands twice", "Keep one row.")
        yield from _not_among(file, line, cells, "unit", units)
        yield from _not_among(file, line, cells, "kind", KINDS)
        yield from _not_among(file, line, cells, "theme", themes)
        for column in ("name_zh", "name_en", "definition"):
            if not cells[column]:
                yield _problem(file, line, column, "it is blank", "Say what is counted.")
        yield from _wrong_range(file, line, cells)


def _wrong_range(file: str, line: int, cells: Mapping[str, str]) -> Iterator[Problem]:
    indicator = from_row(dict(cells))
    for column, value in (("low", indicator.low), ("high", indicator.high)):
        if cells[column] and value is None:
            yield _problem(file, line, column, f"{cells[column]!r} is no number", "Write a number.")
    if indicator.low is not None and indicator.high is not None and indicator.low > indicator.high:
        yield _problem(file, line, "low", "it is above high", "Exchange the two.")


def _not_among(
    file: str, line: int, cells: Mapping[str, str], column: str, known: Iterable[str]
) -> Iterator[Problem]:
    for value in cells[column].split(SEPARATOR):
        if value not in known:
            what = str(unknown(column, value, known))
            yield _problem(file, line, column, what, "Use one that is known.")


def _wrong_rules(
    file: str, rows: list[_Row], indicators: Mapping[str, Indicator]
) -> Iterator[Problem]:
    known = {
        "key": indicators,
        "after": {"", *indicators},
        "topic": {"", *bits()},
        "reach": REACHES,
        "kind": {"", ZERO, *KINDS},
        **{
            column: {"", *context.names(name)}
            for column, name in zip(("scope", "basis", "period"), context.CUE_FILES, strict=True)
        },
    }
    for line, cells in rows:
        for column, values in known.items():
            yield from _not_among(file, line, cells, column, values)
        for column in EXPRESSIONS:
            if _BROKEN.search(cells[column]):
                what = "a bar stands without a word on either side"
                yield _problem(file, line, column, what, "Write word|word, blanks between demands.")
        if not any(cells[column].split() for column in PLACES):
            yield _problem(file, line, "clause", "the rule asks for no word", "Give one.")
        indicator = indicators.get(cells["key"])
        if indicator and cells["unit"]:
            yield from _not_among(file, line, cells, "unit", indicator.units)


def _wrong_examples(
    file: str, rows: list[_Row], indicators: Mapping[str, Indicator]
) -> Iterator[Problem]:
    try:
        engine = Engine(indicators, [row.cells for row in rows])
    except (ReportkitError, KeyError) as error:
        yield _problem(file, 1, "", f"the rules cannot be compiled: {error}", "Mend what is above.")
        return
    for line, cells in rows:
        for column, wanted in (("example", True), ("counterexample", False)):
            yield from _wrong_example(engine, file, line, cells, column, wanted)


def _wrong_example(
    engine: Engine, file: str, line: int, cells: Mapping[str, str], column: str, wanted: bool
) -> Iterator[Problem]:
    if len(_MARK.findall(cells[column])) != 1:
        what = "one number between 〔 and 〕 is needed"
        yield _problem(file, line, column, what, "Write a clause like 受理案件〔12〕件.")
        return
    _, _, stated = evaluate(engine, cells[column])
    keys = sorted({s.indicator for s in stated if s.indicator})
    if wanted and cells["key"] not in keys:
        what = f"its number gets {', '.join(keys) or 'no key'}, not {cells['key']}"
        yield _problem(file, line, column, what, "Mend the rule or the example.")
    if not wanted and cells["key"] in keys:
        what = f"its number gets {cells['key']}, which it must not"
        yield _problem(file, line, column, what, "Narrow the rule or mend the example.")
