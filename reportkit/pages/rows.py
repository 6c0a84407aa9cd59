"""Rows of tables as plain values."""

from __future__ import annotations

from numbers import Real
from typing import Any

import pandas as pd

from ..charts import cells

# One row of a table: None where it is unknown; ``row`` is its place in the measured table.
Row = dict[str, Any]


def records(table: pd.DataFrame) -> list[Row]:
    """Rows as plain values, each with its index as ``row``."""
    plain = {str(name): [_plain(cell) for cell in cells(table[name])] for name in table.columns}
    rows = zip(*plain.values(), strict=True)
    named = (dict(zip(plain, row, strict=True)) for row in rows)
    return [{**row, "row": i} for i, row in zip(table.index, named, strict=True)]


def placed(table: pd.DataFrame) -> list[Row]:
    """Rows that say where they stand, in the order of the text."""
    rows = [row for row in records(table) if row["start"] is not None and row["end"] is not None]
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _plain(cell: Any) -> Any:  # noqa: ANN401  # a cell of any type
    if isinstance(cell, bool) or not isinstance(cell, Real):
        return cell
    value = float(cell)
    return int(value) if value.is_integer() else value
