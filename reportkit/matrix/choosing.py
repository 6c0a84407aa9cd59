"""Which units are meant: columns of ``units`` and their values, or one true or false a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..errors import ReportkitError, unknown

# Which units: columns of ``units`` and the value each must have, or one of several; a true or
# false for every unit; None for all.
Where = Any
Vector = np.ndarray


def chosen(units: pd.DataFrame, where: Where) -> Vector:
    """True for each unit that is chosen; see ``WordMatrix.mask``."""
    if where is None:
        return np.ones(len(units), dtype=bool)
    if isinstance(where, Mapping):
        found = np.ones(len(units), dtype=bool)
        for column, value in where.items():
            found &= _fits(units, column, value)
        return found
    return _checked(where, len(units))


def known(units: pd.DataFrame, column: str) -> pd.Series:
    """Column of the units.

    Raises
    ------
    ReportkitError
        If there is no such column.
    """
    if column not in units:
        raise unknown("column of units", column, map(str, units.columns), "matrix.units")
    return units[column]


def _fits(units: pd.DataFrame, column: str, value: object) -> Vector:
    cells = known(units, column)
    plain = isinstance(value, str) or not isinstance(value, Iterable)
    values = [value] if plain else list(value)  # type: ignore[call-overload]
    fits = cells.isin(values).to_numpy(dtype=bool, na_value=False)
    if column == "place" and not fits.any():
        return _has_part(units, values)
    return fits


def _has_part(units: pd.DataFrame, names: Iterable[object]) -> Vector:
    """Units whose place, or its locality with the divisions above, has one of these names."""
    columns = [units[c] for c in ("place", "locality") if c in units]
    parts = [
        column.str.contains(str(name), regex=False, na=False).to_numpy(dtype=bool)
        for column in columns
        for name in names
    ]
    return np.logical_or.reduce([np.zeros(len(units), dtype=bool), *parts])


def _checked(where: Where, n: int) -> Vector:
    mask = np.asarray(where)
    if mask.shape != (n,) or mask.dtype.kind not in "bO":
        raise ReportkitError(
            f"{mask.shape} of {mask.dtype} can't choose among {n} units. Give one True or False "
            "a unit, or columns and their values: {'year': 2023}."
        )
    return pd.array(mask, dtype="boolean").fillna(False).to_numpy(dtype=bool)
