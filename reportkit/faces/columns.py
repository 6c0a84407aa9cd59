"""A table as a face takes it: heads with labels, cells as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import isinf
from typing import Any, Literal

import numpy as np
import pandas as pd
from pandas.api import types

from .. import charts

Kind = Literal["text", "number", "percent", "date", "words", "yes_no"]

# Numbers that name something: no thousands separator, not added up.
NAMES = frozenset(
    {"year", "section_id", "sentence_id", "start", "end", "code"}
    | {"first_year", "last_year", "other_year", "other_section_id"}
)
# Long text, broken over lines.
LONG = frozenset(
    {"words", "words_there", "what", "action", "why", "text"}
    | {"text_earlier", "text_later"}
    | {"because", "shared_terms"}
)
# Columns that hold keys with a label, and the group their labels are in.
KEYED = {"theme": "theme", "theme_2": "theme", "part": "part", "field": "column"}
KEYED |= {"other_level": "level"}
KEYED |= {n: n for n in ("level", "doc_type", "kind", "status", "verdict", "hedge", "direction")}
KEYED |= {n: n for n in ("scope", "basis", "period", "clock", "in_time", "causes", "found_in")}
# Where these are blank nothing was to be stated: a report does not state that a number is missing.
BLANK = frozenset(
    {"why", "because", "causes", "days", "difference", "change_pct", "last_value", "low", "high"}
    | {"shared_terms", "shared_kinds"}
)
# Columns that hold a reason as a sentence.
REASONS = frozenset({"because", "why"})


@dataclass(frozen=True, slots=True)
class Column:
    """Head of a column: its key in the data, what is printed, and how cells are read."""

    key: str
    label: str
    gloss: str
    kind: Kind

    def as_dict(self) -> dict[str, str]:
        """Plain dictionary, for JSON."""
        return {"key": self.key, "label": self.label, "gloss": self.gloss, "kind": self.kind}


def columns_of(
    table: pd.DataFrame, *, language: str = "zh", kinds: Mapping[str, Kind] | None = None
) -> tuple[Column, ...]:
    """Heads of a table's columns; ``kinds`` says what the type of a column does not."""
    given = dict(kinds or {})
    return tuple(
        Column(name, *_heads(name, language), given.get(name) or _kind(name, table[name]))
        for name in map(str, table.columns)
    )


def rows_of(
    table: pd.DataFrame, columns: Iterable[Column], language: str = "zh"
) -> list[list[Any]]:
    """Cells row by row: unknown is None, a key is its label, a date is YYYY-MM-DD."""
    cells = [_cells(table[column.key], column, language) for column in columns]
    return [list(row) for row in zip(*cells, strict=True)]


def _heads(name: str, language: str) -> tuple[str, str]:
    gloss = charts.label_or_value("column", name, "en") if language == "zh" else ""
    return charts.label_or_value("column", name, language), gloss


def _kind(name: str, cells: pd.Series) -> Kind:
    if types.is_bool_dtype(cells):
        return "yes_no"
    if types.is_datetime64_any_dtype(cells):
        return "date"
    if name in NAMES:
        return "text"
    if types.is_numeric_dtype(cells):
        return "percent" if name == "share" or name.endswith("_share") else "number"
    return "words" if name in LONG else "text"


def _cells(cells: pd.Series, column: Column, language: str) -> list[Any]:
    if types.is_datetime64_any_dtype(cells):
        cells = cells.dt.strftime("%Y-%m-%d")
    plain = cells.astype(object)
    known = plain.where(cells.notna(), None).tolist()
    blank = "" if column.key in BLANK else None
    return [blank if value is None else _cell(value, column, language) for value in known]


def _cell(value: object, column: Column, language: str) -> object:
    if column.kind == "yes_no":
        return bool(value)
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, float) and isinf(value):
        return "∞" if value > 0 else "-∞"  # JSON has no word for it
    if isinstance(value, bool | int | float):
        return str(value) if column.kind == "text" else value
    if isinstance(value, str):
        return _said(value, column.key, language)
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(map(str, value))
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def _said(value: str, key: str, language: str) -> str:
    """Text of a cell as a reader takes it: its label if it is a key."""
    if key in REASONS:
        return charts.reason(value, language)
    if key == "indicator":
        return charts.indicator_name(value, language)
    group = KEYED.get(key)
    return charts.label_or_value(group, value, language) if group else value
