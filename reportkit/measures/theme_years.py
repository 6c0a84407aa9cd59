"""Shares of themes by place and year, with the gaps."""

from __future__ import annotations

import pandas as pd

from ..corpus import Corpus
from ..corpus.identity import copies
from .keys import KEYS
from .themes import theme_shares


def theme_years(corpus: Corpus) -> pd.DataFrame:
    """Share of each theme in the report of each place on each year.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a place, year and theme, for every year from the first to the last that any place
        here reports on: report_id, place, year, doc_type, theme, n_chars, share (see
        ``theme_shares``), n_reports. Where ``n_reports`` is 0 no report is here; where it is 2
        or more they differ and none is chosen: report_id, n_chars and share are then missing.

    Notes
    -----
    Only reports proper whose place and year are known are asked; a copy of another counts as
    that other. No report here does not mean that none was made. Series across 2021 compare two
    outlines: the earlier one has no emergency and no digital theme.
    """
    shares = _proper(corpus)
    one = shares.groupby(["place", "year"])["report_id"].transform("nunique") == 1
    counted = shares.groupby(["place", "year"], as_index=False).agg(
        n_reports=("report_id", "nunique")
    )
    rows = _grid(shares).merge(counted, on=["place", "year"], how="left")
    rows = rows.merge(shares[one], on=["place", "year", "theme"], how="left")
    rows["n_reports"] = rows["n_reports"].fillna(0).astype("int64")
    rows["doc_type"] = rows["doc_type"].fillna("report")
    return rows[[*KEYS, "theme", "n_chars", "share", "n_reports"]].astype({"n_chars": "Int64"})


def _proper(corpus: Corpus) -> pd.DataFrame:
    """Shares of the reports proper, without copies of others."""
    shares = theme_shares(corpus)
    known = shares["place"].notna() & shares["year"].notna() & (shares["doc_type"] == "report")
    shares = shares[known]
    keys = shares.drop_duplicates("report_id")
    twice = keys.loc[keys.duplicated(["place", "year"], keep=False), "report_id"]
    reports, sentences = (t[t["report_id"].isin(twice)] for t in (corpus.reports, corpus.sentences))
    again = {report_id for report_id, _ in copies(reports, sentences)}
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
