"""Which themes take which share of each report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from .. import lexicons
from ..corpus import Corpus
from .bootstrap import Values, check_draws, share_intervals
from .keys import KEYS, cut_keyed, keys
from .numbering import Numbers, places_in
from .passages import passages
from .theme_notes import said_of_themes

NO_THEME = "none"


def theme_shares(corpus: Corpus, *, intervals: int = 0, seed: int = 0) -> pd.DataFrame:
    """Share of each theme in the length of a report.

    A sentence has the theme of the section it stands in, so a section inside another is not
    counted twice. Sentences of no theme (the opening, a part without sections, a section whose
    terms point nowhere) are counted under ``none``.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    intervals : int
        Draws for a 95 % percentile interval, such as 1000; 0 for none. Each draw takes as many
        of the report's sections as it has, with replacement (Efron and Tibshirani 1993).
    seed : int
        Of the draws. With the report's id it decides them, whatever else is in the corpus.

    Returns
    -------
    DataFrame
        One row a report and theme, ``none`` included: report_id, place, year, doc_type, theme,
        n_chars (characters of its sentences), share (0-1; a report's shares sum to 1; missing
        if it has no sentence), low and high (if asked for), sections (section_id of those
        sections, joined by ", "). ``attrs``: lexicon, intervals, seed, and a note where the
        years cross 2021.

    Raises
    ------
    ReportkitError
        If ``intervals`` is neither 0 nor 100 to 100,000.

    Notes
    -----
    More = the theme takes more room in the report: not more work, and not better work. 0 = no
    section is mainly about it; sections about something else may still mention it. Shares
    compare reports read with the same version of the theme lexicon. The outline of 2015 has no
    emergency and no digital theme, so their growth across 2021 may be the outline's. The
    measure and the lexicon are ours.

    ``low`` to ``high`` says how much a share hangs on single sections: wide = one section more
    or less would change it. It is no sampling error of a population (the report is all there
    is of it), no error of the lexicon, and no test. Missing for a theme that no section has or
    all have, and where the text lies in fewer than 5 sections' worth: (Σ n)² / Σ n² of their
    characters n (Kish 1965).
    """
    check_draws(intervals)
    table = cut_keyed(corpus, _shares)
    ends = ["low", "high"] if intervals else []
    if intervals:
        low, high = _intervals(corpus, intervals, seed)
        table = table.assign(low=low, high=high)
    table = table[[*KEYS, "theme", "n_chars", "share", *ends, "sections"]]
    table.attrs = said_of_themes(corpus, intervals=intervals, seed=seed)
    return table


def _shares(corpus: Corpus) -> pd.DataFrame:
    """Shares of each report, which depend on no other report."""
    return _every_theme(corpus, _by_theme(corpus), _themes())


def _themes() -> list[str]:
    return [*lexicons.themes(), NO_THEME]


def _by_theme(corpus: Corpus) -> pd.DataFrame:
    return passages(corpus, by="theme").fillna({"theme": NO_THEME})


def _every_theme(corpus: Corpus, found: pd.DataFrame, themes: Sequence[str]) -> pd.DataFrame:
    """Each report and theme with its characters, share and sections."""
    named = keys(corpus)
    shape = len(named), len(themes)
    theme = places_in(found["theme"], pd.Series(themes, dtype="str"))
    found, theme = found[theme >= 0], theme[theme >= 0]
    cell = places_in(found["report_id"], named["report_id"]) * len(themes) + theme
    # A theme that no section has takes 0 characters: that is counted, not unknown.
    n_chars = found["n_chars"].fillna(0).to_numpy(np.float64)
    chars = np.bincount(cell, n_chars, minlength=shape[0] * shape[1]).reshape(shape)
    total = chars.sum(axis=1, keepdims=True)
    share = np.divide(chars, total, out=np.full(shape, np.nan), where=total > 0)
    rows = named.take(np.repeat(np.arange(shape[0]), shape[1])).reset_index(drop=True)
    return rows.assign(
        theme=pd.array(list(themes) * shape[0], dtype="str"),
        n_chars=pd.array(chars.ravel().astype(np.int64), dtype="Int64"),
        share=share.ravel(),
        sections=pd.array(_sections(found["section_id"], cell, chars.size), dtype="str"),
    )


def _intervals(corpus: Corpus, draws: int, seed: int) -> Values:
    """Lower and upper ends, a row each, in the order of reports and themes."""
    # A report's draws depend on nothing but its id and the seed, so another choice keeps them.
    kept = corpus.whole.once(_kept).setdefault((draws, seed), {})
    ids, themes = keys(corpus)["report_id"].tolist(), _themes()
    if missing := [report_id for report_id in ids if report_id not in kept]:
        found = _by_theme(corpus.filter(report_id=missing))
        drawn = share_intervals(found, themes, draws, seed)
        unknown = np.full((2, len(themes)), np.nan)
        kept.update({report_id: drawn.get(report_id, unknown) for report_id in missing})
    return np.concatenate([np.zeros((2, 0)), *(kept[report_id] for report_id in ids)], axis=1)


def _kept(_: Corpus) -> dict[tuple[int, int], dict[str, Values]]:
    return {}


def _sections(ids: pd.Series, cell: Numbers, size: int) -> list[str]:
    """Sections of each cell, in their order."""
    order = np.argsort(cell, kind="stable")
    names = ids.astype("str").fillna("–").take(order).tolist()
    begins = np.searchsorted(cell[order], np.arange(size + 1)).tolist()
    return [", ".join(names[begin:end]) for begin, end in pairwise(begins)]
