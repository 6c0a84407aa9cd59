"""How many of the hits are right, from a sample that was judged."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import pandas as pd

from .bootstrap import CONFIDENCE
from .judgements import RIGHT, TYPES, UNSURE, WRONG, judged


def precision(judgements: pd.DataFrame) -> pd.DataFrame:
    """Share of hits that are right, with a Wilson interval and what the unsure ones leave open.

    Parameters
    ----------
    judgements : DataFrame
        What :func:`judgements` drew and a reader judged, or :func:`read_judgements` read; several
        tables may be one below the other.

    Returns
    -------
    DataFrame
        One row a rule and corpus: rule, corpus, n_hits (in the corpus), n_drawn, right, wrong,
        unsure, not_judged, precision (right / (right + wrong)), at_least and at_most (if all the
        unsure were wrong, or right), low (lower Wilson limit of at_least) and high (upper one
        of at_most). Without unsure ones the three shares are the same.

    Raises
    ------
    ReportkitError
        If a column is missing or a judgement is none.

    Notes
    -----
    Higher = more of what is found is meant; nothing is said of what is not found. 95 %
    interval of Wilson (1927): of samples drawn like this, 95 in 100 have intervals that
    hold the share of right hits in this corpus, as this reader judges. It is not narrowed for
    small numbers of hits, so it is too wide where most were judged. Rows not judged count for
    nothing. Where none is judged, all is missing.

    References
    ----------
    Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference,
    JASA 22(158), 209-212.

    Examples
    --------
    >>> low, high = wilson(18, 20)
    >>> round(low, 3), round(high, 3)
    (0.699, 0.972)
    """
    rows = judged(judgements)
    groups = rows.groupby(["rule", "corpus"], sort=False)
    found = [_row(str(rule), str(corpus), of_rule) for (rule, corpus), of_rule in groups]
    return pd.DataFrame(found, columns=list(_TYPES)).astype(_TYPES)


_TYPES = {
    "rule": TYPES["rule"],
    "corpus": TYPES["corpus"],
    "n_hits": "Int64",
    "n_drawn": "Int64",
    "right": "Int64",
    "wrong": "Int64",
    "unsure": "Int64",
    "not_judged": "Int64",
    "precision": "float64",
    "at_least": "float64",
    "at_most": "float64",
    "low": "float64",
    "high": "float64",
}


def wilson(right: int, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Wilson's interval of a share: lower and upper limit; not a number if ``n`` is 0.

    Parameters
    ----------
    right, n : int
        How many are right, of how many.
    confidence : float
        0.95 for a 95 % interval.
    """
    if n == 0:
        return float("nan"), float("nan")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = right / n
    middle = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = ((middle + side * half) / (1 + z * z / n) for side in (-1, 1))
    # None or all right: the limit is 0 or 1, but for the rounding.
    return (0.0 if right == 0 else low), (1.0 if right == n else high)


def _row(rule: str, corpus: str, rows: pd.DataFrame) -> tuple[object, ...]:
    counts = {said: int((rows["judgement"] == said).sum()) for said in (RIGHT, WRONG, UNSURE)}
    right, wrong, unsure = counts.values()
    n = right + wrong + unsure
    shares = (_share(right, right + wrong), _share(right, n), _share(right + unsure, n))
    limits = (wilson(right, n)[0], wilson(right + unsure, n)[1])
    sizes = (int(rows["n_hits"].iloc[0]), len(rows), right, wrong, unsure, len(rows) - n)
    return rule, corpus, *sizes, *shares, *limits


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
