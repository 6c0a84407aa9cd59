"""In which units each word occurs, kept so that any choice of units is counted quickly."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

Vector = np.ndarray
# What more than one unit in so many has takes less room and time as a row of bits.
BITS_FROM = 32
# Rows of bits that are looked at together: they fit the processor's cache.
CHUNK = 128


class Presence:
    """Counts of a matrix, taken apart: who has a word once or more, twice or more, and so on.

    How often a word occurs in some units is the sum of these. Those that many units have are
    counted in bits; what is left over is one where a word is rare, and seldom anything else.
    """

    def __init__(self, by_word: csc_array) -> None:
        self._n_units = by_word.shape[0]
        having = np.diff(by_word.indptr)
        self._common = np.flatnonzero(having * BITS_FROM > self._n_units)
        rows = [_levels(by_word, word) for word in self._common.tolist()]
        # Where the rows of bits of each common word begin: first the units that have it at all.
        self._firsts = np.cumsum([0, *map(len, rows)])[:-1]
        self._bits = np.array([row for levels in rows for row in levels], dtype=np.uint64)
        self._bits = self._bits.reshape(-1, -(-self._n_units // 64))
        rare = np.flatnonzero(having * BITS_FROM <= self._n_units)
        # The least rare first, so that those below a limit can be left out.
        self._rare = rare[np.argsort(-having[rare], kind="stable")]
        self._having = having[self._rare]
        cells = by_word[:, self._rare]
        self._cells = np.ones(cells.nnz, dtype=np.int32), cells.indices, cells.indptr
        counted = np.ones(len(having), dtype=np.int32)
        counted[self._common] = [len(levels) for levels in rows]
        counted = np.repeat(counted, having)
        self._more = _more(by_word, counted)

    def sums(self, mask: Vector, fewest: int = 1) -> tuple[Vector, Vector]:
        """How often each word occurs in the chosen units, and in how many of them.

        Of words that fewer than ``fewest`` of all units have the numbers may be too small: who
        needs none of these words is answered in half the time.
        """
        chosen = mask.astype(np.int32)
        having = np.zeros(self._more.shape[0], dtype=np.int64)
        n = int(np.searchsorted(-self._having, -fewest, side="right"))
        having[self._rare[:n]] = self._first_rare(n) @ chosen
        times = having + self._more @ chosen
        if len(self._common):
            found = self._in_bits(_packed(np.flatnonzero(mask), self._n_units))
            having[self._common] = found[self._firsts]
            times[self._common] += np.add.reduceat(found, self._firsts)
        return times, having

    def _first_rare(self, n: int) -> csr_array:
        """Who has each of the first n rare words."""
        from scipy.sparse import csr_array

        ones, units, ends = self._cells
        parts = (ones[: ends[n]], units[: ends[n]], ends[: n + 1])
        return csr_array(parts, shape=(n, self._n_units))

    def _in_bits(self, chosen: Vector) -> Vector:
        """Bits of each row that are in the chosen ones too."""
        parts = range(0, len(self._bits), CHUNK)
        both = (np.bitwise_count(self._bits[begin : begin + CHUNK] & chosen) for begin in parts)
        return np.concatenate([each.sum(axis=1, dtype=np.int64) for each in both])


def _levels(by_word: csc_array, word: int) -> list[Vector]:
    """Units that have a word once or more, twice or more … as long as there are many."""
    part = slice(by_word.indptr[word], by_word.indptr[word + 1])
    units, counts = by_word.indices[part], by_word.data[part]
    levels: list[Vector] = []
    for least in count(1):
        enough = counts >= least
        units, counts = units[enough], counts[enough]
        if len(units) * BITS_FROM <= by_word.shape[0]:
            return levels
        levels.append(_packed(units, by_word.shape[0]))
    return levels


def _packed(units: Vector, n_units: int) -> Vector:
    """One bit a unit, in words of 64."""
    held = np.zeros(-(-n_units // 64) * 64, dtype=bool)
    held[units] = True
    return np.packbits(held).view(np.uint64)


def _more(by_word: csc_array, counted: Vector) -> csr_array:
    """What is above the counts that are counted elsewhere, words by units."""
    from scipy.sparse import csr_array

    places = np.flatnonzero(by_word.data > counted)
    ends = np.searchsorted(places, by_word.indptr).astype(np.int32)
    parts = (by_word.data[places] - counted[places], by_word.indices[places], ends)
    return csr_array(parts, shape=by_word.shape[::-1])
