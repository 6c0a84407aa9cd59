"""Cutting tables to some reports, at a cost in proportion to what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Set

import numpy as np
import numpy.typing as npt
import pandas as pd

Rows = npt.NDArray[np.int64]


class Blocks:
    """Where the rows of each report stand in a table; looked up once, cut from many times.

    Examples
    --------
    >>> blocks = Blocks(pd.DataFrame({"report_id": ["a", "a", "b"], "n": [1, 2, 3]}))
    >>> blocks.cut({"b"})["n"].tolist()
    [3]
    """

    def __init__(self, table: pd.DataFrame) -> None:
        codes, ids = pd.factorize(table["report_id"])
        # The table as it is now: the rows below would not fit one that grew or shrank.
        self._table = table.assign(**dict(_in_one_piece(table)))
        self._number = {report_id: number for number, report_id in enumerate(ids)}
        # Rows of a report stand together in a table that was read, but may not in one that was
        # put together by hand.
        self._rows = np.argsort(codes, kind="stable")
        self._begins = np.searchsorted(codes[self._rows], np.arange(len(ids) + 1))

    def cut(self, report_ids: Set[str]) -> pd.DataFrame:
        """Rows of these reports in the order of the table, numbered anew."""
        if self._begins[0] == 0 and self._number.keys() <= report_ids:
            return self._table.reset_index(drop=True)  # all rows: nothing is copied
        numbers = sorted(self._number[each] for each in report_ids & self._number.keys())
        blocks = [self._rows[self._begins[n] : self._begins[n + 1]] for n in numbers]
        rows: Rows = np.sort(np.concatenate([self._rows[:0], *blocks]), kind="stable")
        return self._table.take(rows).reset_index(drop=True)


def _in_one_piece(table: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """Columns of text that lie in several pieces, as one: taking rows of those is slow."""
    import pyarrow

    for name in table.columns[table.dtypes == "str"]:
        held = pyarrow.array(table[name].array)
        if isinstance(held, pyarrow.ChunkedArray) and held.num_chunks > 1:
            yield name, pd.Series(pd.array(held.combine_chunks(), dtype="str"), table.index)
