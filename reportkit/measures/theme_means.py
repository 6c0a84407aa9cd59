"""Mean share of each theme over reports of a year, a level, a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from .. import lexicons
from ..corpus import Corpus
from ..corpus.bodies import bodies
from ..errors import unknown
from .bootstrap import FEWEST, Pieces, Values, bounds, check_draws, pieces_of
from .keys import keys
from .passages import passages
from .reuse.relatives import set_aside
from .theme_notes import said_of_themes
from .themes import NO_THEME

Drawn = Literal["sections", "reports"]
# A group's interval is given if at least this part of its reports have sections enough to draw.
ENOUGH = 0.9
# Shares drawn at a time when whole reports are drawn.
_AT_A_TIME = 1_000_000


def theme_means(
    corpus: Corpus,
    by: str | Sequence[str] = "year",
    *,
    intervals: int = 1000,
    seed: int = 0,
    draw: Drawn = "sections",
) -> pd.DataFrame:
    """Mean share of each theme over the reports of each group, every report counting alike.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text; choose document types with ``corpus.filter`` first.
    by : str or sequence of str
        What the reports of a group share: place, year, or any column of ``corpus.reports``
        (level, province …). Reports of which it is unknown are in no group.
    intervals : int
        Draws for a 95 % percentile interval; 0 for none.
    seed : int
        Of the draws.
    draw : {"sections", "reports"}
        ``sections``: those of each report, the reports stay. ``reports``: whole reports.

    Returns
    -------
    DataFrame
        (columns of ``by``), theme, share (mean of the reports' shares), low, high (if asked
        for), n_reports (with text). ``attrs``: lexicon, intervals, seed, draw, set_aside (copies
        and mirrors, which are not counted), and a note where the years cross 2021.

    Raises
    ------
    ReportkitError
        If a column is unknown, or ``intervals`` is out of range.

    Notes
    -----
    More = these reports give the theme more room. Draws of sections say how much the mean hangs
    on single sections of these very reports; draws of reports, how much it hangs on which
    reports are here (Efron and Tibshirani 1993). Neither is the error of a random sample of
    places: reports here were not drawn at random. Reports of one place and of its superior are
    alike, so that intervals of reports are rather too narrow. low and high are missing with
    fewer than 5 reports (``draw="reports"``), if more than a tenth of a group's reports lack
    5 sections' worth (``draw="sections"``), and where the share is 0 or 1.
    """
    check_draws(intervals)
    if draw not in ("sections", "reports"):
        raise unknown("draw", draw, ("sections", "reports"))
    columns = [by] if isinstance(by, str) else list(by)
    aside = _aside(corpus)
    themes = [*lexicons.themes(), NO_THEME]
    rows = list(_rows(_groups(corpus, columns, aside, themes), len(themes), intervals, seed, draw))
    table = _table(rows, columns, themes)
    kinds = {c: corpus.reports[c].dtype if c in corpus.reports else "str" for c in columns}
    table = table.astype(kinds).drop(columns=[] if intervals else ["low", "high"])
    said = {"intervals": intervals, "seed": seed, "draw": draw, "set_aside": aside}
    table.attrs = said_of_themes(corpus, **said)
    return table


def _aside(corpus: Corpus) -> list[str]:
    """Copies and mirrors; only where several documents may be of one place and year."""
    reports = corpus.reports
    known = bodies(corpus)
    place = [known[report_id].locality for report_id in reports["report_id"]]
    told = pd.DataFrame({"place": pd.array(place, dtype="str"), "year": reports["year"].array})
    if told.notna().all(axis=None):
        reports = reports[told.duplicated(keep=False).to_numpy()]
    return set_aside(corpus.filter(report_id=reports["report_id"])) if len(reports) else []


class _Row(NamedTuple):
    """Means of one group."""

    names: tuple[object, ...]
    shares: Values
    bounds: Values
    n_reports: int


def _groups(
    corpus: Corpus, columns: list[str], aside: list[str], themes: list[str]
) -> Iterator[tuple[tuple[object, ...], list[Pieces]]]:
    """Sections of the reports of each group; groups in the order of their names."""
    known = keys(corpus)[["report_id", "place"]].merge(
        corpus.reports.drop(columns="place", errors="ignore"), on="report_id"
    )
    for column in columns:
        if column not in known:
            raise unknown("column of reports", column, map(str, known), "corpus.reports")
    found = passages(corpus, by="theme").fillna({"theme": NO_THEME})
    pieces = {each.report_id: each for each in pieces_of(found, themes)}
    told = known[~known["report_id"].isin(aside) & known["report_id"].isin(pieces)]
    # Places in administrative order, as the keys are; other groups by their names.
    for name, rows in told.groupby(columns, sort="place" not in columns):
        yield name, [pieces[report_id] for report_id in rows["report_id"]]


def _rows(
    groups: Iterator[tuple[tuple[object, ...], list[Pieces]]],
    n_themes: int,
    draws: int,
    seed: int,
    draw: Drawn,
) -> Iterator[_Row]:
    for names, reports in groups:
        shares = np.array([each.shares(n_themes) for each in reports])
        mean = shares.mean(axis=0)
        between = np.full((2, n_themes), np.nan)
        if draws and draw == "reports" and len(reports) >= FEWEST:
            between = bounds(mean, _reports_drawn(shares, draws, seed))
        elif draws and draw == "sections" and _are_enough(reports):
            drawn = sum(each.drawn(n_themes, draws, seed) for each in reports)
            between = bounds(mean, np.asarray(drawn) / len(reports))
        yield _Row(names, mean, between, len(reports))


def _are_enough(reports: list[Pieces]) -> bool:
    enough = sum(each.effective >= FEWEST for each in reports)
    return enough >= ENOUGH * len(reports)


def _reports_drawn(shares: Values, draws: int, seed: int) -> Values:
    """Mean shares (a row each theme) of as many reports drawn with replacement."""
    size = len(shares)
    rng = np.random.default_rng(seed)
    step = max(1, _AT_A_TIME // (size * shares.shape[1]))
    found = [
        shares[rng.integers(0, size, size=(min(step, draws - at), size))].mean(axis=1)
        for at in range(0, draws, step)
    ]
    return np.concatenate(found).T


def _table(rows: list[_Row], columns: list[str], themes: list[str]) -> pd.DataFrame:
    found = [
        (*row.names, theme, row.shares[i], *row.bounds[:, i], row.n_reports)
        for row in rows
        for i, theme in enumerate(themes)
    ]
    table = pd.DataFrame(found, columns=[*columns, "theme", "share", "low", "high", "n_reports"])
    kinds = {"theme": "str", "share": "float64", "low": "float64", "high": "float64"}
    return table.astype(kinds | {"n_reports": "Int64"})
