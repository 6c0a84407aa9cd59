"""Which report follows which, two of one place in consecutive years, and which are not here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from ..corpus import Corpus
from ..corpus.bodies import bodies
from ..deadlines import FIRST_YEAR, LAST_YEAR
from .keys import keyed

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
    rows = pd.DataFrame(list(_next(corpus)), columns=list(_COLUMNS)).astype(_COLUMNS)
    return keyed(corpus, rows)


_COLUMNS = {"report_id": "str", "next_report_id": "str", "why": "str"}


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


def _next(corpus: Corpus) -> Iterator[tuple[str, str | None, str | None]]:
    named = _bodies(corpus)
    held: dict[Any, list[str]] = {}
    for report_id, name in named.items():
        held.setdefault(name, []).append(report_id)
    for report_id, (place, year) in named.items():
        yield report_id, *_follower(held, report_id, place, year)


def _follower(
    held: dict[Any, list[str]], report_id: str, place: object, year: int | None
) -> tuple[str | None, str | None]:
    """Report of the year after, or why there is none."""
    if place is None or year is None:
        return None, NO_PLACE if place is None else NO_YEAR
    if len(held[place, year]) > 1:
        return None, SEVERAL
    later = held.get((place, year + 1), [])
    if len(later) == 1:
        return later[0], None
    return None, SEVERAL_NEXT if later else NO_NEXT
