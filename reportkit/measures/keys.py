"""Which reports there are, what each is called and in which order they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..corpus import Corpus
from .numbering import places_in

KEYS = ("report_id", "place", "year", "doc_type")


def keys(corpus: Corpus) -> pd.DataFrame:
    """Report, place, year and type of document, in administrative order, then by year.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a report: report_id, place, year, doc_type. ``place`` is the locality without
        the divisions above it (a district keeps its city), or in full where two places here
        would be called the same; the issuer of a department's report, and where no locality is
        known; missing where neither is.
    """
    found = corpus.once(_keys).copy(deep=False)
    found.attrs = {"invented": invented(corpus)}
    return found


def invented(corpus: Corpus) -> bool:
    """Whether a report of the corpus says that it is invented; a chart of it says so too."""
    return bool(corpus.reports["invented"].fillna(False).any())


def keyed(corpus: Corpus, measured: pd.DataFrame) -> pd.DataFrame:
    """Measured rows with the keys before them, in the order of the reports.

    ``measured`` has a column report_id; its rows of one report keep their order.
    """
    known = keys(corpus)
    row = places_in(measured["report_id"], known["report_id"])
    order = np.argsort(row, kind="stable")
    order = order[row[order] >= 0]
    ours, theirs = known.take(row[order]), measured.drop(columns="report_id").take(order)
    rows = pd.concat([ours.reset_index(drop=True), theirs.reset_index(drop=True)], axis=1)
    rows.attrs = {**measured.attrs, **known.attrs}
    return rows


def _keys(corpus: Corpus) -> pd.DataFrame:
    reports = corpus.reports
    places = _places(reports)
    columns = [
        _cells(reports["code"]),
        places,
        *map(_cells, (reports["year"], reports["report_id"])),
    ]
    # By code, never by a measured value: a list of governments is not a ranking of them. Plain
    # lists, for a redraw asks for a hundred reports, and sorting four columns has a fixed price.
    ranks = list(
        zip(*([(cell is None, cell or "") for cell in each] for each in columns), strict=True)
    )
    order = sorted(range(len(reports)), key=ranks.__getitem__)
    named = reports[["report_id", "year", "doc_type"]].assign(place=pd.array(places, dtype="str"))
    return named.take(order)[list(KEYS)].reset_index(drop=True)


def _cells(column: pd.Series) -> list[Any]:
    """Cells of a column, None where it is blank."""
    return [
        None if blank else cell for cell, blank in zip(column.tolist(), column.isna(), strict=True)
    ]


def _places(reports: pd.DataFrame) -> list[str | None]:
    # A department shares the locality of its government: only its name tells them apart.
    is_office = (reports["level"] == "department") & reports["issuer"].notna()
    full = _cells(reports["locality"].mask(is_office, reports["issuer"]).fillna(reports["issuer"]))
    rows = zip(
        full, *(_cells(reports[c]) for c in ("level", "province", "prefecture")), strict=True
    )
    short = [None if name is None else _short(name, level, above) for name, level, *above in rows]
    twice = _several(short, full, reports["place_candidates"].notna())
    return [name if told in twice else told for told, name in zip(short, full, strict=True)]


def _several(
    short: Sequence[str | None], full: Sequence[str | None], unsure: Iterable[bool]
) -> set[str]:
    """Short names that more than one place here has.

    One page prints 泊岩县, another 云岭省清澜市泊岩县: the same place, unless the divisions know
    several of that name.
    """
    held: defaultdict[str, set[str]] = defaultdict(set)
    doubted = set()
    for name, whole, doubt in zip(short, full, unsure, strict=True):
        if name is not None and whole is not None:
            held[name].add(whole)
            doubted |= {name} if doubt else set()
    several = {name: names for name, names in held.items() if len(names) > 1}
    return {name for name, names in several.items() if name in doubted or not _is_one(names)}


def _is_one(names: set[str]) -> bool:
    """Whether all names are the longest of them with less above it."""
    return all(map(max(names, key=len).endswith, names))


# Divisions that a name itself tells, where the tables of divisions do not know it.
_TOLD_ABOVE = re.compile(r"([^省]{2,8}(?:省|自治区))?([^市]{2,8}市)?(?=[^市]{2,}[县区市旗]$)")


def _short(full: str, level: str | None, above: list[str | None]) -> str:
    """Name of a place without the divisions above it; a district keeps its city."""
    if not any(above) and (told := _TOLD_ABOVE.match(full)):
        above = [part for part in told.groups() if part]
    names = [full]
    for division in above:
        if division is not None and names[-1] != division:
            names.append(names[-1].removeprefix(division))
    # 鼓楼区 alone could be in four cities; 启东市 is known by its own name.
    if level == "county" and full.endswith("区"):
        names = list(dict.fromkeys(names))[:-1] or names
    return names[-1].strip() or full
