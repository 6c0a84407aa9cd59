"""Days before and after the deadline, on two clocks."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .cells import cells
from .columns import MOST_REPORTS, Own, drawn, in_words, require_columns
from .labels import label
from .look import (
    BLUE,
    FAINT,
    INK,
    ORANGE,
    PAPER,
    Drawing,
    Picture,
    ReportChart,
    data,
    finished,
    report_axis,
)
from .tooltips import tooltip
from .unchecked import unchecked

CLOCKS = ("submission", "publication")
SHAPES, COLOURS = ["circle", "diamond"], [BLUE, ORANGE]
LANE, STRIP, WIDTH = 22, 34, 460
# Room that a label needs, in pixels.
TEXT = 100
# Days drawn at least, so that a deadline does not fill the picture with its week.
EARLIEST, LATEST = -90, 60
DRAWN = (
    "report_id", "place", "year", "level", "clock", "in_time", "days", "name", "report", "shown",
    "days_said", "date", "last",
)  # fmt: skip
# Of many reports only what a tick shows.
TICKED = ("report_id", "place", "year", "level", "clock", "in_time", "days", "date", "lane")


@unchecked
def timeliness(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Days from the deadline to the date that each report bears; unknown dates are said.

    Parameters
    ----------
    table : DataFrame
        What ``measures.timeliness`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    More than sixty reports stand as ticks, a row a year and clock.
    """
    require_columns(table, "clock", "stated", "in_time", "days", "last_day")
    folded = table["report_id"].nunique() > MOST_REPORTS
    return finished(
        _strips(_dated(table, language), language)
        if folded
        else _dots(_said(_dated(drawn(table, language), language), language), language),
        "timeliness_folded" if folded else "timeliness",
        table,
        language=language,
        says=in_words(table, language, lambda own: _shown(own, language)),
        all_drawn=True,
    )


def _dated(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Each date as it is read, in the lane of its year and clock."""
    unstated = label("word.not_stated", language)
    years = rows["year"].astype("str").fillna(label("word.year_not_stated", language))
    names = {clock: f" {label(f'clock.{clock}', language)}" for clock in CLOCKS}
    return rows.assign(
        date=[day or unstated for day in cells(rows["stated"])],
        lane=years + rows["clock"].map(names),
    )


def _said(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Each date in words: which clock, and how many days early or late."""
    return rows.assign(
        shown=_shown(rows, language),
        days_said=[_days(n, language) for n in rows["days"]],
        last=cells(rows["last_day"]),
    )


def _shown(rows: pd.DataFrame | Own, language: str) -> list[str]:
    pairs = zip(rows["clock"], rows["days"], strict=True)
    return [f"{label(f'clock.{clock}', language)} {_days(n, language)}" for clock, n in pairs]


def _days(days: int | None, language: str) -> str:
    if days is None or pd.isna(days):
        return label("days.unknown", language)
    return label("days.late" if days > 0 else "days.early", language, n=abs(days))


def _encoded(rows: pd.DataFrame, columns: tuple[str, ...], language: str) -> alt.Chart:
    shape = alt.Shape("clock:N", scale=alt.Scale(domain=CLOCKS, range=SHAPES), legend=None)
    colour = alt.Color("clock:N", scale=alt.Scale(domain=CLOCKS, range=COLOURS), legend=None)
    dots = {"report": "name", "days": "shown", "date": "date", "last_day": "last"}
    ticks = {"place": "place", "year": "year:O", "days": "days:Q", "date": "date"}
    fields = dots if "name" in columns else ticks
    lines = tooltip(language, **fields, report_id="report_id")
    here = [column for column in columns if column in rows]
    return Drawing(data(rows[here], sparse=True)).encode(shape=shape, color=colour, tooltip=lines)


def _span(rows: pd.DataFrame) -> tuple[int, int]:
    """First and last day drawn."""
    known = rows["days"].dropna().astype("int64")
    return int(min([EARLIEST, *known.unique()])) - 5, int(max([LATEST, *known.unique()])) + 5


def _axis(rows: pd.DataFrame) -> alt.X:
    axis = alt.Axis(title=None, orient="top", grid=True, gridColor="#eeeeee", tickCount=8)
    return alt.X("days:Q", axis=axis, scale=alt.Scale(domain=list(_span(rows)), nice=False))


def _deadline(language: str) -> list[alt.Chart]:
    """The last day in time, the same line for all: what differs is the day it falls on."""
    zero = alt.XDatum(0, type="quantitative")
    line = Drawing(alt.InlineData(values=[{}])).encode(x=zero)
    name = line.mark_text(dy=6, baseline="top", color=INK)
    words = alt.value(label("days.deadline", language))
    return [
        line.mark_rule(color=INK, strokeWidth=1.5),
        name.encode(y=alt.value("height"), text=words),
    ]


def _dots(rows: pd.DataFrame, language: str) -> Picture:
    base = _encoded(rows, DRAWN, language).encode(
        y=report_axis(rows), yOffset=alt.YOffset("clock:N", sort=list(CLOCKS))
    )
    known = base.transform_filter("isValid(datum.days)")
    first = {"test": "datum.clock === 'submission'", "value": BLUE}
    dots = known.mark_point(size=80, opacity=1, strokeWidth=2).encode(
        x=_axis(rows), fill=alt.FillValue(PAPER, condition=[first])
    )
    unknown = base.transform_filter("!isValid(datum.days)").mark_text(align="left", dx=6)
    said = unknown.encode(x=alt.value(0), text="shown:N", color=alt.value(FAINT))
    return alt.layer(
        *_deadline(language),
        *_texts(known, rows),
        dots,
        said,
        width=WIDTH,
        height=alt.Step(LANE, **{"for": "offset"}),
    )


def _texts(known: alt.Chart, rows: pd.DataFrame) -> list[alt.Chart]:
    """Days beside each dot: behind it, or before it where they would cross the deadline."""
    low, high = _span(rows)
    near = f"datum.days <= 0 && datum.days > {-(high - low) * TEXT // WIDTH}"
    before = known.transform_filter(near).mark_text(align="right", dx=-9)
    behind = known.transform_filter(f"!({near})").mark_text(align="left", dx=9)
    return [
        side.encode(x="days:Q", text="days_said:N", color=alt.value(INK))
        for side in (before, behind)
    ]


def _strips(rows: pd.DataFrame, language: str) -> Picture:
    """A tick a report; how many dates are unknown is written beside."""
    ordered = rows.sort_values(["year", "clock"], ascending=[True, False], kind="stable")
    axis = alt.Axis(title=None, ticks=False, labelLimit=0)
    base = _encoded(rows, TICKED, language).encode(
        y=alt.Y("lane:N", sort=list(ordered["lane"].unique()), axis=axis)
    )
    known = base.transform_filter("isValid(datum.days)")
    ticks = known.mark_tick(thickness=2, opacity=0.5, bandSize=20).encode(
        x=_axis(rows), shape=alt.value("stroke")
    )
    return alt.layer(
        *_deadline(language), ticks, _counts(base, language), width=WIDTH, height=alt.Step(STRIP)
    )


def _counts(base: alt.Chart, language: str) -> alt.Chart:
    """How many are in time, late and unknown, counted by the chart itself."""
    flags = {v: f"datum.in_time === '{v}' ? 1 : 0" for v in ("yes", "no", "unknown")}
    counted = base.transform_calculate(**flags).transform_aggregate(
        yes="sum(yes)", no="sum(no)", unknown="sum(unknown)", groupby=["lane"]
    )
    words = {v: label(f"in_time.{v}", language) for v in flags}
    said = " + ' · ' + ".join(f"'{word} ' + datum.{v}" for v, word in words.items())
    marks = counted.transform_calculate(said=said).mark_text(align="left", dx=10)
    return marks.encode(
        x=alt.value("width"), text="said:N", color=alt.value(INK), shape=alt.value("circle"),
        tooltip=alt.value(None),
    )  # fmt: skip
