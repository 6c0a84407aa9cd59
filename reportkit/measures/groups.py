"""Which units of a word matrix are compared with which."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ..errors import ReportkitError, unknown
from ..matrix import Where, WordMatrix

Mask = npt.NDArray[np.bool_]


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

    Not those that may be in the target: a report of unknown year is in neither group.

    Raises
    ------
    ReportkitError
        If one has no units, or units are in both.
    """
    first = group(matrix, target, "target")
    second = (
        ~first & ~_undecided(matrix, target, first)
        if reference is None
        else group(matrix, reference, "reference")
    )
    if not second.any():
        raise ReportkitError(
            f"All {len(matrix)} units are in the target or may be, none is left to compare with. "
            "Choose fewer, such as target={'year': 2023}."
        )
    if (both := int((first & second).sum())) > 0:
        raise ReportkitError(
            f"{both} of {len(matrix)} units are in both groups. Give groups that share none, or "
            "leave out the reference to compare with all other units."
        )
    return first, second


def _undecided(matrix: WordMatrix, target: Where, first: Mask) -> Mask:
    """Units outside a group that only an unknown value keeps out."""
    if not isinstance(target, Mapping):
        return np.zeros(len(matrix), dtype=bool)
    unknown = {c: matrix.units[str(c)].isna().to_numpy(bool) for c in target}
    open_ = ~first & np.logical_or.reduce([*unknown.values(), np.zeros(len(matrix), dtype=bool)])
    for column, value in target.items() if open_.any() else ():
        open_ &= unknown[column] | np.asarray(matrix.mask({column: value}), dtype=bool)
    return open_


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
