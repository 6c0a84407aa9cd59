"""Figures of reports at their places in the running text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...running import RunningText
from ..numbering import Numbers, places_in
from ..rows import cells_of


class Figure(NamedTuple):
    """Where a figure stands, from numeral through unit, and its unit."""

    start: int
    end: int
    unit: str


# More than a report has characters.
_LONGEST = 2**40


def figures_in(corpus: Corpus, running: RunningText) -> list[Figure]:
    """Figures that stand in sentences of the running text, in order.

    One that stands between two sentences is placed on the line end between them.
    """
    table = corpus.figures.drop_duplicates(["report_id", "start", "end"])
    sources = _Sources(running)
    report = places_in(table["report_id"], sources.ids)
    table, report = table[report >= 0], report[report >= 0]
    starts = sources.last_at(report, table["start"].to_numpy(np.int64))
    ends = sources.first_at(report, table["end"].to_numpy(np.int64))
    units = [unit or "" for unit in cells_of(table["unit"])]
    there = zip(starts.tolist(), ends.tolist(), units, strict=True)
    return sorted(Figure(*each) for each in there if each[0] >= 0)


class _Sources:
    """Where the sentences of the running text stand in their reports."""

    def __init__(self, running: RunningText) -> None:
        self._running = running
        self._begins, self._ends = running.begins[:-1], running.begins[1:] - 1
        starts, ends = running.source(self._begins, self._ends)
        # Sentences with inserted signs, such as pinyin, are longer than their plain reading.
        self._parallel = ends - starts == self._ends - self._begins
        firsts = running.first == np.arange(len(running.first))
        self.ids = pd.Series(running.sentences["report_id"][firsts].tolist(), dtype="str")
        self._report = np.cumsum(firsts) - 1
        self._keys, self._starts = self._report * _LONGEST + starts, starts

    def last_at(self, report: Numbers, offsets: Numbers) -> Numbers:
        """Last place of the text whose source is no later than each offset; -1 if none is."""
        row = np.searchsorted(self._keys, report * _LONGEST + offsets, side="right") - 1
        return self._placed(report, row, offsets, self._ends[row], "right")

    def first_at(self, report: Numbers, offsets: Numbers) -> Numbers:
        """First place of the text whose source is no earlier than each offset."""
        row = np.searchsorted(self._keys, report * _LONGEST + offsets, side="left") - 1
        return self._placed(report, row, offsets, self._ends[row] + 1, "left")

    def _placed(
        self, report: Numbers, row: Numbers, offsets: Numbers, most: Numbers, side: str
    ) -> Numbers:
        found = np.minimum(self._begins[row] + offsets - self._starts[row], most)
        there = (row >= 0) & (self._report[row] == report)
        for n in np.flatnonzero(there & ~self._parallel[row]).tolist():
            found[n] = self._sought(int(row[n]), int(offsets[n]), side)
        found[~there] = -1
        return found

    def _sought(self, row: int, offset: int, side: str) -> int:
        """Place in a sentence that does not run in parallel with its source."""
        places = np.arange(self._begins[row], self._ends[row])
        sources, _ = self._running.source(places, places + 1)
        before = int(np.searchsorted(sources, offset, side="right" if side == "right" else "left"))
        return int(places[0]) + before - (side == "right")
