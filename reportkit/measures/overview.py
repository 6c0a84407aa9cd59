"""Who reports, on which year, when and how long."""

from __future__ import annotations

import pandas as pd

from ..corpus import Corpus
from .keys import cut_keyed, keyed


def overview(corpus: Corpus) -> pd.DataFrame:
    """Reports at a glance: place, year, dates, length and what was read out of them.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a report: report_id, place, year, doc_type, locality, level, signed, published,
        days_signed and days_published (days after the year reported on ended: 1 is the first of
        January), n_chars, n_words, n_sections, n_figures, has_text, source.

    Notes
    -----
    A date that a report does not state is missing; so are its days, and the days of a report
    whose year is unknown. Few days mean an early report, not a good one.
    """
    return cut_keyed(corpus, _overview)


def _overview(corpus: Corpus) -> pd.DataFrame:
    reports = corpus.reports
    ended = _year_ends(reports["year"])
    measured = reports[["report_id", "locality", "level", "signed", "published"]].assign(
        days_signed=(reports["signed"] - ended).dt.days.astype("Int64"),
        days_published=(reports["published"] - ended).dt.days.astype("Int64"),
        n_chars=reports["n_chars"],
        n_words=reports["n_words"],
        n_sections=_count(corpus.sections, reports),
        n_figures=_count(corpus.figures, reports),
        has_text=reports["report_id"].isin(set(corpus.texts)),
        source=reports["source"],
    )
    return keyed(corpus, measured)


def _year_ends(years: pd.Series) -> pd.Series:
    """Last day of each year; missing where the year is, or is none that a calendar knows."""
    text = years.astype("str").str.zfill(4) + "-12-31"
    return pd.to_datetime(text, format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")


def _count(table: pd.DataFrame, reports: pd.DataFrame) -> pd.Series:
    return reports["report_id"].map(table["report_id"].value_counts()).fillna(0).astype("Int64")
