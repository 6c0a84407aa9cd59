"""How alike two sentences are in their characters, in any order of their clauses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Matrix = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
# More characters than Unicode has.
_CHARACTERS = 2**21


def resemblance(first: Sequence[str], second: Sequence[str]) -> Matrix:
    """Sørensen-Dice coefficient of the two-character pieces of each text with each other text.

    ``2 |A ∩ B| / (|A| + |B|)``, where A and B are the sets of neighbouring pairs of characters:
    0 (none in common) to 1 (the same ones), symmetric. Clauses that change places keep their
    pairs, which an edit distance would count as new. A text of one character resembles none.

    References
    ----------
    Dice, L. R. (1945). Measures of the amount of ecologic association between species. Ecology,
    26(3), 297-302. doi:10.2307/1932409.
    """
    held = _incidence([*first, *second])
    one, other = held[: len(first)], held[len(first) :]
    shared = (one @ other.T).toarray().astype(np.float64)
    sizes = np.add.outer(np.diff(one.indptr), np.diff(other.indptr)).astype(np.float64)
    return np.divide(2 * shared, sizes, out=np.zeros_like(shared), where=sizes > 0)


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
