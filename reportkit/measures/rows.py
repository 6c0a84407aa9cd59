"""Rows of a table as plain values: to go through thousands of them with pandas takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def rows_of(table: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Cells of these columns, row by row; None where one is blank.

    Examples
    --------
    >>> list(rows_of(pd.DataFrame({"a": [1, None], "b": ["x", "y"]}), "b", "a"))
    [('x', 1.0), ('y', None)]
    """
    return zip(*(cells_of(table[column]) for column in columns), strict=True)


def cells_of(column: pd.Series) -> list[Any]:
    """Cells of a column; None where one is blank."""
    cells: list[Any] = column.tolist()
    blank = column.isna()
    if not blank.any():
        return cells
    return [None if none else cell for cell, none in zip(cells, blank.tolist(), strict=True)]
