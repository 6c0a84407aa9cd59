"""What many texts share with many others, by the pieces of their words.

What :mod:`reportkit.measures.likeness` tells of two statements, told of thousands at once: the
words of all texts are cut together, and one product of sparse matrices compares them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from .. import words
from .likeness import Terms, pieces_of, rarity
from .numbering import Numbers, ranges

Weights = npt.NDArray[np.float64]
NOTHING = -1


class Rows(NamedTuple):
    """Texts, by their numbers, and the group of each: those of one group alone are compared."""

    numbers: Numbers
    groups: Numbers


class Overlap:
    """Texts and the pieces of their words; see :func:`reportkit.measures.likeness.terms`."""

    def __init__(self, texts: Sequence[str]) -> None:
        text, word, cut = _words(texts)
        self._words = cut
        known = [pieces_of(each) for each in cut]
        self._pieces = sorted({piece for each in known for piece in each})
        number = {piece: n for n, piece in enumerate(self._pieces)}
        sizes = np.array([len(each) for each in known], dtype=np.int64)
        flat = np.array([number[piece] for each in known for piece in each], dtype=np.int64)
        # Words without pieces, such as Latin ones, tell nothing.
        telling = sizes[word] > 0
        text, word = text[telling], word[telling]
        self._word, self._first_word = word, np.searchsorted(text, np.arange(len(texts) + 1))
        self._piece_of_word, self._sizes, self._ends = flat, sizes, np.cumsum(sizes)
        keys = np.unique(np.repeat(text, sizes[word]) * self._n + self._expanded(word))
        rarities = np.array([rarity(piece) for piece in self._pieces], dtype=np.float64)
        begins = np.searchsorted(keys, np.arange(len(texts) + 1) * self._n)
        self._keys, self._begins = keys, begins
        self._rarity = rarities[keys % self._n]

    @property
    def _n(self) -> int:
        return max(1, len(self._pieces))

    @cached_property
    def weight(self) -> Weights:
        """Rarity of all pieces of each text together."""
        # One after the other, as the matrix below adds them: the last digit depends on the order.
        ones = np.ones(self._n)
        shape = (len(self._begins) - 1, self._n)
        found: Weights = csr_array((self._rarity, self._keys % self._n, self._begins), shape) @ ones
        return found

    @cached_property
    def n_pieces(self) -> Numbers:
        """How many pieces each text has."""
        return np.diff(self._begins)

    def terms(self, number: int) -> Terms:
        """Pieces of one text, to compare with one that is not among these."""
        own = self._keys[self._begins[number] : self._begins[number + 1]] % self._n
        return Terms(frozenset(self._pieces[piece] for piece in own.tolist()))

    def shared(self, ones: Rows, others: Rows) -> csr_array:
        """Rarity of what each of ``ones`` shares with each of ``others`` of its group."""
        cells, rarities, begins = self._cells(ones)
        known = np.unique(cells)
        left = csr_array(
            (rarities, np.searchsorted(known, cells), begins), (len(ones[0]), len(known))
        )
        cells, _, begins = self._cells(others)
        row = np.repeat(np.arange(len(others[0])), np.diff(begins))
        column = np.searchsorted(known, cells)
        both = np.append(known, NOTHING)[column] == cells
        right = csr_array(
            (np.ones(both.sum()), (column[both], row[both])), (len(known), len(others[0]))
        )
        found = left @ right
        found.eliminate_zeros()
        found.sort_indices()
        return found

    def _cells(self, rows: Rows) -> tuple[Numbers, Weights, Numbers]:
        """Pieces of these texts, numbered within their groups; their rarity; where each begins."""
        counts = self.n_pieces[rows.numbers]
        places = ranges(self._begins[rows.numbers], counts)
        cells = self._keys[places] % self._n + np.repeat(rows.groups, counts) * self._n
        return cells, self._rarity[places], np.append(0, np.cumsum(counts))

    def shared_words(self, ones: Numbers, others: Numbers) -> list[str]:
        """Words of each of ``ones`` whose every piece the other text has, joined by a blank."""
        counts = np.diff(self._first_word)[ones]
        word = self._word[ranges(self._first_word[ones], counts)]
        pair = np.repeat(np.arange(len(ones)), counts)
        sizes = self._sizes[word]
        cells = np.repeat(others[pair], sizes) * self._n + self._expanded(word)
        held = np.append(self._keys, NOTHING)[np.searchsorted(self._keys, cells)] == cells
        n_held = np.bincount(np.repeat(np.arange(len(word)), sizes), held, minlength=len(word))
        found: list[list[str]] = [[] for _ in ones]
        common = n_held == sizes
        for at, number in zip(pair[common].tolist(), word[common].tolist(), strict=True):
            found[at].append(self._words[number])
        return [" ".join(each) for each in found]

    def _expanded(self, word: Numbers) -> Numbers:
        """Pieces of these words, one after the other."""
        sizes = self._sizes[word]
        return self._piece_of_word[ranges(self._ends[word] - sizes, sizes)]


def highest(scores: csr_array) -> tuple[Weights, Numbers]:
    """Highest score of each row and its column, the first of several; 0 and NOTHING if none."""
    filled = np.flatnonzero(np.diff(scores.indptr))
    best, column = np.zeros(scores.shape[0]), np.full(scores.shape[0], NOTHING)
    if len(filled):
        best[filled] = np.maximum.reduceat(scores.data, scores.indptr[filled])
        row = np.repeat(np.arange(scores.shape[0]), np.diff(scores.indptr))
        places = np.flatnonzero(scores.data == best[row])
        first = places[np.unique(row[places], return_index=True)[1]]
        column[row[first]] = scores.indices[first]
    return best, column


def _words(texts: Sequence[str]) -> tuple[Numbers, Numbers, list[str]]:
    """Each word of each text once, as they follow in it: number of text and word; the words."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    cut = words.dictionary().numbered("\n".join(texts), numbers)
    ends = np.array(list(accumulate(len(text) + 1 for text in texts)), dtype=np.int64)
    text = np.searchsorted(ends, cut[1], side="right")
    found = text * max(1, len(numbers)) + cut[0]
    first = np.sort(np.unique(found, return_index=True)[1])
    return text[first], cut[0][first].astype(np.int64), list(numbers)
