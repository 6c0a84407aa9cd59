"""Which reports there are, what each is called and in which order they stand."""

from __future__ import annotations

import re

import pandas as pd

from ..corpus import Corpus

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
    reports = corpus.reports.assign(place=_places(corpus.reports))
    # By code, never by a measured value: a list of governments is not a ranking of them.
    order = reports.sort_values(["code", "place", "year", "report_id"], na_position="last")
    return order[list(KEYS)].reset_index(drop=True)


def keyed(corpus: Corpus, measured: pd.DataFrame) -> pd.DataFrame:
    """Measured rows with the keys before them, in the order of the reports.

    ``measured`` has a column report_id; its rows of one report keep their order.
    """
    return keys(corpus).merge(measured, on="report_id", how="inner", validate="one_to_many")


def _places(reports: pd.DataFrame) -> pd.Series:
    # A department shares the locality of its government: only its name tells them apart.
    is_office = (reports["level"] == "department") & reports["issuer"].notna()
    full = reports["locality"].mask(is_office, reports["issuer"]).fillna(reports["issuer"])
    rows = zip(full, reports["level"], reports["province"], reports["prefecture"], strict=True)
    names = [None if pd.isna(name) else _short(name, level, above) for name, level, *above in rows]
    short = pd.Series(names, index=reports.index, dtype="str")
    return short.where(~short.isin(_several(short, full, reports["place_candidates"])), full)


def _several(short: pd.Series, full: pd.Series, candidates: pd.Series) -> set[str]:
    """Short names that more than one place here has.

    One page prints 泊岩县, another 云岭省清澜市泊岩县: the same place, unless the divisions know
    several of that name.
    """
    rows = pd.DataFrame({"short": short, "full": full, "unsure": candidates.notna()})
    found = set()
    for name, own in rows.dropna(subset="short").groupby("short"):
        longest = max(own["full"], key=len)
        if own["unsure"].any() or not all(map(longest.endswith, own["full"])):
            found |= {str(name)} if own["full"].nunique() > 1 else set()
    return found


# Divisions that a name itself tells, where the tables of divisions do not know it.
_TOLD_ABOVE = re.compile(r"([^省]{2,8}(?:省|自治区))?([^市]{2,8}市)?(?=[^市]{2,}[县区市旗]$)")


def _short(full: str, level: str, above: list[str]) -> str:
    """Name of a place without the divisions above it; a district keeps its city."""
    if all(pd.isna(division) for division in above) and (told := _TOLD_ABOVE.match(full)):
        above = [part for part in told.groups() if part]
    names = [full]
    for division in above:
        if not pd.isna(division) and names[-1] != division:
            names.append(names[-1].removeprefix(division))
    # 鼓楼区 alone could be in four cities; 启东市 is known by its own name.
    if level == "county" and full.endswith("区"):
        names = list(dict.fromkeys(names))[:-1] or names
    return names[-1].strip() or full
