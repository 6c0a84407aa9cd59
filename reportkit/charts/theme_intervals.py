"""Shares of themes with their intervals, report beside report."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .columns import drawn, in_words, require_columns
from .look import FAINT, INK, PAPER, Drawing, Picture, ReportChart, data, finished, ink
from .theme_looks import MOST_TOLD, apart_by, by_share, outline, told
from .themes import LIGHT_LETTERS, boxes, in_cells, matrix, numbers, percent, sizes
from .unchecked import unchecked

WIDTH, LANE, LOW_LANE = 420, 12, 30
# A cell with a share, and its interval in small letters below.
COLUMN, ROW, SMALL = 48, 36, 9
DRAWN = (
    "report_id", "place", "year", "theme", "share", "low", "high", "label", "name", "report",
    "shown", "interval", "between", "is_theme",
)  # fmt: skip


@unchecked
def theme_intervals(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Share of each theme in each report, with its interval.

    Parameters
    ----------
    table : DataFrame
        What ``measures.theme_shares`` gives with intervals.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    Up to six reports are drawn as dots with lines, more as a matrix with the intervals in small
    letters. A share without interval has none drawn: its report has too few sections.
    """
    require_columns(table, "theme", "share", "low", "high")
    rows = _named(drawn(table, language), language)
    few = rows["report_id"].nunique() <= MOST_TOLD
    return finished(
        _together(rows, language) if few else _matrix(rows, language),
        "theme_intervals" if few else "theme_intervals_matrix",
        table,
        language=language,
        says=in_words(rows, language, lambda own: list(own["told"])),
        outline=outline(table, language),
    )


def _named(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Shares and their intervals in words."""
    named = in_cells(rows, language)
    ends = list(zip(rows["low"], rows["high"], strict=True))
    known = [not pd.isna(low) for low, _ in ends]
    intervals = [
        f"{percent(low)}–{percent(high)}" if there else "–"
        for (low, high), there in zip(ends, known, strict=True)
    ]
    said = zip(named["label"], named["shown"], intervals, known, strict=True)
    return named.assign(
        interval=intervals,
        between=[
            f"{low:.0%}–{high:.0%}".replace("%", "") if there else ""
            for (low, high), there in zip(ends, known, strict=True)
        ],
        told=[f"{n} {s} ({i})" if there else f"{n} {s}" for n, s, i, there in said],
    )


def _shares(field: str) -> alt.X:
    look = alt.Axis(
        title=None, format="%", grid=True, gridColor="#e6e6e6", tickCount=5, orient="top"
    )
    return alt.X(f"{field}:Q", axis=look, scale=alt.Scale(zero=True))


def _themes(rows: pd.DataFrame) -> alt.Y:
    axis = alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=9)
    return alt.Y("label:N", sort=by_share(rows), axis=axis)


def _together(rows: pd.DataFrame, language: str) -> Picture:
    """A row a theme, the reports below one another in it."""
    names = list(rows["name"].unique())
    colour, shape = apart_by(names)
    base = Drawing(data(rows[list(DRAWN)])).encode(
        y=_themes(rows),
        yOffset=alt.YOffset("name:N", sort=names),
        tooltip=told(language, "name", interval="interval"),
        color=colour,
    )
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(x="share:Q", shape=shape)
    alone = [_beside(base)] if len(names) == 1 else []
    lane = alt.Step(LOW_LANE if alone else LANE, **{"for": "offset"})
    return alt.layer(_ranges(base), dots, *alone, width=WIDTH, height=lane)


def _ranges(base: alt.Chart) -> alt.Chart:
    known = base.transform_filter("isValid(datum.low)").mark_rule(strokeWidth=2, opacity=0.55)
    return known.encode(x=_shares("low"), x2="high:Q")


def _beside(base: alt.Chart) -> alt.Chart:
    """Share as a number, where the dots of a single report leave room for it."""
    return base.mark_text(dy=-10).encode(x="share:Q", text="shown:N", color=alt.value(INK))


def _matrix(rows: pd.DataFrame, language: str) -> Picture:
    """A row a report, a column a theme."""
    base = matrix(rows[list(DRAWN)], language).encode(
        tooltip=told(language, "name", interval="interval")
    )
    layers = boxes(base), numbers(base, dy=-6), _between(base)
    return alt.layer(*layers, **sizes(rows, COLUMN, ROW))


def _between(base: alt.Chart) -> alt.Chart:
    light = f"datum.is_theme && datum.share >= {LIGHT_LETTERS}", PAPER
    known = base.transform_filter("isValid(datum.low)")
    return known.mark_text(dy=9, fontSize=SMALL).encode(text="between:N", color=ink(FAINT, light))
