"""Which indicators reports state at all: to be read before any of their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError, unknown
from .keys import KEYS, keys, rows_in_whole
from .numbering import Numbers, places_in
from .panel import check_keys, indicator_names, indicators

STATED, ZERO, NOT_STATED = "stated", "stated as zero", "not stated"
STATUSES = pd.array([NOT_STATED, STATED, ZERO], dtype="str")
_ZERO = 2


Wanted = Sequence[str] | pd.DataFrame | None


def statuses(corpus: Corpus, *, wanted: Wanted = None) -> pd.DataFrame:
    """Whether each report states each indicator, one row a report and indicator.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    wanted : sequence of str or DataFrame, optional
        Indicators by key, or a table of them such as :func:`shared_by` gives; those that at
        least one report here states if left out.

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
    held, named = _held_by(corpus, wanted), keys(corpus)
    report, indicator = (each.ravel() for each in np.indices(held.n_values.shape))
    titles = indicator_names()
    return (
        named.take(report)
        .reset_index(drop=True)
        .assign(
            indicator=pd.array(held.names, dtype="str").take(indicator),
            name=pd.array([titles[key] for key in held.names], dtype="str").take(indicator),
            status=STATUSES.take(held.status.ravel()),
            n_values=pd.array(held.n_values.ravel(), dtype="Int64"),
        )
    )


def status_counts(corpus: Corpus, *, wanted: Wanted = None) -> pd.DataFrame:
    """How many reports on each year state each indicator, and how many do not.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    wanted : sequence of str or DataFrame, optional
        Indicators by key, or a table of them such as :func:`shared_by` gives; those that at
        least one report here states if left out.

    Returns
    -------
    DataFrame
        One row an indicator, year and status, if there is a report of it; indicators that most
        reports state first: indicator, name, year (missing for reports that do not state
        theirs), status (as in :func:`statuses`), n_reports, share (of the reports on that year).

    Notes
    -----
    ``not stated`` is a blank, not a zero; see :func:`statuses`, which has a row a report.
    """
    held, titles = _held_by(corpus, wanted), indicator_names()
    year, years = pd.factorize(keys(corpus)["year"], sort=True)
    year = np.where(year < 0, len(years), year)  # those without a year stand last
    order, ranks = _most_stated(held), len(STATUSES)
    shape = len(order), len(years) + 1, ranks
    # Stated, as zero, not stated.
    rank = (held.status[:, order] - 1) % ranks
    cell = (np.arange(shape[0]) * shape[1] + year[:, None]) * ranks + rank
    n_reports = np.bincount(cell.ravel(), minlength=shape[0] * shape[1] * ranks)
    rows = np.flatnonzero(n_reports)
    indicator, of_year, ranked = np.unravel_index(rows, shape)
    names = [held.names[n] for n in order]
    found = pd.DataFrame(
        {
            "indicator": pd.array(names, dtype="str").take(indicator),
            "name": pd.array([titles[key] for key in names], dtype="str").take(indicator),
            "year": pd.array([*years, None], dtype="Int64").take(of_year),
            "status": STATUSES.take((ranked + 1) % ranks),
            "n_reports": pd.array(n_reports[rows], dtype="Int64"),
            "share": n_reports[rows] / np.bincount(year, minlength=shape[1])[of_year],
        }
    )
    found.attrs = keys(corpus).attrs
    return found


def coverage(
    corpus: Corpus,
    by: Sequence[str] = ("place", "year"),
    *,
    wanted: Wanted = None,
) -> pd.DataFrame:
    """Coverage matrix: reports down, indicators across.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    by : sequence of str
        What names the rows: any of report_id, place, year, doc_type.
    wanted : sequence of str or DataFrame, optional
        Indicators by key, or a table of them such as :func:`shared_by` gives; those that at
        least one report here states if left out.

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
    held = _held_by(corpus, wanted)
    order = _most_stated(held)
    named = keys(corpus).set_index(list(by)).index
    columns = [held.names[n] for n in order]
    cells = [pd.Series(STATUSES.take(each), named) for each in held.status.T[order]]
    return pd.concat(cells, axis=1, keys=columns) if cells else pd.DataFrame(index=named)


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
    rows = _rows_of(corpus, report_ids)
    fewest = max(1, len(rows)) if at_least is None else at_least
    if not 1 <= fewest <= max(1, len(rows)):
        raise ReportkitError(
            f"at_least={fewest} does not fit {len(rows)} reports. Give 1 to {len(rows)}."
        )
    held, titles = corpus.once(_held), indicator_names()
    n_reports = (held.n_values[rows] > 0).sum(axis=0)
    n_zero = (held.status[rows] == _ZERO).sum(axis=0)
    order = [n for n in _most_stated(held, rows) if n_reports[n] >= fewest]
    found = pd.DataFrame(
        {
            "indicator": pd.array([held.names[n] for n in order], dtype="str"),
            "name": pd.array([titles[held.names[n]] for n in order], dtype="str"),
            "n_reports": pd.array(n_reports[order], dtype="Int64"),
            "share": n_reports[order] / max(1, len(rows)),
            "n_zero": pd.array(n_zero[order], dtype="Int64"),
        }
    )
    found.attrs = keys(corpus).attrs
    return found


def _rows_of(corpus: Corpus, report_ids: Sequence[str] | None) -> Numbers:
    """Rows of ``keys`` that are of these reports."""
    known = keys(corpus)["report_id"]
    if report_ids is None:
        return np.arange(len(known))
    chosen = pd.Series(list(dict.fromkeys(report_ids)), dtype="str")
    rows = places_in(chosen, known)
    if len(strange := chosen[rows < 0]):
        raise unknown("report", strange.iloc[0], corpus.reports["report_id"], "corpus.reports")
    return rows


class _Held(NamedTuple):
    """For every report (down, as in ``keys``) and indicator: its values, and those that are 0."""

    names: Sequence[str]
    n_values: Numbers
    n_zero: Numbers

    @property
    def status(self) -> Numbers:
        """Place of each status in ``STATUSES``."""
        some, all_zero = self.n_values > 0, self.n_values == self.n_zero
        return some.astype(np.int64) + (some & all_zero)


def _most_stated(held: _Held, rows: Numbers | slice = slice(None)) -> list[int]:
    """Columns of the indicators, those that most of the reports in these rows state first."""
    stated = (held.n_values[rows] > 0).sum(axis=0)
    return sorted(range(len(held.names)), key=lambda n: (-stated[n], held.names[n]))


def _held_by(corpus: Corpus, wanted: Wanted) -> _Held:
    """What the reports hold of all indicators that one of them states, or of those wanted."""
    held = corpus.once(_held)
    if wanted is None:
        return held
    names = list(wanted["indicator"] if isinstance(wanted, pd.DataFrame) else wanted)
    check_keys(names)
    # An indicator that no report states is the column behind the last.
    none = np.zeros((len(held.n_values), 1), dtype=np.int64)
    column = pd.Index(held.names).get_indexer(pd.Index(names))
    return _Held(names, *(np.hstack([each, none])[:, column] for each in held[1:]))


def _held(corpus: Corpus) -> _Held:
    """What these reports hold of the indicators that one of them states."""
    names, *counts = corpus.whole.once(_held_by_all)
    n_values, n_zero = (each[rows_in_whole(corpus)] for each in counts)
    stated = np.flatnonzero(n_values.any(axis=0)).tolist()
    return _Held([names[n] for n in stated], n_values[:, stated], n_zero[:, stated])


def _held_by_all(corpus: Corpus) -> _Held:
    panel, named = indicators(corpus), keys(corpus)
    names = _in_order(panel)
    shape = len(named), len(names)
    row = places_in(panel["report_id"], named["report_id"])
    cell = row * len(names) + places_in(panel["indicator"], pd.Series(names, dtype="str"))
    counts = (
        np.bincount(c, minlength=shape[0] * shape[1]) for c in (cell, cell[panel["value"] == 0])
    )
    return _Held(names, *(count.reshape(shape) for count in counts))


def _in_order(panel: pd.DataFrame) -> list[str]:
    """Indicators of a panel in the catalogue's order."""
    here = set(panel["indicator"].unique())
    return [key for key in indicator_names() if key in here]
