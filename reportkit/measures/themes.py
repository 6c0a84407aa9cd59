"""Which themes take which share of each report."""

from __future__ import annotations

import pandas as pd

from .. import lexicons
from ..corpus import Corpus
from .keys import keyed
from .passages import passages

NO_THEME = "none"


def theme_shares(corpus: Corpus) -> pd.DataFrame:
    """Share of each theme in the length of a report.

    A sentence has the theme of the section it stands in, so a section inside another is not
    counted twice. Sentences of no theme (the opening, a part without sections, a section whose
    terms point nowhere) are counted under ``none``.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a report and theme, ``none`` included: report_id, place, year, doc_type, theme,
        n_chars (characters of its sentences), share (0-1; a report's shares sum to 1; missing
        if it has no sentence), sections (section_id of those sections, joined by ", ").

    Notes
    -----
    More = the theme takes more room in the report: not more work, and not better work. 0 = no
    section is mainly about it; sections about something else may still mention it. Shares
    compare reports read with the same version of the theme lexicon. The outline of 2015 has no
    emergency and no digital theme, so their growth across 2021 may be the outline's. The
    measure and the lexicon are ours.
    """
    found = passages(corpus, by="theme").assign(sections=_names)
    found["theme"] = found["theme"].fillna(NO_THEME)
    whole = ["report_id", "theme"]
    sums = found.groupby(whole, as_index=False).agg(
        n_chars=("n_chars", "sum"), sections=("sections", ", ".join)
    )
    rows = _every_theme(corpus).merge(sums, on=whole, how="left")
    # A theme that no section has takes 0 characters: that is counted, not unknown.
    rows = rows.fillna({"n_chars": 0, "sections": ""})
    total = rows.groupby("report_id")["n_chars"].transform("sum")
    rows["share"] = (rows["n_chars"] / total.where(total > 0)).astype("float64")
    return keyed(corpus, rows[["report_id", "theme", "n_chars", "share", "sections"]])


def _every_theme(corpus: Corpus) -> pd.DataFrame:
    themes = pd.DataFrame({"theme": [*lexicons.themes(), NO_THEME]}, dtype="str")
    return corpus.reports[["report_id"]].merge(themes, how="cross")


def _names(rows: pd.DataFrame) -> pd.Series:
    return rows["section_id"].astype("str").fillna("–")
