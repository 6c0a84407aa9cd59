"""When reports were signed and published, on the calendar of the year after."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .columns import drawn, in_words, require_columns
from .labels import label
from .look import BLUE, FAINT, INK, ORANGE, Drawing, ReportChart, data, finished, report_axis
from .unchecked import unchecked

CLOCKS = ("signed", "published")
# First days of the months, counted in an ordinary year; a leap year is a day off from March on.
MONTHS = {
    1: 1,
    32: 2,
    60: 3,
    91: 4,
    121: 5,
    152: 6,
    182: 7,
    213: 8,
    244: 9,
    274: 10,
    305: 11,
    335: 12,
}
NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LANE, WIDTH = 22, 360


@unchecked
def report_dates(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Dates of signature and publication, each report on the year after the one it reports on.

    Parameters
    ----------
    table : DataFrame
        What ``measures.overview`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    require_columns(table, *CLOCKS, *(f"days_{clock}" for clock in CLOCKS))
    rows = _by_clock(drawn(table, language), language)
    base = Drawing(data(rows)).encode(
        y=report_axis(rows),
        yOffset=alt.YOffset("clock:N", sort=list(CLOCKS)),
    )
    inner = alt.layer(
        _dots(base, rows, language),
        _labels(base),
        _unknown(base),
        width=WIDTH,
        height=alt.Step(LANE, **{"for": "offset"}),
    )
    says = in_words(rows, language, lambda own: list(own["note"]))
    return finished(inner, "report_dates", table, language=language, says=says)


def _by_clock(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """One row a report and clock."""
    lanes = [
        rows.assign(clock=clock, day=rows[f"days_{clock}"], date=rows[clock]) for clock in CLOCKS
    ]
    both = pd.concat(lanes)
    kind = [label(f"column.{clock}", language) for clock in both["clock"]]
    unknown = label("word.not_stated", language)
    stated = both["date"].dt.strftime("%Y-%m-%d").fillna(unknown)
    return both.assign(
        kind=kind, shown=stated, note=[f"{k} {s}" for k, s in zip(kind, stated, strict=True)]
    )


def _dots(base: alt.Chart, rows: pd.DataFrame, language: str) -> alt.Chart:
    shapes = alt.Scale(domain=list(CLOCKS), range=["circle", "diamond"])
    colours = alt.Scale(domain=list(CLOCKS), range=[BLUE, ORANGE])
    return base.mark_point(size=90, opacity=1, strokeWidth=2).encode(
        x=_days(rows, language),
        shape=alt.Shape("clock:N", scale=shapes, legend=None),
        color=alt.Color("clock:N", scale=colours, legend=None),
        fill=alt.FillValue(
            "white", condition=[{"test": "datum.clock === 'signed'", "value": BLUE}]
        ),
        tooltip=[
            alt.Tooltip("name:N", title=label("column.report", language)),
            alt.Tooltip("note:N", title=label("column.date", language)),
            alt.Tooltip("report_id:N", title=label("column.report_id", language)),
        ],
    )


def _days(rows: pd.DataFrame, language: str) -> alt.X:
    known = rows["day"].dropna()
    low, high = min([1, *known]), max([130, *known])
    scale = alt.Scale(domain=[int(low), int(high)], nice=False)
    return alt.X("day:Q", title=None, scale=scale, axis=_axis(int(high), language))


def _axis(high: int, language: str) -> alt.Axis:
    """Months where the dates lie within the year; days where one lies far out."""
    look: dict[str, Any] = {"orient": "top", "grid": True, "gridColor": "#e6e6e6", "ticks": False}
    if high > 366:
        return alt.Axis(format=",d", **look)
    names = {day: f"{m}月" if language == "zh" else NAMES[m - 1] for day, m in MONTHS.items()}
    return alt.Axis(values=list(names), labelExpr=f"({names!r})[datum.value]", **look)


def _labels(base: alt.Chart) -> alt.Chart:
    """Each date beside its dot."""
    marks = base.transform_filter("isValid(datum.day)").mark_text(align="left", dx=9, color=INK)
    return marks.encode(x="day:Q", text="shown:N")


def _unknown(base: alt.Chart) -> alt.Chart:
    """What is not stated is said at the left edge, where there is no dot."""
    marks = base.transform_filter("!isValid(datum.day)").mark_text(align="left", dx=9, color=FAINT)
    return marks.encode(x=alt.value(0), text="note:N")
