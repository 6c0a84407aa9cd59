"""Numbers that fill a cell of a table: row and column say what they count, and in what unit.

A table is a run of lines with tabs, as the readers of .docx and .html give it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .units import NO_UNIT, Unit, named

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12})(?:\.\d{1,6})?")
# -15.4%, ↑12: a cell of a column that says by how much the row changed.
_SIGNED = re.compile(r"(?P<sign>[+\-↑↓]|上升|增长|增加|提高|下降|减少|降低)? ?(?=\d)")
_DOWN = frozenset(("-", "↓", "下降", "减少", "降低"))
_CHANGES = re.compile("增减|同比|环比|增长|[增涨降]幅|变化|变动|升降|[较比](?:上年|去年)")
_FALLS = re.compile("降幅|减幅|下降|减少")
_PERCENT, _POINTS = "%", "个百分点"
_IN_BRACKETS = re.compile(r"\(([^()\d]{1,6})\)\s*$")
# 单位:件 above a table or in its head holds for every cell that has no unit of its own.
_FOR_ALL = re.compile(r"单位:\s*([^\s,。;)]{1,5})")
_MAGNITUDES = {"万": 1e4, "亿": 1e8}
_MOST_CELLS = 60


class Cell(NamedTuple):
    """A number with the unit that it or the table states and a label from row and column."""

    start: int
    end: int
    value: float
    unit: Unit
    label: str
    kind: str
    direction: str = ""


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


def says_change(title: str) -> bool:
    """Whether the head of a column says that its cells tell by how much the rows changed.

    Examples
    --------
    >>> says_change("同比增减"), says_change("2023年")
    (True, False)
    """
    return _CHANGES.search(title) is not None


def _row(line: str, start: int, head: list[str], for_all: _Measure | None) -> Iterator[Cell]:
    row = line.split("\t")[:_MOST_CELLS]
    own = _bracketed(row[0]) or next(filter(None, map(_alone, row)), None)
    for column, cell in enumerate(row):
        title = head[column] if column < len(head) else ""
        if column:
            is_change = says_change(title)
            measure = _bracketed(title) or (_step(own) if is_change else own) or for_all
            found = _cell(cell, start, measure, is_change, title)
            if found:
                yield found._replace(label=_label(row[0], title))
        start += len(cell) + 1


def _cell(
    cell: str, start: int, measure: _Measure | None, is_change: bool, title: str
) -> Cell | None:
    """Number that fills a cell; its own unit goes before that of the table."""
    blank = len(cell) - len(cell.lstrip())
    sign = _SIGNED.match(cell, blank) if is_change else None
    number = _NUMBER.match(cell, sign.end() if sign else blank)
    if number is None:
        return None
    rest = cell[number.end() :].strip()
    measure = _measure(rest) if rest else measure
    # 2023年 and 3月 in a cell are dates more often than lengths of time: read elsewhere, if at all.
    if measure is None or (rest and measure.unit.kind == "duration"):
        return None
    begin, end = start + number.start(), start + len(cell.rstrip())
    value = float(number[0].replace(",", "")) * measure.scale * measure.unit.factor
    if not is_change:
        return Cell(begin, end, value, measure.unit, "", measure.unit.kind)
    return Cell(begin, end, value, measure.unit, "", "change", _direction(sign, title, value))


def _direction(sign: re.Match[str] | None, title: str, value: float) -> str:
    """Way of a change: the sign says it, else the head of its column; no change goes nowhere."""
    if not value:
        return ""
    if sign and sign["sign"]:
        return "down" if sign["sign"] in _DOWN else "up"
    return "down" if _FALLS.search(title) else "up"


def _step(measure: _Measure | None) -> _Measure | None:
    """What a bare change of a row is counted in: a rate rises by percentage points."""
    is_rate = measure is not None and measure.unit.name == _PERCENT
    return _Measure(named(_POINTS)) if is_rate else measure


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
