"""Which report follows which: two of one place in consecutive years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..corpus import Corpus
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
    A place is the same if its code is; where there is none (zones, departments, townships), if
    issuer and locality are the same words. A place that got another code or name between two
    years is two places here. Only reports proper are paired. Where two documents of one place
    and year are here, which of them counts is not guessed.
    """
    rows = pd.DataFrame(list(_next(corpus)), columns=list(_COLUMNS)).astype(_COLUMNS)
    return keyed(corpus, rows)


_COLUMNS = {"report_id": "str", "next_report_id": "str", "why": "str"}


def _next(corpus: Corpus) -> Iterator[tuple[str, str | None, str | None]]:
    reports = corpus.reports[corpus.reports["doc_type"] == "report"]
    columns = ["report_id", "level", "code", "issuer", "locality", "year"]
    named = {row[0]: _name(*row[1:]) for row in reports[columns].itertuples(index=False)}
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


def _name(level: Any, code: Any, issuer: Any, locality: Any, year: Any) -> tuple[Any, int | None]:  # noqa: ANN401  # cells
    """Place and year of a report, each None where unknown."""
    words = tuple(None if pd.isna(cell) else str(cell) for cell in (issuer, locality))
    own_name = words[0] or (words[1] if level not in ("department", "township") else None)
    place: Any = words if own_name else None
    if not pd.isna(code):
        place = str(code)
    return place, None if pd.isna(year) else int(year)
