"""What a column of a table has to say."""

from __future__ import annotations

import pandas as pd


def says(cells: pd.Series) -> bool:
    """Whether a column says anything of any row: blank, no and nought say nothing.

    Examples
    --------
    >>> says(pd.Series(["", None, "over"])), says(pd.Series([False, False]))
    (True, False)
    """
    return bool(cells.dropna().astype(bool).any())


def silent(table: pd.DataFrame, *columns: str) -> list[str]:
    """Those of the columns that say nothing of any row."""
    return [column for column in columns if column in table and not says(table[column])]
