"""Texts to a matrix, one after the other or in several processes: only ids and counts are kept."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..reading import read
from ..words import Dictionary
from ..words import dictionary as make_dictionary
from .matrix import WordMatrix

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# Texts that are counted together, and that a process is sent at a time: fewer, and sending takes
# longer than counting.
BATCH = 100


class Counting:
    """Counts that come unit by unit; a word's column is given out when it is first met."""

    def __init__(self) -> None:
        self._ids = _ids()
        self._columns, self._counts = array("i"), array("i")
        self._ends = array("q", [0])

    def add(self, counts: Mapping[str, int]) -> None:
        """Count one more unit."""
        self._columns.fromlist(list(map(self._ids.__getitem__, counts)))
        self._counts.fromlist(list(counts.values()))
        self._ends.append(len(self._columns))

    def __add__(self, other: Counting) -> Counting:
        """These units and those counted elsewhere, with the columns that are given out here."""
        own = array("i", map(self._ids.__getitem__, other._ids))
        begin = len(self._columns)
        self._columns.frombytes(np.array(own)[np.array(other._columns)].tobytes())
        self._counts.extend(other._counts)
        self._ends.extend(begin + end for end in other._ends[1:])
        return self

    def __getstate__(self) -> tuple[object, ...]:
        """Without the method that gives out ids: it can't be sent to another process."""
        return list(self._ids), self._columns, self._counts, self._ends

    def __setstate__(self, state: tuple[list[str], array[int], array[int], array[int]]) -> None:
        """Give out ids from where the other process stopped."""
        names, self._columns, self._counts, self._ends = state
        self._ids = _ids(names)

    def words(self) -> pd.Index:
        """Words in the order they were met."""
        return pd.Index(list(self._ids), dtype=object, name="word")

    def counts(self) -> csr_array:
        """Units by words."""
        from scipy.sparse import csr_array

        parts = (np.array(self._counts), np.array(self._columns), np.array(self._ends))
        return csr_array(parts, shape=(len(self._ends) - 1, len(self._ids)), dtype=np.int32)


def _ids(names: Sequence[str] = ()) -> defaultdict[str, int]:
    """Columns of words; a word that is asked for first is given the next one."""
    given: defaultdict[str, int] = defaultdict(None, zip(names, range(len(names)), strict=True))
    given.default_factory = given.__len__
    return given


def matrix_of_texts(
    texts: Mapping[str, str] | Iterable[tuple[str, str]],
    *,
    dictionary: Dictionary | None = None,
    formulas: bool = True,
    jobs: int = 1,
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
    jobs : int
        Processes that count at the same time. Starting them takes longer than counting a few
        thousand reports; the matrix is the same.

    Returns
    -------
    WordMatrix
        One unit a text; ``units`` has report_id only.
    """
    used = dictionary or make_dictionary()
    names: list[str] = []
    named = texts.items() if isinstance(texts, Mapping) else texts
    bare = _noted(named, names)
    counting = _in_turn(bare, used, formulas) if jobs == 1 else _at_once(bare, used, formulas, jobs)
    units = pd.DataFrame({"report_id": names}, dtype="str")
    return WordMatrix(counting.words(), units, counting.counts(), used.segmenter)


def _noted(named: Iterable[tuple[str, str]], names: list[str]) -> Iterator[str]:
    """Texts as they come; their names are noted down."""
    for name, text in named:
        names.append(name)
        yield text


def _in_turn(texts: Iterator[str], used: Dictionary, formulas: bool) -> Counting:
    counting = Counting()
    for batch in _batches(texts):
        for counts in used.counts([read(text).text for text in batch], formulas=formulas):
            counting.add(counts)
    return counting


def _batches(texts: Iterator[str]) -> Iterator[list[str]]:
    return iter(lambda: list(islice(texts, BATCH)), [])


def _at_once(texts: Iterator[str], used: Dictionary, formulas: bool, jobs: int) -> Counting:
    from joblib import Parallel, delayed

    work = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_counted)(batch, used, formulas) for batch in _batches(texts)
    )
    return sum(work, Counting())


def _counted(batch: list[str], used: Dictionary, formulas: bool) -> Counting:
    """Count one batch in a process of its own."""
    return _in_turn(iter(batch), _first(used), formulas)


@lru_cache(maxsize=4)
def _first(used: Dictionary) -> Dictionary:
    """Of equal dictionaries the first that came here, for it has its finders and engine made."""
    return used
