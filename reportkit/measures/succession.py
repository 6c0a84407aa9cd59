"""Which report follows which, two of one place in consecutive years, and which are not here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..corpus.bodies import bodies
from ..deadlines import FIRST_YEAR, LAST_YEAR
from .keys import keyed, keys, rows_in_whole
from .numbering import Numbers

Flags = npt.NDArray[np.bool_]

NO_YEAR = "its year is unknown"
NO_PLACE = "its place or body is unknown"
SEVERAL = "several reports of this place and year are here"
NO_NEXT = "no report of the year after is here"
SEVERAL_NEXT = "several reports of the year after are here"


def successions(corpus: Corpus) -> pd.DataFrame:
    """Each report and the same place's report on the year after.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a report: report_id, place, year, doc_type, next_report_id, why (why there is
        none, or none that can be told).

    Notes
    -----
    A place is the same if its code is; where there is none, if its locality is the same words,
    with the divisions above it or without, and, for an office that is no government, its
    issuer (``reportkit.corpus.bodies``). A place that got another code or name between two years
    is two places here, and what is one place does not depend on which reports are chosen. Only
    reports proper are paired. Where two documents of one place and year are here, which of them
    counts is not guessed.
    """
    return corpus.once(_successions).copy(deep=False)


def _successions(corpus: Corpus) -> pd.DataFrame:
    told, named = corpus.whole.once(_told), keys(corpus)
    rows = rows_in_whole(corpus)
    proper = told.is_proper[rows]
    named, rows = named[proper].reset_index(drop=True), rows[proper]
    # A report whose body or year is unknown is the only one in its cell, and comes before none.
    cell = np.where(told.cell[rows] < 0, -2 * np.arange(1, len(rows) + 1), told.cell[rows])
    cells, first, inverse, n = np.unique(
        cell, return_index=True, return_inverse=True, return_counts=True
    )
    at = np.minimum(np.searchsorted(cells, cell + 1), len(cells) - 1)
    n_next = np.where(cells[at] == cell + 1, n[at], 0)
    why = np.select(
        [~told.has_body[rows], told.cell[rows] < 0, n[inverse] > 1, n_next == 0, n_next > 1],
        [NO_PLACE, NO_YEAR, SEVERAL, NO_NEXT, SEVERAL_NEXT],
        default="",
    )
    follower = named["report_id"].array.take(np.where(why == "", first[at], -1), allow_fill=True)
    reasons = pd.Series(why, dtype="str")
    found = named.assign(next_report_id=follower, why=reasons.where(reasons != ""))
    found.attrs = named.attrs
    return found


class _Told(NamedTuple):
    """Of each report of the whole corpus, in the order of ``keys``: its body and year in a number.

    The year after has the next number; -1 where one of the two is unknown.
    """

    cell: Numbers
    has_body: Flags
    is_proper: Flags


def _told(corpus: Corpus) -> _Told:
    named, known = keys(corpus), bodies(corpus)
    body, _ = pd.factorize(pd.Series([known[i].key for i in named["report_id"]], dtype=object))
    year = named["year"].fillna(-1).to_numpy(np.int64)
    # Between the last year of one body and the first of the next lies a number that none has.
    cell = body * (year.max(initial=0) + 2) + year
    has_body = body >= 0
    is_proper = (named["doc_type"] == "report").to_numpy(bool)
    return _Told(np.where(has_body & (year >= 0), cell, -1), has_body, is_proper)


def missing_reports(corpus: Corpus, years: Iterable[int] | None = None) -> pd.DataFrame:
    """Years of which no report of a place is here, though other reports of it are.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    years : iterable of int, optional
        Years to look for; by default all from the first to the last that a report here is on.

    Returns
    -------
    DataFrame
        One row a place and missing year: report_id, place, year, doc_type (of the place's report
        nearest to it, the earlier of two), missing_year, n_unplaced (reports here whose place
        or year is not known: one of them may be it).

    Notes
    -----
    That a report is not here does not say that there is none. A place without any report here
    is not known and gives no row; what is one place is told as in :func:`successions`.
    """
    held: dict[Any, dict[int, str]] = {}
    unknown: Counter[tuple[Any, int | None]] = Counter()
    for report_id, (place, year) in _bodies(corpus).items():
        unknown[place, year] += place is None or year is None
        if place is not None and year is not None:
            held.setdefault(place, {}).setdefault(year, report_id)
    known = {year for reports in held.values() for year in reports}
    wanted = sorted(set(years)) if years is not None else _span(known)
    rows = [
        (
            reports[min(reports, key=lambda here: (abs(here - year), here))],
            year,
            unknown[None, year] + unknown[place, None] + unknown[None, None],
        )
        for place, reports in held.items()
        for year in wanted
        if year not in reports
    ]
    columns = {"report_id": "str", "missing_year": "Int64", "n_unplaced": "Int64"}
    return keyed(corpus, pd.DataFrame(rows, columns=list(columns)).astype(columns))


def _span(years: set[int]) -> list[int]:
    # Only years that a report may be on: a stray 202 must not fill two thousand rows.
    near = [year for year in years if FIRST_YEAR <= year <= LAST_YEAR]
    return list(range(min(near), max(near) + 1)) if near else []


def _bodies(corpus: Corpus) -> dict[str, tuple[Any, int | None]]:
    """Place and year of each report proper."""
    reports, known = corpus.reports, bodies(corpus)
    rows = reports.loc[reports["doc_type"] == "report", ["report_id", "year"]]
    return {
        report_id: (known[report_id].key, None if pd.isna(year) else int(year))
        for report_id, year in rows.itertuples(index=False)
    }
