"""Texts to a matrix, one after the other: only ids and counts are kept of them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..reading import read
from ..words import Dictionary
from ..words import dictionary as make_dictionary
from .matrix import WordMatrix

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class Counting:
    """Counts that come unit by unit; a word's column is given out when it is first met."""

    def __init__(self) -> None:
        self._ids: defaultdict[str, int] = defaultdict()
        self._ids.default_factory = self._ids.__len__
        self._columns, self._counts = array("i"), array("i")
        self._ends = array("q", [0])

    def add(self, counts: Mapping[str, int]) -> None:
        """Count one more unit."""
        self._columns.fromlist(list(map(self._ids.__getitem__, counts)))
        self._counts.fromlist(list(counts.values()))
        self._ends.append(len(self._columns))

    def words(self) -> pd.Index:
        """Words in the order they were met."""
        return pd.Index(list(self._ids), dtype=object, name="word")

    def counts(self) -> csr_array:
        """Units by words."""
        from scipy.sparse import csr_array

        parts = (np.array(self._counts), np.array(self._columns), np.array(self._ends))
        return csr_array(parts, shape=(len(self._ends) - 1, len(self._ids)), dtype=np.int32)


def matrix_of_texts(
    texts: Mapping[str, str] | Iterable[tuple[str, str]],
    *,
    dictionary: Dictionary | None = None,
    formulas: bool = True,
) -> WordMatrix:
    """Count the words of bare texts, without finding out what kind of documents they are.

    Parameters
    ----------
    texts : mapping or iterable of (str, str)
        Texts by report_id; an iterable is gone through once, so texts may be read as they come.
        All of a text counts, page furniture too: parse files with ``reportkit.load`` to have
        the sentences only.
    dictionary : Dictionary, optional
        Terms that come out whole; else those of the lexicons.
    formulas : bool
        False leaves out what stands inside set phrases of the genre.

    Returns
    -------
    WordMatrix
        One unit a text; ``units`` has report_id only.
    """
    used = dictionary or make_dictionary()
    counting, names = Counting(), []
    for name, text in texts.items() if isinstance(texts, Mapping) else texts:
        names.append(name)
        counting.add(used.count(read(text).text, formulas=formulas))
    units = pd.DataFrame({"report_id": names}, dtype="str")
    return WordMatrix(counting.words(), units, counting.counts(), used.segmenter)
