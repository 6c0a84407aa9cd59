"""Cells of a table as plain values: unknown is None, whatever pandas calls it."""

from __future__ import annotations

from math import isnan
from typing import Any

import pandas as pd
from pandas.api import types


def cells(column: pd.Series) -> list[Any]:
    """Cells of a column; a date is YYYY-MM-DD.

    Column by column it takes a third of the time of ``DataFrame.to_dict``, which for small tables
    took longer than the chart around them.

    Examples
    --------
    >>> cells(pd.Series([1, None], dtype="Int64")), cells(pd.Series(["望溪区", None], dtype="str"))
    ([1, None], ['望溪区', None])
    """
    held: Any = column.array
    if types.is_datetime64_any_dtype(column.dtype):
        days = held.to_numpy("datetime64[D]").tolist()
        return [None if day is None else day.isoformat() for day in days]
    if isinstance(column.dtype, pd.api.extensions.ExtensionDtype):
        return list(held.to_numpy(dtype=object, na_value=None))
    if types.is_float_dtype(column.dtype):
        return [None if isnan(cell) else cell for cell in column.tolist()]
    if column.hasnans:
        return column.astype(object).where(column.notna(), None).tolist()
    return column.tolist()


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values by the names of their columns."""
    names = [str(name) for name in table.columns]
    rows = zip(*(cells(table[name]) for name in table.columns), strict=True)
    return [dict(zip(names, row, strict=True)) for row in rows]
