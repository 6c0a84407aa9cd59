"""Cosines between the word vectors of reports, each report with all others."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from ...matrix import WordMatrix
from ..numbering import Numbers

Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float64]
# A word that one report in so many has is common. Common words are multiplied as plain numbers,
# so many at a time, which the processor does ten times as fast; rare ones as a sparse matrix.
RARE, AT_ONCE = 16, 1024
# Weights of words: see ``similarity``.
TFIDF: Final = "tfidf"


# Of more reports the square of all cosines is not kept: it would fill the memory.
MOST_KEPT = 3000


def cosines_of(matrix: WordMatrix, weights: str) -> Cosines:
    """Cosines of the reports of a matrix, kept as long as the matrix is."""
    kept = _KEPT.setdefault(matrix, {})
    if weights not in kept:
        kept[weights] = Cosines(matrix, weights, keep=len(matrix) <= MOST_KEPT)
    return kept[weights]


class Cosines:
    """Cosines of reports, as rows of a matrix; missing where one has no words.

    Those that are kept are worked out row by row, of reports that are asked for, with all others.
    """

    def __init__(self, matrix: WordMatrix, weights: str, *, keep: bool = False) -> None:
        self._vectors = unit_vectors(matrix, weights)
        held = np.bincount(self._vectors.indices, minlength=self._vectors.shape[1])
        n_common = np.count_nonzero(held * RARE > len(matrix))
        ordered = _reordered(self._vectors, np.argsort(-held, kind="stable"))
        ends = [*range(0, n_common, AT_ONCE), n_common]
        self._common = [ordered[:, begin:end] for begin, end in pairwise(ends)]
        self._rare = ordered[:, n_common:]
        self._wordless = np.diff(self._vectors.indptr) == 0
        self._every = np.arange(len(matrix))
        self._square = np.empty((len(matrix), len(matrix))) if keep else None
        self._known = np.zeros(len(matrix), dtype=bool)

    def square(self, rows: Numbers) -> Matrix:
        """Cosine of each of these reports with each of them; not to be written to."""
        if self._square is None:
            return self._products(rows, rows)
        missing = rows[~self._known[rows]]
        if len(missing):
            left = self._every[~self._known]
            found = self._products(missing, left)
            self._square[np.ix_(missing, left)] = found
            self._square[np.ix_(left, missing)] = found.T
            self._known[missing] = True
            self._forget()
        whole = np.array_equal(rows, self._every)
        return self._square if whole else self._square[np.ix_(rows, rows)]

    def _forget(self) -> None:
        """Let go of the words once all is known."""
        if self._known.all():
            self._vectors = self._vectors[:0]
            self._rare, self._common = self._vectors, []

    def pairs(self, ones: Numbers, others: Numbers) -> Vector:
        """Cosine of each of these reports with its one other."""
        if self._square is not None and self._known.all():
            found: Vector = self._square[ones, others]
            return found
        products = self._vectors[ones].multiply(self._vectors[others]).sum(axis=1)
        none = self._wordless[ones] | self._wordless[others]
        return np.where(none, np.nan, np.clip(np.asarray(products).ravel(), 0.0, 1.0))

    def _products(self, rows: Numbers, columns: Numbers) -> Matrix:
        found: Matrix = (self._rare[rows] @ self._rare[columns].T).toarray()
        for words in self._common:
            found += words[rows].toarray() @ words[columns].toarray().T
        np.clip(found, 0.0, 1.0, out=found)  # rounding may leave a hair above 1
        found[:, self._wordless[columns]] = np.nan
        found[self._wordless[rows]] = np.nan
        return found


def _reordered(vectors: Any, columns: Numbers) -> Any:  # noqa: ANN401  # sparse arrays
    """The same words in another order."""
    from scipy.sparse import csr_array

    place = np.empty(len(columns), dtype=vectors.indices.dtype)
    place[columns] = np.arange(len(columns))
    parts = (vectors.data, place[vectors.indices], vectors.indptr)
    return csr_array(parts, shape=vectors.shape)


_KEPT: WeakKeyDictionary[WordMatrix, dict[str, Cosines]] = WeakKeyDictionary()


def unit_vectors(matrix: WordMatrix, weights: str) -> Any:  # noqa: ANN401  # a sparse array
    """Vectors of length 1; of a report without words, all zeros."""
    from scipy.sparse import csr_array, diags_array

    counts = csr_array(matrix.counts, dtype=np.float64)
    if weights == TFIDF:
        held = np.bincount(counts.indices, minlength=counts.shape[1])
        # Whether a report without words would have a word is not known.
        n_reports = np.count_nonzero(np.diff(counts.indptr))
        idf = np.log((1 + n_reports) / (1 + held)) + 1
        counts = csr_array(counts @ diags_array(idf))
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    inverse = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return csr_array(diags_array(inverse) @ counts)
