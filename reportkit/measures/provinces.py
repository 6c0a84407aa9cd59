"""How many reports of which province are here."""

from __future__ import annotations

import pandas as pd

from ..corpus import Corpus
from .keys import invented, keys


def provinces(corpus: Corpus) -> pd.DataFrame:
    """Reports by province: how many, of how many places, on which years.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a province, in administrative order: province, n_reports, n_places (places that
        they are of), first_year, last_year (missing where no report says its year),
        n_unplaced (reports here whose province is not known; they are in no row).

    Notes
    -----
    Only reports count, no plans, interpretations or statements. The number says what is here; it
    depends on what was collected, not on what a province wrote.
    """
    reports = corpus.reports[["report_id", "province", "code"]]
    rows = keys(corpus).query("doc_type == 'report'").merge(reports, on="report_id")
    table = (
        rows.groupby("province", sort=False)  # keys stand in administrative order
        .agg(
            n_reports=("report_id", "size"),
            n_places=("place", "nunique"),
            first_year=("year", "min"),
            last_year=("year", "max"),
        )
        .astype({"n_reports": "Int64", "n_places": "Int64"})
        .reset_index()
        .assign(n_unplaced=int(rows["province"].isna().sum()))
    )
    table.attrs = {"invented": invented(corpus)}
    return table
