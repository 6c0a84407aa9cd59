"""How alike two sentences are in their characters, in any order of their clauses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..likeness import pieces as bigrams

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Matrix = npt.NDArray[np.float64]


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
    known: dict[str, int] = {}
    rows = [_incidence([set(bigrams(text)) for text in texts], known) for texts in (first, second)]
    one, other = (_matrix(*row, n_columns=len(known)) for row in rows)
    shared = (one @ other.T).toarray().astype(np.float64)
    sizes = np.add.outer(np.diff(one.indptr), np.diff(other.indptr)).astype(np.float64)
    return np.divide(2 * shared, sizes, out=np.zeros_like(shared), where=sizes > 0)


def _incidence(sets: list[set[str]], known: dict[str, int]) -> tuple[list[int], list[int]]:
    """Columns of all sets one after the other, and where each set ends."""
    columns: list[int] = []
    ends = [0]
    for each in sets:
        columns.extend(known.setdefault(piece, len(known)) for piece in each)
        ends.append(len(columns))
    return columns, ends


def _matrix(columns: list[int], ends: list[int], n_columns: int) -> csr_array:
    from scipy.sparse import csr_array

    parts = (np.ones(len(columns), dtype=np.int32), columns, ends)
    return csr_array(parts, shape=(len(ends) - 1, n_columns), dtype=np.int32)
