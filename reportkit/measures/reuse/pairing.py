"""Which piece of one report goes with which of another: one to one, wherever they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from .pieces import Piece
from .resemblance import Matrix, resemblance

UNCHANGED, NUMBERS, REWORDED = "unchanged", "numbers_changed", "reworded"
NEW, DROPPED = "new", "dropped"
STATUSES = (UNCHANGED, NUMBERS, REWORDED, NEW)
# Set on the pairs of tests/cases/reuse.json: sentences that someone would call reworded had
# 0.61 and more there, others on the same subject 0.52 and less.
ENOUGH = 0.58
# Reports have some hundred pieces. Of files with more than these, all pairs are too many.
MOST_PIECES = 5000


class Pair(NamedTuple):
    """Numbers of a piece in the later and the earlier report, and how they go together."""

    later: int
    earlier: int
    status: str
    similarity: float


def pairs(later: Sequence[Piece], earlier: Sequence[Piece]) -> list[Pair]:
    """Pair pieces: the same words first, then all but figures the same, then reworded ones.

    Each piece is in one pair at most. Pieces that occur several times are paired in the order
    of the texts. Of the reworded pairs, those are taken that make the sum of their similarities
    the largest; of equal ones, those that stand nearer to each other.
    """
    left = list(range(len(later))), list(range(len(earlier)))
    found: list[Pair] = []
    for status, words in ((UNCHANGED, _letters), (NUMBERS, _bare)):
        same = _same(later, earlier, left, words)
        found += [Pair(i, j, status, 1.0) for i, j in same]
        left = _without(left, same)
    return sorted(found + _reworded(later, earlier, left))


Left = tuple[list[int], list[int]]


def _letters(piece: Piece) -> str:
    return piece.letters


def _bare(piece: Piece) -> str:
    return piece.bare


def _same(
    later: Sequence[Piece], earlier: Sequence[Piece], left: Left, words: Callable[[Piece], str]
) -> list[tuple[int, int]]:
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for j in reversed(left[1]):
        waiting[words(earlier[j])].append(j)
    told = ((i, waiting.get(words(later[i]))) for i in left[0])
    return [(i, places.pop()) for i, places in told if places]


def _without(left: Left, found: list[tuple[int, int]]) -> Left:
    gone = {i for i, _ in found}, {j for _, j in found}
    return [i for i in left[0] if i not in gone[0]], [j for j in left[1] if j not in gone[1]]


def _reworded(later: Sequence[Piece], earlier: Sequence[Piece], left: Left) -> list[Pair]:
    rows = [i for i in left[0] if later[i].counted]
    columns = [j for j in left[1] if earlier[j].counted]
    if not rows or not columns or max(len(rows), len(columns)) > MOST_PIECES:
        return []
    alike = resemblance([later[i].bare for i in rows], [earlier[j].bare for j in columns])
    where = np.array(rows) / len(later), np.array(columns) / len(earlier)
    found = _best(alike, np.abs(np.subtract.outer(*where)))
    return [Pair(rows[i], columns[j], REWORDED, float(alike[i, j])) for i, j in found]


def _best(alike: Matrix, apart: Matrix) -> list[tuple[int, int]]:
    """Pairs that are alike enough and together most alike."""
    enough = alike >= ENOUGH
    if max(enough.sum(axis=0).max(), enough.sum(axis=1).max()) <= 1:  # nothing to choose between
        return [(int(i), int(j)) for i, j in np.argwhere(enough)]
    # Loading it takes longer than aligning the reports of a notebook.
    from scipy.optimize import linear_sum_assignment

    rows, columns = np.flatnonzero(enough.any(axis=1)), np.flatnonzero(enough.any(axis=0))
    # Distance decides between equal pairs only: its whole sum is less than any difference.
    worth = np.where(enough, alike - 1e-9 * apart, 0.0)[np.ix_(rows, columns)]
    found = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    placed = ((int(rows[i]), int(columns[j])) for i, j in found)
    return [(i, j) for i, j in placed if enough[i, j]]
