"""Which report a report is compared with: the place's own of last year, its parent's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Literal, get_args

import pandas as pd

from ...corpus import Corpus
from ...corpus.bodies import bodies
from ...errors import ReportkitError, unknown
from ..copied import copied
from ..rows import rows_of
from ..succession import successions

Against = Literal["last_year", "parent"]
COPY = "it is a copy or mirror of another report here"
NO_YEAR = "its year is unknown"
NO_LAST = "no single report of its place on the year before is here"
NO_DIVISION = "the government above it is unknown"
NO_PARENT = "no report of the government above it on the same year is here"
SEVERAL_PARENTS = "several reports of the government above it on the same year are here"
NOT_A_REPORT = "it is no report proper"
DIVISIONS = ("province", "prefecture", "county")
# Bodies that belong to the government of their place; other levels are such governments.
BODIES = ("zone", "department", "township")
SHORTEST_DIVISION = 3


def relatives(corpus: Corpus, against: Against) -> pd.DataFrame:
    """Report that each report is compared with: report_id, other_report_id, why (there is none).

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    against : {"last_year", "parent"}
        The same place's report on the year before (as :func:`successions` pairs them), or the
        report on the same year of the government above: by code, else by the names of the
        divisions, else because its name begins that of the place or it is the addressee. Zones,
        departments and townships have the government they belong to above them.

    Notes
    -----
    Copies and mirrors are set aside first: see :func:`set_aside`.
    """
    return others_of(corpus, against)[0]


def others_of(
    corpus: Corpus, against: Against | Mapping[str, str]
) -> tuple[pd.DataFrame, list[str]]:
    """What reports are compared with, as :func:`relatives` or as given, and what was set aside.

    Raises
    ------
    ReportkitError
        If ``against`` is not possible or names a report that is not here.
    """
    if isinstance(against, Mapping):
        return _given(corpus, against), []
    if against not in get_args(Against):
        raise unknown("comparison", against, get_args(Against))
    aside = set_aside(corpus)
    return _relatives(corpus, against, aside), aside


def _given(corpus: Corpus, others: Mapping[str, str]) -> pd.DataFrame:
    known = set(corpus.reports["report_id"])
    for report_id, other in others.items():
        for each in (report_id, other):
            if each not in known:
                raise unknown("report", each, known, "corpus.reports")
        if report_id == other:
            raise ReportkitError(f"{report_id} can't be compared with itself. Give another report.")
    table = pd.DataFrame(list(others.items()), columns=["report_id", "other_report_id"])
    return table.assign(why=None).astype("str")


def _relatives(corpus: Corpus, against: str, aside: list[str]) -> pd.DataFrame:
    every = corpus.reports["report_id"].tolist()
    ids = [i for i in every if i not in aside]
    kept = corpus.filter(report_id=ids) if aside else corpus
    found = _last_years(kept) if against == "last_year" else _parents(kept.reports)
    told = [(i, *found.get(i, (None, COPY))) for i in every]
    return pd.DataFrame(told, columns=["report_id", "other_report_id", "why"]).astype("str")


def set_aside(corpus: Corpus) -> list[str]:
    """Reports that are a copy of another one here: mirrors, re-posts, older versions.

    What ``problems`` calls a duplicate because most of its text stands in another report, if its
    place and year are unknown or are that other's. One that says it is another place's is
    no mirror but a case of reuse.
    """
    again = copied(corpus)
    if not again:
        return []
    known = bodies(corpus)
    kept: defaultdict[str | None, set[int | None]] = defaultdict(set)
    years = _years(corpus.reports)
    for report_id, year in years.items():
        if report_id not in again:
            kept[known[report_id].locality].add(year)
    found = ((i, known[i].locality) for i in years if i in again)
    return [i for i, place in found if place is None or _is_one_of(years[i], kept[place])]


def _years(reports: pd.DataFrame) -> dict[str, int | None]:
    return dict(rows_of(reports, "report_id", "year"))


def _is_one_of(year: int | None, years: set[int | None]) -> bool:
    """Whether a copy of this year may be one of the reports that are kept on these years."""
    return bool(years) and (year is None or year in years or None in years)


Found = dict[str, tuple[str | None, str | None]]


def _last_years(corpus: Corpus) -> Found:
    follows = rows_of(successions(corpus), "next_report_id", "report_id")
    before = {later: earlier for later, earlier in follows if later is not None}
    return {
        str(i): (before.get(i), _why_none(kind, year) if i not in before else None)
        for i, kind, year in rows_of(corpus.reports, "report_id", "doc_type", "year")
    }


def _why_none(kind: str, year: Any) -> str:  # noqa: ANN401  # a cell
    if kind != "report":
        return NOT_A_REPORT
    return NO_YEAR if pd.isna(year) else NO_LAST


def _parents(reports: pd.DataFrame) -> Found:
    rows = [_known(row) for row in reports.to_dict("records")]
    proper = [row for row in rows if row["doc_type"] == "report" and row["year"] is not None]
    held: defaultdict[Any, list[str]] = defaultdict(list)
    for row in proper:
        if row["level"] not in BODIES:
            for name in {row["code"], row["locality"], row["issuer"], _divisions(row)}:
                held[row["year"], name].append(row["report_id"])
    found: Found = {r["report_id"]: (None, _why_none(r["doc_type"], r["year"])) for r in rows}
    return found | {row["report_id"]: _parent(row, held) for row in proper}


def _known(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    return {str(name): None if pd.isna(cell) else cell for name, cell in row.items()}


def _parent(row: Mapping[str, Any], held: Mapping[Any, list[str]]) -> tuple[str | None, str | None]:
    names = filter(None, _names_above(row))
    above = (held.get((row["year"], name), []) for name in names)
    others = ([i for i in ids if i != row["report_id"]] for ids in above)
    first = next(filter(None, others), [])
    if len(first) == 1:
        return first[0], None
    if first:
        return None, SEVERAL_PARENTS
    return None, NO_PARENT if row["parent_code"] or _above(row) else NO_DIVISION


def _names_above(row: Mapping[str, Any]) -> Iterator[str | tuple[str, ...] | None]:
    """What the government above may be known by here, the surest first."""
    yield row["parent_code"]
    yield _above(row)
    # A name that the table of divisions does not know: 清澜市 stands in 清澜市望溪区.
    locality = row["locality"] or ""
    longest = len(locality) - (row["level"] not in BODIES)
    for length in range(longest, SHORTEST_DIVISION - 1, -1):
        yield locality[:length]
    yield row["addressee"]


def _above(row: Mapping[str, Any]) -> tuple[str, ...]:
    own = _divisions(row)
    return own if row["level"] in BODIES else own[:-1]


def _divisions(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(row[division] for division in DIVISIONS if row[division])
