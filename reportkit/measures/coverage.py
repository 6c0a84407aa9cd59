"""Which indicators reports state at all: to be read before any of their values."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError, unknown
from .keys import KEYS, keys
from .panel import indicator_names, indicators

STATED, ZERO, NOT_STATED = "stated", "stated as zero", "not stated"


def statuses(corpus: Corpus, *, wanted: Sequence[str] | None = None) -> pd.DataFrame:
    """Whether each report states each indicator, one row a report and indicator.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    wanted : sequence of str, optional
        Indicators by key; those that at least one report here states if left out.

    Returns
    -------
    DataFrame
        report_id, place, year, doc_type, indicator, name, status (stated; stated as zero: every
        value of it is 0; not stated), n_values (different values or qualifiers; 0 if none).

    Notes
    -----
    ``not stated`` is a blank: nothing is known, least of all that it was zero. Targets of the
    plan part do not count. The indicators are those that the rules of the catalogue find.
    """
    panel = indicators(corpus, keys=wanted)
    groups = panel.assign(zero=panel["value"] == 0).groupby(["report_id", "indicator"])
    counted = groups.agg(n_values=("value", "size"), zero=("zero", "all")).reset_index()
    names = list(wanted) if wanted is not None else _in_order(panel)
    every = keys(corpus).merge(pd.DataFrame({"indicator": names}, dtype="str"), how="cross")
    rows = every.merge(counted, on=["report_id", "indicator"], how="left")
    rows["n_values"] = rows["n_values"].fillna(0).astype("Int64")
    zero = rows["zero"].fillna(False).astype("bool")
    status = pd.Series(STATED, index=rows.index, dtype="str")
    rows["status"] = status.mask(zero, ZERO).mask(rows["n_values"] == 0, NOT_STATED)
    rows["name"] = rows["indicator"].map(indicator_names()).astype("str")
    return rows[[*KEYS, "indicator", "name", "status", "n_values"]]


def coverage(
    corpus: Corpus,
    by: Sequence[str] = ("place", "year"),
    *,
    wanted: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Coverage matrix: reports down, indicators across.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    by : sequence of str
        What names the rows: any of report_id, place, year, doc_type.
    wanted : sequence of str, optional
        Indicators by key; those that at least one report here states if left out.

    Returns
    -------
    DataFrame
        One row a report, named by ``by`` (add report_id where a place has two documents of one
        year); one column an indicator, those that most reports state first. Cells: stated,
        stated as zero, not stated. No cell is ever 0: a blank is not a zero.
    """
    for name in by:
        if name not in KEYS:
            raise unknown("name of a row", name, KEYS)
    rows = statuses(corpus, wanted=wanted)
    cells = rows.pivot(index="report_id", columns="indicator", values="status")
    held = (cells != NOT_STATED).sum().sort_values(ascending=False, kind="stable")
    named = keys(corpus)
    # A corpus whose reports state nothing still has its rows.
    matrix = cells.reindex(index=named["report_id"], columns=list(held.index))
    return matrix.set_axis(named.set_index(list(by)).index).rename_axis(columns=None)


def shared_by(
    corpus: Corpus,
    report_ids: Sequence[str] | None = None,
    at_least: int | None = None,
) -> pd.DataFrame:
    """Indicators that the chosen reports have in common.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    report_ids : sequence of str, optional
        Reports that are to be compared; all if left out.
    at_least : int, optional
        In how many of them an indicator must be stated; in all if left out.

    Returns
    -------
    DataFrame
        One row an indicator, most shared first: indicator, name, n_reports (that state it),
        share (of the chosen reports, 0-1), n_zero (that state it as zero).

    Raises
    ------
    ReportkitError
        If a report is not here, or ``at_least`` is not between 1 and their number.

    Notes
    -----
    That two reports state one indicator does not say that its values compare: scope, basis and
    period may differ, see :func:`reportkit.measures.indicators`.
    """
    chosen = list(dict.fromkeys(corpus.reports["report_id"] if report_ids is None else report_ids))
    for report_id in chosen:
        if report_id not in set(corpus.reports["report_id"]):
            raise unknown("report", report_id, corpus.reports["report_id"], "corpus.reports")
    fewest = max(1, len(chosen)) if at_least is None else at_least
    if not 1 <= fewest <= max(1, len(chosen)):
        raise ReportkitError(
            f"at_least={fewest} does not fit {len(chosen)} reports. Give 1 to {len(chosen)}."
        )
    rows = statuses(corpus)
    rows = rows[rows["report_id"].isin(chosen) & (rows["status"] != NOT_STATED)]
    found = rows.groupby(["indicator", "name"], sort=False, as_index=False).agg(
        n_reports=("report_id", "nunique"),
        n_zero=("status", lambda said: (said == ZERO).sum()),
    )
    found["share"] = found["n_reports"] / max(1, len(chosen))
    counts = ["n_reports", "n_zero"]
    found[counts] = found[counts].astype("Int64")
    order = found[found["n_reports"] >= fewest].sort_values(
        ["n_reports", "indicator"], ascending=[False, True]
    )
    return order[["indicator", "name", "n_reports", "share", "n_zero"]].reset_index(drop=True)


def _in_order(panel: pd.DataFrame) -> list[str]:
    """Indicators of a panel in the catalogue's order."""
    here = set(panel["indicator"])
    return [key for key in indicator_names() if key in here]
