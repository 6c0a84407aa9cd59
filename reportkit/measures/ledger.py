"""Rows of a measure, kept by what they were made of: one report, or a report and the next.

They are kept as columns: as Python objects the rows of two thousand reports take ten times the
memory, and to make a table of them takes longer than a redraw may.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from .numbering import ranges

Row = tuple[Any, ...]
Key = TypeVar("Key", bound=Hashable)
# Rows that wait before they are made columns: a table for each report would cost more than they.
_FEW = 2000


class Ledger:
    """A table that grows, and gives the rows of any of its keys in any order.

    Parameters
    ----------
    types : Mapping
        Columns and their types.

    Examples
    --------
    >>> kept = Ledger({"n": "Int64"})
    >>> kept.add([("a", [(1,), (2,)]), ("b", []), ("c", [(3,)])])
    >>> kept.rows(["c", "b", "a"])["n"].tolist(), kept.missing(["a", "d"])
    ([3, 1, 2], ['d'])
    """

    def __init__(self, types: Mapping[str, str]) -> None:
        self._types = dict(types)
        self._number: dict[Hashable, int] = {}
        self._ends = [0]
        self._waiting: list[Row] = []
        self._table = self._columns([])

    def missing(self, keys: Iterable[Key]) -> list[Key]:
        """Keys whose rows are not here."""
        return [key for key in keys if key not in self._number]

    def add(self, made: Iterable[tuple[Hashable, Sequence[Row]]]) -> None:
        """Keep the rows of some more keys."""
        for key, rows in made:
            self._number[key] = len(self._number)
            self._ends.append(self._ends[-1] + len(rows))
            self._waiting += rows
        if len(self._waiting) > _FEW:
            self._settle()

    def rows(self, keys: Iterable[Hashable]) -> pd.DataFrame:
        """Rows of these keys, in their order."""
        numbers = np.array([self._number[key] for key in keys], dtype=np.int64)
        ends = np.array(self._ends, dtype=np.int64)
        begins, counts = ends[numbers], ends[numbers + 1] - ends[numbers]
        places, settled = ranges(begins, counts), len(self._table)
        if (
            len(places) and places.min() >= settled
        ):  # made just now: none of the others is asked for
            return self._columns([self._waiting[place - settled] for place in places.tolist()])
        self._settle()
        return self._table.take(places).reset_index(drop=True)

    def _settle(self) -> None:
        if self._waiting:
            tables = [self._table, self._columns(self._waiting)]
            self._table, self._waiting = pd.concat(tables, ignore_index=True), []

    def _columns(self, rows: list[Row]) -> pd.DataFrame:
        return pd.DataFrame(rows, columns=list(self._types)).astype(self._types)
