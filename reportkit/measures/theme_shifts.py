"""Themes to which a place gives steadily more, or less, of its report over the years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError
from .bootstrap import FEWEST
from .contingency import adjusted
from .theme_notes import said_of_themes
from .theme_years import theme_years

Values = npt.NDArray[np.float64]

PART = "achievements"
# Of six years, one pair of fifteen may be out of order; of five, one of ten.
STEADY = 0.8
# The last two years against the first two: less is how long one or two sentences happen to be.
TIMES = 1.5
# Of four years, even a perfect order comes about by chance in one series of twelve.
FEWEST_YEARS = 5
COLUMNS = {
    "place": "str",
    "theme": "str",
    "shift": "str",
    "n_years": "Int64",
    "first_year": "Int64",
    "last_year": "Int64",
    "tau": "float64",
    "p": "float64",
    "q": "float64",
    "share_first": "float64",
    "share_last": "float64",
    "times": "float64",
    "report_ids": "str",
}


def theme_shifts(
    corpus: Corpus,
    *,
    steady: float = STEADY,
    times: float = TIMES,
    fewest_years: int = FEWEST_YEARS,
) -> pd.DataFrame:
    """Which themes take a steadily growing or shrinking share of a place's reports.

    With s(y) the share of a theme in the report on year y, among the themes that the
    achievements of every counted report of the place have:

    - ``tau``, Kendall's coefficient of s and y (1938): pairs of years in which the later one has
      more, less those in which it has less, by all pairs; 1 if the share grew every year, -1 if
      it shrank every year (tau-b where shares are equal)
    - ``p``, exact and two-sided: how often years in any order would give a tau as far from 0
    - ``q``, corrected for all rows (Benjamini and Hochberg 1995)
    - ``times`` = ``share_last`` / ``share_first``, means of the last two and the first two years
    - ``shift`` = up if tau ≥ ``steady`` and ``times`` is reached, down if tau ≤ -``steady`` and
      1 / ``times`` is; else missing

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    steady : float
        Least tau, above 0 and up to 1.
    times : float
        Least growth, 1 or more; its inverse is the least decline.
    fewest_years : int
        Counted reports that a place must have, 3 or more.

    Returns
    -------
    DataFrame
        One row a place and theme that could be judged: place, theme, shift, n_years, first_year,
        last_year, tau, p, q, share_first, share_last, times, report_ids (in the order of the
        years, joined by ", "); places in administrative order. ``attrs``: lexicon, undivided
        (reports left out), and a note where the years cross 2021.

    Raises
    ------
    ReportkitError
        If a number is out of range.

    Notes
    -----
    More = the theme takes more of the room that all years give to the same themes: not more
    work, and not better work. Plans and problems are left out, for a section of them is about
    many themes; so are themes that a year does not have, or the two that the outline of 2021
    brought would make all others shrink. A share that grows makes others shrink.

    A report counts if it is the only one of its place and year and its achievements lie in 5
    sections' worth of text or more, (Σ n)² / Σ n² of their characters n (Kish 1965): where
    themes have no headings, one section stands for all of them. A misread heading moves a share.

    ``shift`` describes what is in the reports, ``q`` says how surely it is more than chance, if
    years were independent, which they are not quite. With six years p is 1/360 at least, so that
    of 100 rows four must be perfect before any has a q below 0.1. p is missing where shares are
    equal, all is where a share never changes. The two limits of ``shift`` are ours.

    References
    ----------
    Kendall, M. G. (1938). A new measure of rank correlation. Biometrika, 30(1/2), 81-93.
    doi:10.2307/2332226.

    Benjamini, Y., and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
    Royal Statistical Society B, 57(1), 289-300. doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    if not 0 < steady <= 1 or times < 1 or fewest_years < 3:
        raise ReportkitError(
            "steady must be above 0 and up to 1, times 1 or more, fewest_years 3 or more."
        )
    reports = _reports(corpus)
    chars = _chars(corpus, reports["report_id"])
    dated = reports[reports["report_id"].isin(chars.index)]
    rows = [
        row
        for place, years in dated.groupby("place", sort=False)
        if len(years) >= fewest_years
        for row in _of_place(str(place), years.sort_values("year"), chars)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    grown = table["times"] >= times
    shrunk = table["times"] <= 1 / times
    table.loc[grown & (table["tau"] >= steady), "shift"] = "up"
    table.loc[shrunk & (table["tau"] <= -steady), "shift"] = "down"
    table["q"] = adjusted(table["p"].to_numpy(np.float64))
    table.attrs = said_of_themes(corpus, undivided=len(reports) - len(dated))
    return table


def _reports(corpus: Corpus) -> pd.DataFrame:
    """Reports that are the only one of their place and year."""
    told = theme_years(corpus).query("n_reports == 1")
    return told[["report_id", "place", "year"]].drop_duplicates(ignore_index=True)


def _chars(corpus: Corpus, reports: pd.Series) -> pd.DataFrame:
    """Characters of each theme (a column) in the achievements of reports that divide them."""
    told = corpus.sentences
    told = told[(told["part"] == PART) & told["theme"].notna() & told["report_id"].isin(reports)]
    told = told.assign(n=(told["end"] - told["start"]).astype("float64"))
    by_section = told.groupby(["report_id", "section_id"])["n"].sum()
    squares = (by_section**2).groupby("report_id").sum()
    effective = by_section.groupby("report_id").sum() ** 2 / squares
    table = told.pivot_table(index="report_id", columns="theme", values="n", aggfunc="sum")
    return table.reindex(effective.index[effective >= FEWEST])


def _of_place(place: str, years: pd.DataFrame, chars: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of the themes that all of a place's reports have."""
    common = chars.loc[years["report_id"]].dropna(axis="columns")
    shares = common.div(common.sum(axis="columns"), axis="index")
    told = {
        "place": place,
        "n_years": len(years),
        "first_year": years["year"].iloc[0],
        "last_year": years["year"].iloc[-1],
        "report_ids": ", ".join(years["report_id"]),
    }
    for theme in shares:
        share = shares[theme].to_numpy(np.float64)
        first, last = share[:2].mean(), share[-2:].mean()
        tau, p = _trend(years["year"].to_numpy(np.float64), share)
        ends = {"share_first": first, "share_last": last, "times": last / first}
        yield told | ends | {"theme": str(theme), "tau": tau, "p": p}


def _trend(years: Values, share: Values) -> tuple[float, float]:
    """Kendall's tau and its exact p, which equal shares do not have."""
    from scipy.stats import kendalltau

    distinct = len(np.unique(share))
    if distinct == 1:
        return np.nan, np.nan
    found = kendalltau(years, share, method="exact" if distinct == len(share) else "asymptotic")
    # Divided by two roots, a perfect order comes out a rounding error below 1.
    tau = round(float(found.statistic), 12)
    return tau, float(found.pvalue) if distinct == len(share) else np.nan
