"""A matrix in which some occurrences of words are other ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..words import Span
from .matrix import WordMatrix


def changed(
    matrix: WordMatrix, units: np.ndarray, spans: Sequence[Span], steps: np.ndarray, segmenter: str
) -> WordMatrix | None:
    """Matrix with occurrences taken away and added; None if there were not so many.

    Parameters
    ----------
    matrix : WordMatrix
        What to begin with.
    units : array
        Number of the unit of each occurrence.
    spans : sequence
        Words of the occurrences, each behind its offsets.
    steps : array
        1 for each occurrence that is added, -1 for each that is taken away.
    segmenter : str
        What cut the words.
    """
    from scipy.sparse import csr_array

    codes, found = pd.factorize(np.array([word for _, _, word in spans], dtype=object))
    columns = matrix.words.get_indexer(pd.Index(found, dtype=object))
    new = columns < 0
    columns[new] = len(matrix.words) + np.arange(new.sum())
    every = np.concatenate([matrix.words.to_numpy(dtype=object), found[new]])
    named = pd.Index(every, dtype=object, name="word")
    shape = (len(matrix), len(named))
    old = matrix.counts
    same = csr_array((old.data, old.indices, old.indptr), shape=shape)
    # int32 throughout, or the sum would have places of eight bytes.
    places = (units.astype(np.int32), columns[codes].astype(np.int32))
    counts = (same + csr_array((steps, places), shape=shape)).tocsr()
    if (counts.data < 0).any():
        return None
    counts.eliminate_zeros()
    kept = np.ones(len(named), dtype=bool)
    before = np.append(matrix.frequency, np.zeros(new.sum(), dtype=np.int64))
    kept[columns] = before[columns] + np.bincount(codes, steps, minlength=len(found)) > 0
    counts = counts if kept.all() else counts[:, np.flatnonzero(kept)]
    return WordMatrix(named[kept], matrix.units, counts, segmenter)
