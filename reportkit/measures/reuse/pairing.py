"""Which piece of one report goes with which of another: one to one, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ..numbering import Numbers
from .dice import Vector, similar_pairs
from .pieces import Pieces

UNCHANGED, NUMBERS, REWORDED = "unchanged", "numbers_changed", "reworded"
NEW, DROPPED = "new", "dropped"
STATUSES = (UNCHANGED, NUMBERS, REWORDED, NEW)
# Set on the pairs of tests/cases/reuse.json: sentences that someone would call reworded had
# 0.61 and more there, others on the same subject 0.52 and less.
ENOUGH = 0.58
# Reports have some hundred pieces. Of files with more than these, all pairs are too many.
MOST_PIECES = 5000


class Partners(NamedTuple):
    """What became of each piece of a later report: a cell a piece.

    ``status`` is a number of ``STATUSES``, ``earlier`` the piece of the earlier report that it
    goes with, -1 if none, and ``similarity`` how alike the two are.
    """

    status: Numbers
    earlier: Numbers
    similarity: Vector


# A later and an earlier report.
Two = tuple[Pieces, Pieces]


def partners(two: Sequence[Two], texts: Callable[[Numbers], list[str]]) -> list[Partners]:
    """Pair pieces of two reports each; ``texts`` gives the words of their ``bare`` numbers.

    The same words go together first, then all but figures the same, then reworded ones. Each
    piece is in one pair at most. Pieces that occur several times are paired in the order of the
    texts. Of the reworded pairs, those are taken that make the sum of their similarities the
    largest; of equal ones, those that stand nearer to each other.
    """
    both = _Both(two)
    both.same(0, lambda side: side.letters)
    both.same(1, lambda side: side.bare)
    both.reworded(texts)
    return both.partners()


class _Side:
    """Pieces of the later reports, or of the earlier ones, end to end."""

    def __init__(self, reports: Sequence[Pieces]) -> None:
        sizes = [len(each) for each in reports]
        self.ends = np.cumsum([0, *sizes])
        self.report = np.repeat(np.arange(len(reports)), sizes)
        self.letters, self.bare, self.counted = (
            np.concatenate([getattr(each, name) for each in reports])
            for name in ("letters", "bare", "counted")
        )
        # Where a piece stands in its report, from 0 to 1.
        self.where = (np.arange(len(self.report)) - self.ends[self.report]) / np.repeat(
            sizes, sizes
        )


class _Both:
    """Several pairs of reports at once: what is done to arrays is as quick for many."""

    def __init__(self, two: Sequence[Two]) -> None:
        self.later, self.earlier = (_Side([each[n] for each in two]) for n in range(2))
        self.status = np.full(len(self.later.report), STATUSES.index(NEW))
        self.partner = np.full(len(self.later.report), -1)
        self.similarity = np.full(len(self.later.report), np.nan)
        self._free = np.ones(len(self.earlier.report), dtype=bool)

    def same(self, status: int, words: Callable[[_Side], Numbers]) -> None:
        """Pair what is the same and has no partner yet, in the order of the texts."""
        rows, columns = np.flatnonzero(self.partner < 0), np.flatnonzero(self._free)
        own = _numbered(self.later.report[rows], words(self.later)[rows])
        other = _numbered(self.earlier.report[columns], words(self.earlier)[columns])
        _, i, j = np.intersect1d(own, other, assume_unique=True, return_indices=True)
        self._pair(status, rows[i], columns[j], np.ones(len(i)))

    def reworded(self, texts: Callable[[Numbers], list[str]]) -> None:
        """Pair what is alike enough and has no partner yet."""
        rows = np.flatnonzero((self.partner < 0) & self.later.counted)
        columns = np.flatnonzero(self._free & self.earlier.counted)
        words, place = np.unique(
            np.concatenate([self.later.bare[rows], self.earlier.bare[columns]]),
            return_inverse=True,
        )
        ones = place[: len(rows)], self.later.report[rows]
        others = place[len(rows) :], self.earlier.report[columns]
        i, j, alike = similar_pairs(texts(words), ones, others, ENOUGH)
        apart = np.abs(self.later.where[rows[i]] - self.earlier.where[columns[j]])
        chosen = _best(i, j, alike, apart, self.later.report[rows[i]])
        i, j = i[chosen], j[chosen]
        self._pair(STATUSES.index(REWORDED), rows[i], columns[j], alike[chosen])

    def partners(self) -> list[Partners]:
        """Partners in each pair of reports."""
        ends, begins = self.later.ends, self.earlier.ends
        earlier = np.where(self.partner < 0, -1, self.partner - begins[self.later.report])
        columns = self.status.astype(np.int8), earlier.astype(np.int32), self.similarity
        cut = zip(*(np.split(column, ends[1:-1]) for column in columns), strict=True)
        return [Partners(*each) for each in cut]

    def _pair(self, status: int, rows: Numbers, columns: Numbers, alike: Vector) -> None:
        self.status[rows], self.partner[rows], self.similarity[rows] = status, columns, alike
        self._free[columns] = False


def _numbered(report: Numbers, words: Numbers) -> Numbers:
    """A number for each piece: of its report, its words, and how often these came before in it."""
    told = report * 2**32 + words
    order = np.argsort(told, kind="stable")
    sorted_ = told[order]
    firsts = np.flatnonzero(np.diff(sorted_, prepend=-1))
    before = np.arange(len(told)) - np.repeat(firsts, np.diff(firsts, append=len(told)))
    times = np.empty_like(before)
    times[order] = before
    return times * 2**50 + told


def _best(i: Numbers, j: Numbers, alike: Vector, apart: Vector, report: Numbers) -> Numbers:
    """Which of these pairs are to be taken; each piece is in one of them at most."""
    several = (np.bincount(i)[i] > 1) | (np.bincount(j)[j] > 1) if len(i) else np.zeros(0, bool)
    chosen = [np.flatnonzero(~np.isin(report, report[several]))]
    for each in np.unique(report[several]):
        pairs = np.flatnonzero(report == each)
        chosen.append(pairs[_assigned(i[pairs], j[pairs], alike[pairs] - 1e-9 * apart[pairs])])
    return np.concatenate(chosen)


def _assigned(i: Numbers, j: Numbers, worth: Vector) -> Numbers:
    """Which of these pairs have together the largest worth."""
    # Loading it takes longer than aligning the reports of a notebook.
    from scipy.optimize import linear_sum_assignment

    rows, row = np.unique(i, return_inverse=True)
    columns, column = np.unique(j, return_inverse=True)
    number = np.full((len(rows), len(columns)), -1)
    number[row, column] = np.arange(len(i))
    # Distance decides between equal pairs only: its whole sum is less than any difference.
    square = np.where(number < 0, 0.0, worth[number])
    found = number[linear_sum_assignment(square, maximize=True)]
    return found[found >= 0]
