"""How similar two sentences are in their characters, in any order of their clauses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Vector = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
# More characters than Unicode has.
_CHARACTERS = 2**21


# Texts by their numbers, and the group that each is compared in.
Grouped = tuple[Numbers, Numbers]


def similar_pairs(
    texts: Sequence[str], ones: Grouped, others: Grouped, enough: float
) -> tuple[Numbers, Numbers, Vector]:
    """Of ``ones`` and ``others`` of the same group, which are similar enough, and how much.

    The Sørensen-Dice coefficient of the two-character pieces of two texts,
    ``2 |A ∩ B| / (|A| + |B|)``, where A and B are the sets of neighbouring pairs of characters:
    0 (none in common) to 1 (the same ones), symmetric. Clauses that change places keep their
    pairs, which an edit distance would count as new. A text of one character is similar to none.

    Returns
    -------
    tuple of array
        Place of one in ``ones``, of the other in ``others``, in this order, and the coefficient.

    References
    ----------
    Dice, L. R. (1945). Measures of the amount of ecologic association between species. Ecology,
    26(3), 297-302. doi:10.2307/1932409.
    """
    held, n_groups = _incidence(texts), int(max(ones[1].max(initial=0), others[1].max(initial=0)))
    sizes = np.diff(held.indptr)
    sides = [_apart(held[each], groups, n_groups + 1) for each, groups in (ones, others)]
    shared = (sides[0] @ sides[1].T).tocoo()
    i, j = shared.row.astype(np.int64), shared.col.astype(np.int64)
    alike = 2 * shared.data.astype(np.float64) / (sizes[ones[0][i]] + sizes[others[0][j]])
    kept = np.flatnonzero(alike >= enough)
    kept = kept[np.lexsort((j[kept], i[kept]))]
    return i[kept], j[kept], alike[kept]


def _apart(rows: csr_array, groups: Numbers, n_groups: int) -> csr_array:
    """The same rows; each group has columns of its own, so that it meets no other."""
    from scipy.sparse import csr_array

    length, width = rows.shape
    columns = rows.indices + np.repeat(groups, np.diff(rows.indptr)) * width
    return csr_array((rows.data, columns, rows.indptr), shape=(length, n_groups * width))


def _incidence(texts: Sequence[str]) -> csr_array:
    """Row a text, column a pair of characters: 1 where the text has it."""
    from scipy.sparse import csr_array

    row, pair = _pairs(texts)
    names, column = np.unique(pair, return_inverse=True)
    # Each once: texts are sets of pairs. Sorting is quicker than what numpy's unique does.
    cells = np.sort(row * max(len(names), 1) + column)
    cells = cells[np.diff(cells, prepend=-1) > 0]
    rows, columns = np.divmod(cells, max(len(names), 1))
    ends = np.searchsorted(rows, np.arange(len(texts) + 1))
    ones = np.ones(len(cells), dtype=np.int32)
    return csr_array((ones, columns, ends), shape=(len(texts), len(names)))


def _pairs(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Neighbouring characters of all texts as one number each, and the text that has them."""
    signs = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    row = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    pair = signs[:-1].astype(np.int64) * _CHARACTERS + signs[1:]
    inside = row[:-1] == row[1:]
    return row[:-1][inside], pair[inside]
