"""Which units of a word matrix are compared with which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from ..errors import ReportkitError, unknown
from ..matrix import Where, WordMatrix

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
# Above this share of the units, groups that are kept are quicker than going through the units;
# with more groups than this they would take more room than they save time.
FEW = 0.05
MOST_GROUPS = 300
_CUBES: WeakKeyDictionary[WordMatrix, dict[tuple[str, ...], csr_array]] = WeakKeyDictionary()


def group(matrix: WordMatrix, where: Where, name: str = "group") -> Mask:
    """Units of one group.

    Raises
    ------
    ReportkitError
        If no unit is in it; the message says which condition none fits.
    """
    mask = np.asarray(matrix.mask(where), dtype=bool)
    if not mask.any():
        raise _empty(matrix, where, name)
    return mask


def two_groups(matrix: WordMatrix, target: Where, reference: Where = None) -> tuple[Mask, Mask]:
    """Units of two groups that share none; the reference is all other units if None.

    Raises
    ------
    ReportkitError
        If one has no units, or units are in both.
    """
    first = group(matrix, target, "target")
    second = ~first if reference is None else group(matrix, reference, "reference")
    if not second.any():
        raise ReportkitError(
            f"All {len(matrix)} units are in the target, none is left to compare with. Choose "
            "fewer, such as target={'year': 2023}."
        )
    if (both := int((first & second).sum())) > 0:
        raise ReportkitError(
            f"{both} of {len(matrix)} units are in both groups. Give groups that share none, or "
            "leave out the reference to compare with all other units."
        )
    return first, second


def reports_of(matrix: WordMatrix, mask: Mask) -> frozenset[str]:
    """Reports that the chosen units belong to."""
    while matrix.finer is not None and matrix.codes is not None:
        mask, matrix = mask[matrix.codes], matrix.finer
    return frozenset(matrix.units["report_id"].to_numpy()[mask])


def word_sums(matrix: WordMatrix, where: Where, mask: Mask) -> tuple[Whole, Whole]:
    """How often each word occurs in the chosen units, and in how many of their reports."""
    if mask.sum() > FEW * len(matrix) and isinstance(where, Mapping) and _are_reports(matrix):
        grouped = matrix.group(list(where))
        if len(grouped) <= MOST_GROUPS:
            chosen = np.unique(np.asarray(grouped.codes)[mask])
            return grouped.vector(_one_of(chosen, len(grouped))), _holding(matrix, where, chosen)
    if _are_reports(matrix):
        # Counting in the gathered rows twice is quicker than gathering them twice.
        rows = matrix.counts[np.flatnonzero(mask)]
        size = len(matrix.words)
        counts = np.bincount(rows.indices, weights=rows.data, minlength=size)
        return counts.astype(np.int64), np.bincount(rows.indices, minlength=size)
    return matrix.vector(mask), matrix.reports_with(mask)


def _holding(matrix: WordMatrix, where: Mapping[str, object], chosen: Whole) -> Whole:
    """Reports of the chosen groups that have each word, from a cube that is made once."""
    from scipy.sparse import csr_array

    made = _CUBES.setdefault(matrix, {})
    columns = tuple(where)
    if columns not in made:
        grouped, counts = matrix.group(list(columns)), matrix.counts
        ones = np.ones(counts.nnz, dtype=np.int32)
        has = csr_array((ones, counts.indices, counts.indptr), shape=counts.shape)
        cells = (np.ones(len(matrix), np.int32), (grouped.codes, np.arange(len(matrix))))
        made[columns] = csr_array(cells, shape=(len(grouped), len(matrix))) @ has
    rows = made[columns][chosen]
    found = np.bincount(rows.indices, weights=rows.data, minlength=len(matrix.words))
    return found.astype(np.int64)


def _are_reports(matrix: WordMatrix) -> bool:
    """Whether every unit is a whole report, so that units that have a word are reports."""
    return matrix.finer is None and bool(matrix.units["report_id"].is_unique)


def _one_of(chosen: Whole, size: int) -> Mask:
    found = np.zeros(size, dtype=bool)
    found[chosen] = True
    return found


def _empty(matrix: WordMatrix, where: Where, name: str) -> ReportkitError:
    if isinstance(where, Mapping):
        for column, value in where.items():
            if not np.asarray(matrix.mask({column: value})).any():
                known = matrix.units[str(column)].dropna().unique()
                return unknown(f"{column} of the {name}", value, map(str, known))
    return ReportkitError(
        f"No unit is in the {name} ({where!r}): none of {len(matrix)} fits all conditions. Look "
        "at matrix.units."
    )
