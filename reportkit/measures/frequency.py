"""How often words occur, and which words are characteristic of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import ReportkitError
from ..matrix import Where, WordMatrix
from .groups import Mask, group

Whole = npt.NDArray[np.int64]
By = str | Sequence[str] | None
MOST = 20


def word_frequency(
    matrix: WordMatrix,
    chosen: Where = None,
    *,
    by: By = None,
    per: int = 1000,
    without: Iterable[str] = (),
    words: Iterable[str] | None = None,
    most: int | None = None,
) -> pd.DataFrame:
    """How often each word occurs: counts, rates, and the share of units that have it.

    Parameters
    ----------
    matrix : WordMatrix
        Counts by report, section, part, theme or sentence; made with ``formulas=False`` it
        leaves out set phrases of the genre.
    chosen : mapping, array or Series of bool, optional
        Which units, such as ``{"year": 2023}``; all if None.
    by : str or sequence of str, optional
        Columns of ``matrix.units`` (place, year, part, theme …): one list for each group.
    per : int
        Words that rates refer to.
    without : iterable of str
        Words not listed, such as ``words.stopwords()``; rates refer to all words all the same.
    words : iterable of str, optional
        The only words listed, those that occur; all if None.
    most : int, optional
        Words listed for each group, and those that tie with the last; all if None.

    Returns
    -------
    DataFrame
        (columns of ``by``), word, count, per_1000 (or as ``per`` says), units_with (units that
        have the word), share_of_units (of those that have words, 0-1; document frequency where
        units are reports), rank (1 = most frequent; equal counts share a rank). Words that do
        not occur have no row. ``attrs``: words (what cut them).

    Raises
    ------
    ReportkitError
        If no unit is chosen, or a name is unknown.

    Notes
    -----
    per_1000 = 1000 count / all words of the group. More = the word takes more of the text: not
    more activity. Rates may be compared between groups of different length, not between
    segmenters or dictionaries. A high rate in one unit of many is no trait of the group: see
    share_of_units and :func:`dispersion`.
    """
    if per < 1 or (most is not None and most < 1):
        raise ReportkitError(
            f"per={per} and most={most} must be 1 or more. Give such as per=1000, most={MOST}; "
            "most=None lists all words."
        )
    mask = group(matrix, chosen)
    matrix = matrix if words is None else matrix.of_words(words)
    groups = _Groups(matrix, mask, by)
    cells = groups.cells()
    kept = _shown(cells, cells.count, left_out(matrix, without), most)
    order = kept[_in_order(matrix, cells.only(kept), cells.count[kept])]
    units_with, cells = groups.units_with(cells, order), cells.only(order)
    table = cells.table(matrix).assign(units_with=units_with)
    table[f"per_{per}"] = per * table["count"] / groups.n_words[cells.row]
    table["share_of_units"] = table["units_with"] / groups.n_units[cells.row]
    table = _ranked(groups.units, table, "count")
    shown = ["word", "count", f"per_{per}", "units_with", "share_of_units", "rank"]
    table = table[[*groups.units.columns, *shown]]
    table.attrs = {"words": matrix.segmenter, "invented": matrix.invented}
    return table


def tf_idf(
    matrix: WordMatrix,
    chosen: Where = None,
    *,
    by: By = None,
    without: Iterable[str] = (),
    most: int | None = MOST,
) -> pd.DataFrame:
    """Words that are frequent in a unit and rare in the others.

    ``tf_idf`` = (count / all words of the unit) · ln(N / units that have the word), N units that
    have words (Spärck Jones 1972; Salton and Buckley 1988).

    Parameters
    ----------
    matrix : WordMatrix
        Counts by report, section, part or theme.
    chosen : mapping, array or Series of bool, optional
        Which units; N counts these only. All if None.
    by : str or sequence of str, optional
        Take units that share these columns (place, year …) as one.
    without : iterable of str
        Words not listed.
    most : int, optional
        Words listed for each unit, and those that tie with the last; all if None.

    Returns
    -------
    DataFrame
        Columns that name the unit (report_id, place, year, level, … or those of ``by``), word,
        count, units_with, tf_idf, rank. ``attrs``: words, n_units.

    Raises
    ------
    ReportkitError
        If no unit is chosen, or a name is unknown.

    Notes
    -----
    Higher = more the unit's own. 0 = every unit has it; missing if there is one unit only. It
    weighs, it does not test: for two groups :func:`keyness` says how sure a difference is. Values
    depend on which units there are and are not compared between corpora. Names of places and
    people lead such lists; names are no topics.
    """
    units = matrix if chosen is None else matrix.rows(group(matrix, chosen))
    units = units if by is None else units.group(by)
    having, cells = units.units_with, _cells_of(units)
    # Units without words say nothing of how rare a word is, and one unit alone neither.
    n_units = int(np.count_nonzero(units.totals))
    rarity = np.log(n_units / having[cells.column]) if n_units > 1 else np.nan
    weight = cells.count / units.totals[cells.row] * rarity
    telling = weight if n_units > 1 else cells.count
    kept = _shown(cells, telling, left_out(matrix, without), most)
    kept = kept[_in_order(units, cells.only(kept), weight[kept])]
    cells = cells.only(kept)
    table = cells.table(matrix).assign(units_with=having[cells.column], tf_idf=weight[kept])
    names = [c for c in units.units.columns if c in _NAMES or c in _columns(by)]
    table = _ranked(units.units[names], table, "tf_idf")
    table.attrs = {"words": matrix.segmenter, "n_units": n_units, "invented": matrix.invented}
    return table


_TYPES = {"word": "str", "count": "Int64", "units_with": "Int64", "rank": "Int64"}
# What tells one unit from another.
_NAMES = frozenset(
    ("report_id", "place", "year", "doc_type", "part", "theme", "section_id", "sentence_id")
)


@dataclass(frozen=True)
class _Cells:
    """Words of groups, group by group: row of the group, column of the word, count."""

    row: Whole
    column: Whole
    count: Whole
    # Where the cells of each group begin, and where the last one ends.
    begins: Whole

    def only(self, kept: Whole) -> _Cells:
        begins = np.searchsorted(self.row[kept], np.arange(len(self.begins)))
        return _Cells(self.row[kept], self.column[kept], self.count[kept], begins)

    def table(self, matrix: WordMatrix) -> pd.DataFrame:
        words = matrix.names.take(self.column)
        return pd.DataFrame({"row": self.row, "word": words, "count": self.count})


def _cells_of(matrix: WordMatrix) -> _Cells:
    counts = matrix.counts
    row = np.repeat(np.arange(len(matrix)), np.diff(counts.indptr))
    return _Cells(row, counts.indices, counts.data.astype(np.int64), counts.indptr)


class _Groups:
    """Chosen units of a matrix, as one group or as several that share some columns."""

    def __init__(self, matrix: WordMatrix, mask: Mask, by: By) -> None:
        self._matrix, self._mask, self._by = matrix, mask, by
        # Which group each unit is in; -1 for none.
        self._codes = np.where(mask, 0, -1)
        self.units = pd.DataFrame(index=[0])
        if by is not None:
            self._grouped = (matrix if mask.all() else matrix.rows(mask)).group(by)
            self._codes[mask] = self._grouped.codes
            self.units = self._grouped.units[_columns(by)]
        size = len(self.units)
        # Whether a report without words would have a word is not known.
        spoken = mask & (matrix.totals > 0)
        self.n_units = np.bincount(self._codes[spoken], minlength=size)
        self.n_words = np.bincount(self._codes[mask], matrix.totals[mask], minlength=size)

    def cells(self) -> _Cells:
        if self._by is not None:
            return _cells_of(self._grouped)
        counts = self._matrix.vector(self._mask)
        found = np.flatnonzero(counts)
        return _Cells(np.zeros_like(found), found, counts[found], np.array([0, len(found)]))

    def units_with(self, cells: _Cells, some: Whole) -> Whole:
        """How many units of its group have the word of each of some cells."""
        if self._by is not None:
            return self._grouped.units_of_cells[some]
        columns = cells.column[some]
        if self._mask.all():
            return self._matrix.units_with[columns]
        holding = self._matrix.by_word[:, columns].tocoo()
        return np.bincount(holding.col[self._mask[holding.row]], minlength=len(columns))


def left_out(matrix: WordMatrix, without: Iterable[str]) -> Mask:
    """True for the words that are not wanted."""
    unwanted = [without] if isinstance(without, str) else list(without)
    columns = matrix.words.get_indexer(pd.Index(unwanted, dtype=object))
    found = np.zeros(len(matrix.words), dtype=bool)
    found[columns[columns >= 0]] = True
    return found


def _shown(cells: _Cells, value: npt.NDArray, unwanted: Mask, most: int | None) -> Whole:
    """Cells with the largest values of each group; ties with the last are in."""
    wanted = ~unwanted[cells.column]
    if most is None:
        return np.flatnonzero(wanted)
    found = []
    for begin, end in zip(cells.begins[:-1], cells.begins[1:], strict=True):
        here = begin + np.flatnonzero(wanted[begin:end])
        if len(here) > most:
            least = np.partition(value[here], len(here) - most)[len(here) - most]
            here = here[value[here] >= least]
        found.append(here)
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _in_order(matrix: WordMatrix, cells: _Cells, value: npt.NDArray) -> Whole:
    """Cells group by group, the largest values first, equal ones by their words."""
    return np.lexsort((matrix.place_in_alphabet[cells.column], -value, cells.row))


def _ranked(groups: pd.DataFrame, table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Rows, which are in order, behind their group's names; equal values share a rank."""
    row, value = table["row"].to_numpy(), table[by].to_numpy(np.float64)
    begins = np.diff(row, prepend=-1) != 0
    changes = begins | (np.diff(value, prepend=np.nan) != 0)
    place = np.arange(len(row))
    first = np.maximum.accumulate(np.where(changes, place, 0))
    group = np.maximum.accumulate(np.where(begins, place, 0))
    table = table.assign(rank=np.where(np.isnan(value), np.nan, first - group + 1))
    names = groups.take(row).reset_index(drop=True)
    return pd.concat([names, table.drop(columns="row")], axis=1).astype(_TYPES)


def _columns(by: By) -> list[str]:
    if by is None:
        return []
    return [by] if isinstance(by, str) else list(by)
