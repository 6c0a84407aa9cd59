"""Shares of themes by place and year, with the gaps."""

from __future__ import annotations

import pandas as pd

from ..corpus import Corpus
from .copied import copied
from .keys import KEYS
from .theme_notes import said_of_themes
from .themes import theme_shares


def theme_years(corpus: Corpus, *, intervals: int = 0, seed: int = 0) -> pd.DataFrame:
    """Share of each theme in the report of each place on each year.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    intervals, seed : int
        As for ``theme_shares``: adds low and high.

    Returns
    -------
    DataFrame
        One row a place, year and theme, for every year from the first to the last that any place
        here reports on: report_id, place, year, doc_type, theme, n_chars, share (see
        ``theme_shares``), n_reports. Where ``n_reports`` is 0 no report is here; where it is 2
        or more they differ and none is chosen: report_id, n_chars and share are then missing.
        ``attrs``: lexicon, intervals, seed, and a note where the years cross 2021.

    Notes
    -----
    Only reports proper whose place and year are known are asked; a copy of another counts as
    that other. No report here does not mean that none was made. Series across 2021 compare two
    outlines: the earlier one has no emergency and no digital theme.
    """
    shares = _proper(corpus, theme_shares(corpus, intervals=intervals, seed=seed))
    one = shares.groupby(["place", "year"])["report_id"].transform("nunique") == 1
    counted = shares.groupby(["place", "year"], as_index=False).agg(
        n_reports=("report_id", "nunique")
    )
    rows = _grid(shares).merge(counted, on=["place", "year"], how="left")
    rows = rows.merge(shares[one], on=["place", "year", "theme"], how="left")
    rows["n_reports"] = rows["n_reports"].fillna(0).astype("int64")
    rows["doc_type"] = rows["doc_type"].fillna("report")
    measured = ["n_chars", "share", *(["low", "high"] if intervals else []), "n_reports"]
    table = rows[[*KEYS, "theme", *measured]].astype({"n_chars": "Int64"})
    table.attrs = said_of_themes(corpus, intervals=intervals, seed=seed)
    return table


def _proper(corpus: Corpus, shares: pd.DataFrame) -> pd.DataFrame:
    """Shares of the reports proper, without copies of others."""
    known = shares["place"].notna() & shares["year"].notna() & (shares["doc_type"] == "report")
    shares = shares[known]
    keys = shares.drop_duplicates("report_id")
    twice = keys.loc[keys.duplicated(["place", "year"], keep=False), "report_id"]
    again = copied(corpus.filter(report_id=list(twice)))
    return shares[~shares["report_id"].isin(again)]


def _grid(shares: pd.DataFrame) -> pd.DataFrame:
    """Every place, year and theme; places and themes in the order they come."""
    if shares.empty:
        return shares[["place", "year", "theme"]]
    years = range(int(shares["year"].min()), int(shares["year"].max()) + 1)
    axes = {"place": shares["place"].unique(), "year": years, "theme": shares["theme"].unique()}
    columns = [pd.DataFrame({name: values}) for name, values in axes.items()]
    grid = columns[0].merge(columns[1], how="cross").merge(columns[2], how="cross")
    return grid.astype({"year": "Int64", "place": "str", "theme": "str"})
