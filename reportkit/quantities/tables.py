"""Bare numbers in the cells of a table: their unit stands in a head, a label or a column of units.

A table is a run of lines with tabs, as the readers of .docx and .html give it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .units import NO_UNIT, Unit, named

_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?")
_IN_BRACKETS = re.compile(r"\(([^()\d]{1,6})\)\s*$")
# 单位:件 above a table or in its head holds for every cell that has no unit of its own.
_FOR_ALL = re.compile(r"单位:\s*([^\s,。;)]{1,5})")
_MAGNITUDES = {"万": 1e4, "亿": 1e8}
_MOST_CELLS = 60


class Cell(NamedTuple):
    """A bare number with the unit that the table gives it and a label from row and column."""

    start: int
    end: int
    value: float
    unit: Unit
    label: str


class _Measure(NamedTuple):
    unit: Unit
    scale: float = 1.0


def read_cells(text: str) -> Iterator[Cell]:
    """Bare numbers of all tables whose unit is stated; others are left out, not guessed."""
    if "\t" not in text:
        return
    head: list[str] = []
    for_all: _Measure | None = None
    start = 0
    for line in text.split("\n"):
        stated = _FOR_ALL.search(line)
        for_all = _measure(stated[1]) if stated else for_all
        if "\t" not in line:
            head, for_all = [], for_all if stated else None
        elif not head:
            head = line.split("\t")[:_MOST_CELLS]
        else:
            yield from _row(line, start, head, for_all)
        start += len(line) + 1


def _row(line: str, start: int, head: list[str], for_all: _Measure | None) -> Iterator[Cell]:
    row = line.split("\t")[:_MOST_CELLS]
    own = _bracketed(row[0]) or next(filter(None, map(_alone, row)), None)
    for column, cell in enumerate(row):
        title = head[column] if column < len(head) else ""
        measure = _bracketed(title) or own or for_all
        number = cell.strip()
        if measure and column and _NUMBER.fullmatch(number):
            begin = start + cell.index(number)
            value = float(number.replace(",", "")) * measure.scale * measure.unit.factor
            yield Cell(begin, begin + len(number), value, measure.unit, _label(row[0], title))
        start += len(cell) + 1


def _label(row: str, column: str) -> str:
    parts = (_IN_BRACKETS.sub("", part.strip()) for part in (row, column))
    return "·".join(filter(None, parts))[:24]


def _bracketed(cell: str) -> _Measure | None:
    match = _IN_BRACKETS.search(cell)
    return _measure(match[1]) if match else None


def _alone(cell: str) -> _Measure | None:
    return _measure(cell.strip()) if len(cell) <= 6 else None


def _measure(name: str) -> _Measure | None:
    scale = _MAGNITUDES.get(name[:1], 1.0)
    unit = named(name[1:] if scale > 1 else name)
    return None if unit is NO_UNIT else _Measure(unit, scale)
