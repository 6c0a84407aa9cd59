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

Kind = Literal["text", "number", "percent", "date", "words", "before", "yes_no"]
# Why a cell says nothing: the text does not state it, it can't be worked out of what is stated, or
# the rules could not tell. Each has a label, ``face.unknown_stated`` and so on.
Silence = Literal["stated", "computed", "judged"]

# Numbers that name something: no thousands separator, not added up.
NAMES = frozenset(
    {"year", "section_id", "sentence_id", "start", "end", "code"}
    | {"first_year", "last_year", "other_year", "other_section_id"}
)
# Long text, broken over lines.
LONG = frozenset(
    {"words", "words_there", "what", "action", "why", "text"}
    | {"text_earlier", "text_later"}
    | {"because", "shared_terms", "remark"}
)
# Columns that hold keys with a label, and the group their labels are in.
KEYED = {"theme": "theme", "theme_2": "theme", "part": "part", "field": "column"}
KEYED |= {"other_level": "level", "remark": "remark"}
KEYED |= {n: n for n in ("level", "doc_type", "kind", "status", "verdict", "hedge", "direction")}
KEYED |= {n: n for n in ("scope", "basis", "period", "clock", "in_time", "causes", "found_in")}
# Where these are blank nothing was to be stated: a report does not state that a number is missing.
BLANK = frozenset(
    {"why", "because", "causes", "days", "difference", "change_pct", "last_value", "low", "high"}
    | {"shared_terms", "shared_kinds", "remark"}
)
# Numbers that stand in a report; all others are computed.
STATED = frozenset({"value", "last_value", "low", "high"})
# Where these are blank, rules have found no name for what is there.
JUDGED = frozenset({"level", "other_level", "province", "indicator", "theme", "part", "kind"})
# Names of what would have been compared.
COMPARED = frozenset({"other_report_id", "other_place", "other_year"})
# A name that means another thing beside another column, and what it is called then: what is
# checked, and what is wrong with a file.
BESIDE = {("what", "action"): "problem"}
# Columns that hold a reason as a sentence.
REASONS = frozenset({"because", "why"})


@dataclass(frozen=True, slots=True)
class Column:
    """Head of a column: key in the data, what is printed, how cells and blanks are read."""

    key: str
    label: str
    gloss: str
    kind: Kind
    silence: Silence = "stated"

    def as_dict(self) -> dict[str, str]:
        """Plain dictionary, for JSON."""
        return {
            "key": self.key, "label": self.label, "gloss": self.gloss, "kind": self.kind,
            "unknown": f"unknown_{self.silence}",
        }  # fmt: skip


def columns_of(
    table: pd.DataFrame, *, language: str = "zh", kinds: Mapping[str, Kind] | None = None
) -> tuple[Column, ...]:
    """Heads of a table's columns; ``kinds`` says what the type of a column does not."""
    given, beside = dict(kinds or {}), set(table.columns)
    return tuple(
        _column(name, given.get(name) or _kind(name, table[name]), beside, language)
        for name in map(str, table.columns)
    )


def rows_of(
    table: pd.DataFrame, columns: Iterable[Column], language: str = "zh"
) -> list[list[Any]]:
    """Cells row by row: unknown is None, a key is its label, a date is YYYY-MM-DD."""
    cells = [_cells(table[column.key], column, language) for column in columns]
    return [list(row) for row in zip(*cells, strict=True)]


def _column(name: str, kind: Kind, beside: set[str], language: str) -> Column:
    meant = (said for (own, other), said in BESIDE.items() if own == name and other in beside)
    return Column(name, *_heads(next(meant, name), language), kind, _silence(name, kind))


def _silence(name: str, kind: Kind) -> Silence:
    if name in JUDGED:
        return "judged"
    is_computed = kind in ("number", "percent") and name not in STATED
    return "computed" if is_computed or name in COMPARED else "stated"


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
    if name == "left":  # of a hit, read up to the hit
        return "before"
    return "words" if name in LONG else "text"


def _cells(given: pd.Series, column: Column, language: str) -> list[Any]:
    known = charts.cells(given)
    blank = "" if column.key in BLANK else None
    if _are_plain(given, column):
        return known if blank is None else [blank if value is None else value for value in known]
    # Of plain values the same few stand in thousands of rows; a list is no key.
    if types.is_object_dtype(given.dtype):
        return [blank if value is None else _cell(value, column, language) for value in known]
    once = dict.fromkeys(known)
    said = {v: blank if v is None else _cell(v, column, language) for v in once}
    return [said[value] for value in known]


def _are_plain(given: pd.Series, column: Column) -> bool:
    """Whether cells are numbers to be printed as numbers: JSON takes them as they are."""
    if column.kind not in ("number", "percent") or not types.is_numeric_dtype(given.dtype):
        return False
    return not np.isinf(given.to_numpy(np.float64, na_value=np.nan)).any()


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
