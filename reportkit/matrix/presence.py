"""In which units each word occurs, kept so that any choice of units is counted quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

Vector = np.ndarray
# A word that more than one unit in so many has takes less room and time as a row of bits.
BITS_FROM = 32
# Rows of bits that are looked at together: they fit the processor's cache.
CHUNK = 128


class Presence:
    """Counts of a matrix, taken apart: who has a word, and what goes beyond once.

    How often a word occurs in some units is the number of those that have it, counted in bits
    for frequent words, and the sum of what is above one, which most cells are not.
    """

    def __init__(self, by_word: csc_array) -> None:
        self._n_units = by_word.shape[0]
        having = np.diff(by_word.indptr)
        self._common = np.flatnonzero(having * BITS_FROM > self._n_units)
        self._bits = np.zeros((len(self._common), -(-self._n_units // 64)), dtype=np.uint64)
        for row, word in enumerate(self._common):
            units = by_word.indices[by_word.indptr[word] : by_word.indptr[word + 1]]
            self._bits[row] = _packed(units, self._n_units)
        rare = np.repeat(having * BITS_FROM <= self._n_units, having)
        self._rare = _cells(by_word, rare, np.ones(int(rare.sum()), np.int32))
        more = by_word.data > 1
        self._more = _cells(by_word, more, by_word.data[more] - 1)

    def sums(self, mask: Vector) -> tuple[Vector, Vector]:
        """How often each word occurs in the chosen units, and in how many of them."""
        chosen = mask.astype(np.int32)
        having = (self._rare @ chosen).astype(np.int64)
        bits = _packed(np.flatnonzero(mask), self._n_units)
        for begin in range(0, len(self._common), CHUNK):
            part = slice(begin, begin + CHUNK)
            both = np.bitwise_count(self._bits[part] & bits)
            having[self._common[part]] = both.sum(axis=1, dtype=np.int64)
        return having + self._more @ chosen, having


def _packed(units: Vector, n_units: int) -> Vector:
    """One bit a unit, in words of 64."""
    held = np.zeros(-(-n_units // 64) * 64, dtype=bool)
    held[units] = True
    return np.packbits(held).view(np.uint64)


def _cells(by_word: csc_array, kept: Vector, data: Vector) -> csr_array:
    """Some cells of a matrix, words by units."""
    from scipy.sparse import csr_array

    ends = np.concatenate([[0], np.cumsum(kept)])[by_word.indptr].astype(np.int32)
    shape = by_word.shape[::-1]
    return csr_array((data.astype(np.int32), by_word.indices[kept], ends), shape=shape)
