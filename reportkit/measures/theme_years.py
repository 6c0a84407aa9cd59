"""Shares of themes by place and year, with the gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..corpus import Corpus
from .copied import copied
from .keys import KEYS, keys
from .numbering import places_in
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
        ``attrs``: lexicon, intervals, seed, n_unplaced (reports whose place or year is not
        known; they are in no row), and a note where the years cross 2021.

    Notes
    -----
    Only reports proper whose place and year are known are asked; a copy of another counts as
    that other. No report here does not mean that none was made. Series across 2021 compare two
    outlines: the earlier one has no emergency and no digital theme.
    """
    shares = theme_shares(corpus, intervals=intervals, seed=seed)
    proper = _proper(corpus)
    placed = proper.dropna(subset=["place", "year"])
    cells, themes = _cells(corpus, placed), shares["theme"].unique()
    own = np.repeat(np.where(cells["n_reports"] == 1, cells["row"], -1), len(themes))
    theme = np.tile(np.arange(len(themes)), len(cells))
    rows = np.where(own < 0, -1, own * len(themes) + theme)
    measured = ["report_id", "n_chars", "share", *(["low", "high"] if intervals else [])]
    table = cells.take(np.repeat(np.arange(len(cells)), len(themes))).reset_index(drop=True)
    table = table.assign(
        doc_type=pd.array(["report"], dtype="str").take(np.zeros(len(table), dtype=np.int64)),
        theme=pd.array(themes, dtype="str").take(theme),
        # A row of no report is blank.
        **{name: shares[name].array.take(rows, allow_fill=True) for name in measured},
    )
    table = table[[*KEYS, "theme", *measured[1:], "n_reports"]]
    n_unplaced = len(proper) - len(placed)
    told = {"intervals": intervals, "seed": seed, "n_unplaced": n_unplaced}
    table.attrs = said_of_themes(corpus, **told)
    return table


def _cells(corpus: Corpus, placed: pd.DataFrame) -> pd.DataFrame:
    """Every place and year: how many reports there are, and the row of the first in ``keys``."""
    proper = _without_copies(corpus, placed)
    places, years = proper["place"].unique(), _years(proper["year"])
    cell = places_in(proper["place"], pd.Series(places)) * len(years)
    cell += (proper["year"] - min(years, default=0)).to_numpy(np.int64)
    rows = np.zeros(len(places) * len(years), dtype=np.int64)
    rows[cell[::-1]] = proper.index.to_numpy()[::-1]
    return pd.DataFrame(
        {
            "place": pd.array(np.repeat(places, len(years)), dtype="str"),
            "year": pd.array(np.tile(years, len(places)), dtype="Int64"),
            "n_reports": np.bincount(cell, minlength=len(rows)),
            "row": rows,
        }
    )


def _years(known: pd.Series) -> range:
    return range(int(known.min()), int(known.max()) + 1) if len(known) else range(0)


def _proper(corpus: Corpus) -> pd.DataFrame:
    named = keys(corpus)
    return named[named["doc_type"] == "report"]


def _without_copies(corpus: Corpus, named: pd.DataFrame) -> pd.DataFrame:
    """Keys of the reports that are no copies of others."""
    twice = named.loc[named.duplicated(["place", "year"], keep=False), "report_id"]
    again = copied(corpus.filter(report_id=list(twice))) if len(twice) else ()
    return named[~named["report_id"].isin(again)]
