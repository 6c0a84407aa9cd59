"""When a report is due, and what a date says about it: rules are data, and can be replaced.

The rules that ship stand in data/rules/deadlines.csv. A province's own are a CSV file with the
same columns, which takes their place.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from . import lexicons
from .errors import ReportkitError, unknown

CLOCKS = ("signed", "published")
LEVELS = ("province", "prefecture", "county", "township", "zone", "department")
FIELDS = ("clock", "levels", "year_from", "year_to", "month", "day", "basis")
_NUMBERS = ("year_from", "year_to", "month", "day")
SHIPPED = "deadlines"
# What a calendar can date a deadline in; year 9999 has no year after it.
FIRST_YEAR, LAST_YEAR = 1900, 9998


class Deadline(NamedTuple):
    """One rule: a report on year Y must bear a date before ``month`` and ``day`` of Y+1.

    ``levels`` empty: all levels. ``line`` is where the rule stands in its file.
    """

    clock: str
    levels: tuple[str, ...]
    year_from: int
    year_to: int
    month: int
    day: int
    basis: str
    line: int

    def last_day(self, year: int) -> date:
        """Last day on which a report on ``year`` is in time."""
        return date(year + 1, self.month, self.day) - timedelta(days=1)


class Timing(NamedTuple):
    """What a date says: ``in_time`` is None where that is unknown, and ``why`` says why.

    ``days`` counts from the last day in time: 1 is one day late, 0 the last day, -3 three days
    to spare. ``basis`` names the rule.
    """

    in_time: bool | None
    days: int | None = None
    last_day: date | None = None
    basis: str | None = None
    why: str | None = None


def deadlines(profile: str | Path | None = None) -> tuple[Deadline, ...]:
    """Rules on when reports are due.

    Parameters
    ----------
    profile : path, optional
        CSV file of a province's own rules, with the columns of data/rules/deadlines.csv:
        clock (signed, published), levels (separated by spaces, blank for all), year_from,
        year_to (blank: until now), month, day, basis. It takes the place of the rules that ship.
        Where two rows fit a report, the first holds.

    Raises
    ------
    ReportkitError
        If the file cannot be read or a cell cannot be used: it names line and column.
    """
    if profile is None:
        rows: Sequence[Mapping[str, str]] = lexicons.rows(SHIPPED)
        return tuple(_deadline(row, f"{SHIPPED}.csv", line) for line, row in enumerate(rows, 2))
    path = Path(profile)
    return tuple(_deadline(row, path.name, line) for line, row in _profile_rows(path))


def timing(
    rules: Iterable[Deadline], clock: str, year: int | None, level: str | None, stated: date | None
) -> Timing:
    """Tell whether a date is in time by the first rule that fits.

    Where the level is unknown and rules for several levels fit, the date is judged only if all
    of them agree.

    Parameters
    ----------
    rules : iterable of Deadline
        What :func:`deadlines` gives.
    clock : {"signed", "published"}
        Which rules apply.
    year : int or None
        Year reported on.
    level : str or None
        Level of the reporting body.
    stated : date or None
        The date that the report bears.
    """
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return Timing(None, why="the year reported on is unknown")
    fitting = _fitting(rules, clock, year, level)
    if not fitting:
        return Timing(None, why=f"no rule on {clock} for {level or 'unknown level'} in {year}")
    last_days = {rule.last_day(year) for rule in fitting}
    last = last_days.pop() if len(last_days) == 1 else None
    basis = fitting[0].basis if last else None
    if stated is None:
        return Timing(None, None, last, basis, f"the report bears no date of this kind ({clock})")
    if stated.year < year:
        return Timing(None, None, last, basis, f"{stated} lies before the year reported on")
    verdicts = {stated <= rule.last_day(year) for rule in fitting}
    if len(verdicts) > 1:
        return Timing(None, why="the level is unknown, and the rules differ by level")
    days = (stated - last).days if last else None
    return Timing(verdicts.pop(), days, last, basis)


def _fitting(rules: Iterable[Deadline], clock: str, year: int, level: str | None) -> list[Deadline]:
    """Rules that may hold: the first that fits, or all that could where the level is unknown."""
    found: list[Deadline] = []
    for rule in rules:
        if rule.clock != clock or not rule.year_from <= year <= rule.year_to:
            continue
        if not rule.levels or level in rule.levels:
            return [*found, rule]
        if level is None:
            found.append(rule)
    return found


def _profile_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportkitError(
            f"{path} can't be read as a UTF-8 text ({error}). Give a CSV file with the columns "
            f"{', '.join(FIELDS)}; data/rules/{SHIPPED}.csv is one."
        ) from error
    table = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        head = [cell.strip() for cell in next(table, [])]
        _check_head(path.name, head)
        return [
            (table.line_num, _cells(path.name, table.line_num, head, row))
            for row in table
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise ReportkitError(f"{path.name}, line {table.line_num}: {error}.") from error


def _check_head(name: str, head: Sequence[str]) -> None:
    lacking = [field for field in FIELDS if field not in head]
    if lacking or len(set(head)) < len(head):
        raise ReportkitError(
            f"{name}, line 1: the head is {', '.join(head) or 'empty'}; it needs each of "
            f"{', '.join(FIELDS)} once."
        )


def _cells(name: str, line: int, head: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    if len(row) != len(head):
        raise ReportkitError(
            f"{name}, line {line}: {len(row)} cells under {len(head)} columns. Quote cells that "
            "hold a comma."
        )
    return dict(zip(head, (cell.strip() for cell in row), strict=True))


def _deadline(row: Mapping[str, str], name: str, line: int) -> Deadline:
    where = f"{name}, line {line}, column"
    if row["clock"] not in CLOCKS:
        raise unknown(f"clock ({where} clock)", row["clock"], CLOCKS)
    levels = tuple(row["levels"].split())
    for level in levels:
        if level not in LEVELS:
            raise unknown(f"level ({where} levels)", level, LEVELS)
    cells = {"year_to": str(LAST_YEAR)} | {f: row[f] for f in _NUMBERS if row[f] or f != "year_to"}
    numbers = {field: _number(where, field, cells[field]) for field in _NUMBERS}
    if numbers["year_from"] > numbers["year_to"]:
        raise ReportkitError(f"{where} year_to: {row['year_to']} comes before year_from.")
    rule = Deadline(row["clock"], levels, **numbers, basis=row["basis"], line=line)
    try:
        date(2001, rule.month, rule.day)  # a common year: 29 February would be due in some only
    except ValueError:
        said = f"{rule.month}-{rule.day}"
        raise ReportkitError(f"{where} day: {said} is no day of every year.") from None
    return rule


def _number(where: str, field: str, cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 4):
        raise ReportkitError(f"{where} {field}: {cell!r} is no whole number.")
    value = int(cell)
    if field.startswith("year") and not FIRST_YEAR <= value <= LAST_YEAR:
        raise ReportkitError(f"{where} {field}: {cell} is not within {FIRST_YEAR}-{LAST_YEAR}.")
    return value
