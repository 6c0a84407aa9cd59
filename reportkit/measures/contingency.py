"""Association in two-by-two tables, for arrays of tables at once; ill-defined is missing.

A table counts tokens: ``both`` a word in a group (or beside a node), ``word`` the word anywhere,
``group`` all tokens of the group, ``total`` all tokens. The four cells follow from these.
"""

from __future__ import annotations

from math import erfc

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
# Counts as they come, whole numbers too.
Counted = npt.NDArray[np.float64] | npt.NDArray[np.int64]


def expected(word: Counted, group: Counted | float, total: Counted | float) -> Values:
    """Count to expect if word and group had nothing to do with each other."""
    return _divided(np.asarray(word, np.float64) * group, total)


def log_likelihood(
    both: Counted, word: Counted, group: Counted | float, total: Counted | float
) -> Values:
    """Log-likelihood ratio G² of each table, over all its four cells (Dunning 1993).

    0 = as expected; larger = less likely by chance, in either direction; about chi-squared with
    one degree of freedom. Missing where the group or what is not in it has no tokens.

    Examples
    --------
    >>> log_likelihood(np.array([10.0]), np.array([15.0]), 100.0, 300.0).round(3)
    array([7.33])
    """
    a = np.asarray(both, np.float64)
    rows = (np.asarray(word, np.float64), total - np.asarray(word, np.float64))
    columns = (np.asarray(group, np.float64), total - np.asarray(group, np.float64))
    cells = ((a, columns[0] - a), (rows[0] - a, rows[1] - columns[0] + a))
    found = np.zeros(np.broadcast_shapes(a.shape, rows[0].shape))
    for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)):
        found = found + _share(cells[j][i], expected(rows[i], columns[j], total))
    defined = (columns[0] > 0) & (columns[1] > 0)
    # Rounding may leave a table that fits exactly a hair below 0.
    return np.where(defined, np.maximum(2 * found, 0.0), np.nan)


def p_value(statistic: Values) -> Values:
    """Probability of a G² as large or larger by chance, from chi-squared with one degree."""
    # The same as scipy.special.chdtrc(1, statistic), whose import alone takes as long as a reader
    # should wait for a redraw.
    roots = np.sqrt(np.asarray(statistic, np.float64) / 2)
    return np.fromiter(map(erfc, roots.tolist()), np.float64, len(roots))


def adjusted(p: Values) -> Values:
    """Benjamini and Hochberg's q: least false discovery rate at which each test passes.

    Examples
    --------
    >>> adjusted(np.array([0.01, 0.04, 0.03, np.nan])).round(3)
    array([0.03, 0.04, 0.04,  nan])
    """
    values = np.asarray(p, np.float64)
    found = np.full(values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    scaled = values[order] * len(order) / np.arange(1, len(order) + 1)
    found[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return found


def _share(cell: Values, fitting: Values) -> Values:
    """Part of one cell in G²; a cell without tokens adds nothing."""
    ratio = np.divide(cell, fitting, out=np.ones_like(fitting), where=(cell > 0) & (fitting > 0))
    return np.asarray(cell * np.log(ratio), np.float64)


def _divided(top: Values, below: Counted | float) -> Values:
    below = np.asarray(below, np.float64)
    shape = np.broadcast_shapes(np.shape(top), below.shape)
    out = np.full(shape, np.nan)
    return np.divide(top, below, out=out, where=np.broadcast_to(below != 0, shape))
