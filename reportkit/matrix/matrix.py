"""A matrix of units (reports, sections, years …) by words, and the questions asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..errors import unknown
from . import choosing
from .choosing import Vector, Where
from .presence import Presence

if TYPE_CHECKING:
    from pandas.api.extensions import ExtensionArray
    from scipy.sparse import csc_array, csr_array

# Up to so many counts it is quicker to gather them than to ask what is kept for any choice.
FEW_CELLS = 1_500_000


@dataclass(frozen=True, eq=False, repr=False)
class WordMatrix:
    """How often each word occurs in each unit. Nothing in it changes; questions give new tables.

    Attributes
    ----------
    words : Index
        The words, in the order of the columns.
    units : DataFrame
        One row a row of the matrix: report_id, place, year, level, what else ``reports`` says,
        and part, theme, section_id or sentence_id where the units are smaller than reports.
    counts : csr_array
        Units by words, int32.
    segmenter : str
        What cut the words; counts of other words are not comparable.
    """

    words: pd.Index
    units: pd.DataFrame
    counts: csr_array
    segmenter: str
    # A grouped matrix knows what it was grouped from, for reports can't be counted in sums.
    finer: WordMatrix | None = None
    codes: Vector | None = None
    # A matrix that was cut out of another knows which words of that it has; None for all.
    whole: WordMatrix | None = None
    columns: Vector | None = None
    _groups: dict[tuple[str, ...], WordMatrix] = field(default_factory=dict, init=False)

    def __repr__(self) -> str:
        n_units, n_words = self.counts.shape
        return f"<WordMatrix: {n_units} units, {n_words} words, {self.totals.sum()} occurrences>"

    def __len__(self) -> int:
        """Count the units."""
        return len(self.units)

    @cached_property
    def by_word(self) -> csc_array:
        """The counts once more, by columns: for one word over all units. Doubles the memory."""
        return self.counts.tocsc()

    @property
    def invented(self) -> bool:
        """Whether a unit is of a report that says that it is invented."""
        units = self.units if self.finer is None else self.finer.units
        return "invented" in units and bool(units["invented"].fillna(False).any())

    @cached_property
    def presence(self) -> Presence:
        """The counts a third time, for sums over any many units; half as large."""
        return Presence(self.by_word)

    @cached_property
    def names(self) -> ExtensionArray:
        """The words as texts of a table: made once, for it takes longer than most questions."""
        if self.whole is None:
            return pd.array(self.words.to_numpy(), dtype="str")
        names = self.whole.names
        return names if self.columns is None else names.take(self.columns)

    @cached_property
    def alphabet(self) -> Vector:
        """Columns in the order of their words."""
        if self.whole is None:
            return self.names.argsort()
        order = self.whole.alphabet
        return order if self.columns is None else _renumbered(order, self.columns)

    @cached_property
    def totals(self) -> Vector:
        """Words in each unit."""
        # A product, which scipy is quicker at than at sums of rows; int32 as in _column_sums.
        return _fixed(self.counts @ np.ones(len(self.words), dtype=np.int32))

    @cached_property
    def frequency(self) -> Vector:
        """How often each word occurs in all units together."""
        return _fixed(_column_sums(self.counts))

    @cached_property
    def document_frequency(self) -> Vector:
        """How many reports hold each word, whatever the units are."""
        return _fixed(self.reports_with())

    @cached_property
    def units_with(self) -> Vector:
        """How many units hold each word."""
        return np.bincount(self.counts.indices, minlength=len(self.words))

    @cached_property
    def units_of_cells(self) -> Vector:
        """How many units each count of a grouped matrix was added up from."""
        from scipy.sparse import csr_array

        if self.finer is None or self.codes is None:
            return np.ones(self.counts.nnz, dtype=np.int64)
        finer = self.finer.counts
        ones = np.ones(finer.nnz, dtype=np.int32)
        once = csr_array((ones, finer.indices, finer.indptr), shape=finer.shape)
        return _fixed(summed(once, self.codes, len(self)).data)

    @cached_property
    def place_in_alphabet(self) -> Vector:
        """Place of each column in the order of the words."""
        place = np.empty(len(self.words), dtype=np.int64)
        place[self.alphabet] = np.arange(len(self.words))
        return place

    def word_id(self, word: str) -> int:
        """Column of a word.

        Raises
        ------
        ReportkitError
            If no unit has the word.
        """
        if word not in self.words:
            raise unknown("word", word, self.words, "matrix.words")
        return int(self.words.get_indexer(pd.Index([word], dtype=object))[0])

    def mask(self, where: Where = None) -> Vector:
        """True for each unit that is chosen.

        Parameters
        ----------
        where : mapping, array or Series of bool, optional
            ``{"year": range(2019, 2022), "level": "county"}`` chooses units that fit all
            conditions; one whose value is unknown never fits. A place is its full name, or
            part of it where no unit's full name is that. None chooses all units.

        Raises
        ------
        ReportkitError
            If there is no such column, or not one true or false a unit.
        """
        return choosing.chosen(self.units, where)

    def rows(self, where: Where) -> WordMatrix:
        """Matrix of the chosen units only; words keep their columns."""
        mask = self.mask(where)
        if mask.all():
            return self
        chosen = np.flatnonzero(mask)
        rows = WordMatrix(
            self.words,
            self.units.take(chosen).reset_index(drop=True),
            self.counts[chosen],
            self.segmenter,
            *self._finer_rows(chosen),
            *self._cut_from(self.columns),
        )
        vars(rows)["totals"] = _fixed(self.totals[chosen])
        return rows

    def occurring(self) -> WordMatrix:
        """Matrix of the words that occur in these units."""
        held = self.units_with > 0
        if held.all():
            return self
        columns = np.flatnonzero(held)
        words, counts = self.words[columns], _only(self.counts, held)
        kept = columns if self.columns is None else self.columns[columns]
        finer = None if self.finer is None else self.finer.occurring()
        cut = self._cut_from(kept)
        return WordMatrix(words, self.units, counts, self.segmenter, finer, self.codes, *cut)

    def of_words(self, words: Iterable[str]) -> WordMatrix:
        """Matrix of some words, those that occur; the totals of its units are still of all."""
        columns = self.words.get_indexer(pd.Index(list(words), dtype=object))
        columns = np.unique(columns[columns >= 0])
        kept = columns if self.columns is None else self.columns[columns]
        some = WordMatrix(
            self.words[columns],
            self.units,
            self.counts[:, columns],
            self.segmenter,
            None,
            None,
            *self._cut_from(kept),
        )
        vars(some)["totals"] = self.totals
        return some

    def _cut_from(self, columns: Vector | None) -> tuple[WordMatrix, Vector | None]:
        """What a matrix of rows or columns of this one was cut from in the end."""
        return self.whole or self, columns

    def vector(self, where: Where = None) -> Vector:
        """How often each word occurs in the chosen units together."""
        return self._frequency(self.mask(where))

    def sums(self, where: Where = None, fewest: int = 1) -> tuple[Vector, Vector]:
        """How often each word occurs in the chosen units, and how many of their reports have it.

        The same as :meth:`vector` and :meth:`reports_with`, but quicker together, and quicker
        still if words are not needed that fewer than ``fewest`` of all reports have: theirs need
        not be right then.
        """
        mask = self.mask(where)
        if not self._has_whole_reports:
            return self._frequency(mask), self.reports_with(mask)
        if self._cells(mask) <= self._cells(~mask):
            return self._both(mask, fewest)
        counts, reports = self._both(~mask, fewest)
        return self.frequency - counts, self.document_frequency - reports

    def reports_of(self, where: Where = None) -> Vector:
        """True for each report that the chosen units belong to, in the order of the units."""
        mask = self.mask(where)
        if self.finer is not None and self.codes is not None:
            return self.finer.reports_of(mask[self.codes])
        found = np.zeros(self._reports.max(initial=-1) + 1, dtype=bool)
        found[self._reports[mask]] = True
        return found

    def count(self, word: str) -> pd.DataFrame:
        """One word over all units: the units with count, per_1000 words (missing without words)."""
        occurs = np.zeros(len(self), dtype=np.int64)
        if word in self.words:
            column = _column(self.by_word, self.word_id(word))
            occurs[column[0]] = column[1]
        table = self.units.assign(count=occurs, per_1000=per_1000(occurs, self.totals))
        table.attrs["words"] = self.segmenter
        return table

    def reports_with(self, where: Where = None) -> Vector:
        """How many reports hold each word, of the reports that the chosen units belong to.

        Parameters
        ----------
        where : mapping or array of bool, optional
            Which units, as for :meth:`mask`.
        """
        mask = self.mask(where)
        if self.finer is not None and self.codes is not None:
            return self.finer.reports_with(mask[self.codes])
        if self._has_whole_reports:
            return self.units_with if mask.all() else self.sums(mask)[1]
        chosen = self.counts[np.flatnonzero(mask)]
        per_report = summed(chosen, *self._report_codes(mask))
        return np.bincount(per_report.indices, minlength=len(self.words))

    def group(self, by: str | Sequence[str]) -> WordMatrix:
        """Units that share their values in ``by`` as one unit; unknown values are a group too.

        Parameters
        ----------
        by : str or sequence of str
            Columns of ``units``. The same grouping is made once.

        Returns
        -------
        WordMatrix
            Its ``units`` have the columns ``by`` and n_units, in sorted order, unknown last.
        """
        columns = (by,) if isinstance(by, str) else tuple(by)
        for column in columns:
            choosing.known(self.units, column)
        if columns not in self._groups:
            self._groups[columns] = self._grouped(list(columns))
        return self._groups[columns]

    def _grouped(self, columns: list[str]) -> WordMatrix:
        groups = self.units.groupby(columns, dropna=False, sort=True)
        codes = groups.ngroup().to_numpy()
        units = groups.size().rename("n_units").reset_index()
        return WordMatrix(
            self.words, units, summed(self.counts, codes, len(units)), self.segmenter, self, codes
        )

    def _finer_rows(self, chosen: Vector) -> tuple[WordMatrix | None, Vector | None]:
        if self.finer is None or self.codes is None:
            return None, None
        new = np.full(len(self), -1)
        new[chosen] = np.arange(len(chosen))
        codes = new[self.codes]
        return self.finer.rows(codes >= 0), codes[codes >= 0]

    def _cells(self, mask: Vector) -> int:
        """How many counts the chosen units have."""
        return int(np.diff(self.counts.indptr)[mask].sum())

    def _frequency(self, mask: Vector) -> Vector:
        """Column sums of the masked rows, or of all others taken off the whole."""
        if self._cells(mask) > self._cells(~mask):
            return self.frequency - self._sums(~mask)
        return self._sums(mask)

    def _sums(self, mask: Vector) -> Vector:
        """Column sums of the masked rows."""
        if self._cells(mask) <= FEW_CELLS:
            return _column_sums(self.counts[np.flatnonzero(mask)])
        return self.presence.sums(mask)[0]

    def _both(self, mask: Vector, fewest: int) -> tuple[Vector, Vector]:
        """Column sums of the masked rows, and how many of these hold each word."""
        if self._cells(mask) > FEW_CELLS:
            return self.presence.sums(mask, fewest)
        rows = self.counts[np.flatnonzero(mask)]
        return _column_sums(rows), np.bincount(rows.indices, minlength=len(self.words))

    @cached_property
    def _has_whole_reports(self) -> bool:
        if self.finer is not None:
            return False
        return len(self._reports) == 0 or self._reports.max() + 1 == len(self)

    @cached_property
    def _reports(self) -> Vector:
        """Number of each unit's report."""
        return pd.factorize(self.units["report_id"])[0]

    def _report_codes(self, mask: Vector) -> tuple[Vector, int]:
        codes, names = pd.factorize(self._reports[mask])
        return codes, len(names)


def per_1000(counts: Any, totals: Any) -> Vector:  # noqa: ANN401  # numbers or arrays of them
    """Counts per 1,000 words; missing where there are no words, for nothing was asked there."""
    return 1000 * _share(counts, totals)


def _share(counts: Any, totals: Any) -> Vector:  # noqa: ANN401
    counts, totals = np.broadcast_arrays(np.asarray(counts, float), np.asarray(totals, float))
    return np.divide(counts, totals, out=np.full(counts.shape, np.nan), where=totals > 0)


def _column_sums(counts: csr_array) -> Vector:
    # int32, for another type would copy all counts.
    sums: Vector = counts.T @ np.ones(counts.shape[0], dtype=np.int32)
    return sums.astype(np.int64)


def _column(by_word: csc_array, column: int) -> tuple[Vector, Vector]:
    """Rows that hold a word, and how often."""
    part = slice(by_word.indptr[column], by_word.indptr[column + 1])
    return by_word.indices[part], by_word.data[part]


def summed(counts: csr_array, codes: Vector, n: int) -> csr_array:
    """Rows with the same code added up."""
    from scipy.sparse import csc_array

    # int32 throughout, or the sums would have places of eight bytes.
    ones, ends = np.ones(len(codes), dtype=np.int32), np.arange(len(codes) + 1, dtype=np.int32)
    adder = csc_array((ones, codes.astype(np.int32), ends), shape=(n, len(codes)))
    return (adder.tocsr() @ counts).tocsr()


def _only(counts: csr_array, held: Vector) -> csr_array:
    """Columns that are held; no other has a count."""
    from scipy.sparse import csr_array

    columns = (np.cumsum(held) - 1).astype(np.int32)
    parts = (counts.data, columns[counts.indices], counts.indptr)
    return csr_array(parts, shape=(counts.shape[0], int(held.sum())))


def _renumbered(order: Vector, columns: Vector) -> Vector:
    """Places of these columns in an order of all."""
    place = np.full(len(order), -1)
    place[columns] = np.arange(len(columns))
    found = place[order]
    return found[found >= 0]


def _fixed(values: Vector) -> Vector:
    values = values.astype(np.int64)
    values.flags.writeable = False
    return values
