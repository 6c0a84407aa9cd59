"""Which indicators which reports state: to be read before any of their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd

from .columns import MOST_REPORTS, Own, drawn, in_words, is_invented, require_columns, wrapped
from .counts import Counts, counting
from .indicator_rows import (
    MOST_INDICATORS,
    NOT_STATED,
    ROW,
    STATED,
    ZERO,
    indicators_axis,
    left_out,
    most_stated,
)
from .labels import indicator_name, label, label_or_value, not_stated
from .look import (
    BLUE,
    EMPTY,
    FAINT,
    INK,
    LINE_HEIGHT,
    ORANGE,
    PAPER,
    Drawing,
    Picture,
    ReportChart,
    data,
    finished,
    ink,
)
from .status_counts import status_counts
from .themes import SHADES
from .tooltips import tooltip
from .unchecked import unchecked

SIGNS = {STATED: "●", ZERO: "0", NOT_STATED: ""}
FILLS = {STATED: "#cfe3f2", ZERO: "#fbe3d3", NOT_STATED: EMPTY}
# From so many reports on, their names stand upright.
UPRIGHT = 6
NARROW, WIDE = 16, 92
# Characters of a name that a wide column holds.
ABREAST = 7
# Places, and from how many on their columns must be narrow to fit a page.
PLACE, NARROW_PLACE, MANY_PLACES = 40, 18, 20


@unchecked
def indicator_coverage(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Matrix of indicators by reports: stated, stated as zero, not stated.

    Parameters
    ----------
    table : DataFrame
        What ``measures.statuses`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    Indicators that most reports state stand first. More than sixty reports are counted by place,
    those of more than sixty places all together, as in ``status_counts``.
    """
    require_columns(table, "indicator", "name", "status", "n_values")
    if table["report_id"].nunique() > MOST_REPORTS and table["place"].nunique() > MOST_REPORTS:
        return status_counts(_counted(table), language=language)
    order = most_stated(table)
    rows = table[table["indicator"].isin(order[:MOST_INDICATORS])]
    key, picture, counts = _fold(table)
    whole = finished(
        picture(rows, order, language),
        key,
        table,
        language=language,
        says=in_words(table, language, lambda own: _said(own, language)),
        all_drawn=True,
        more=left_out(len(order), language),
    )
    return counting(whole, counts)


def _counted(table: pd.DataFrame) -> pd.DataFrame:
    """How many reports have which status, as ``measures.status_counts`` tells it."""
    by = ["indicator", "year", "status"]
    counted = table.groupby(by, dropna=False, sort=False)["report_id"].nunique()
    rows = counted.rename("n_reports").reset_index()
    rows.attrs = {"invented": is_invented(table)}
    return rows


def _fold(table: pd.DataFrame) -> tuple[str, Callable[..., Picture], Counts | None]:
    """Key of the title, the picture that holds so many reports, and what its marks count."""
    if table["report_id"].nunique() <= MOST_REPORTS:
        return "indicator_coverage", _matrix, None
    by = {"indicator": "indicator", "place": "place"}
    return "indicator_coverage_places", _by_place, Counts(by, ("label", "column"))


def _matrix(table: pd.DataFrame, order: list[str], language: str) -> Picture:
    rows = _signed(drawn(table, language), language)
    n = rows["report_id"].nunique()
    rows = rows.assign(report=_abreast(rows["name"]) if n <= UPRIGHT else rows["name"])
    heads = list(rows["report"].unique())
    base = Drawing(data(rows)).encode(
        x=alt.X("report:N", sort=heads, axis=_reports_axis(heads)),
        y=indicators_axis(order, language),
        tooltip=tooltip(
            language, report="name", indicator="label", status="found", n_values="n_values:Q",
            report_id="report_id",
        ),
    )  # fmt: skip
    layers = _cells(base), _signs(base), _counts(base)
    step = WIDE if n <= UPRIGHT else NARROW
    return alt.layer(*layers, width=alt.Step(step), height=alt.Step(ROW))


def _signed(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Rows with the name of the indicator, and the status as a sign and in words."""
    names = {key: indicator_name(key, language) for key in rows["indicator"].unique()}
    statuses = rows["status"].unique()
    found = {s: label_or_value("status", s.replace(" ", "_"), language) for s in statuses}
    return rows.assign(
        label=rows["indicator"].map(names),
        sign=rows["status"].map({s: SIGNS.get(s, "?") for s in statuses}),
        found=rows["status"].map(found),
    )


def _abreast(names: pd.Series) -> pd.Series:
    """Names on lines that a column holds, the year on the last one."""
    parts = [(name, *name.rpartition(" ")[::2]) for name in names.unique()]
    return names.map({name: f"{wrapped(place, ABREAST)}\n{year}" for name, place, year in parts})


def _reports_axis(heads: list[str]) -> alt.Axis:
    """Names of reports: level while there is room, on their lines; else upright."""
    look: dict[str, Any] = {"orient": "top", "title": None, "ticks": False, "labelLimit": 0}
    if len(heads) > UPRIGHT:
        return alt.Axis(labelAngle=-90, **look)
    lines = max((head.count("\n") for head in heads), default=0)
    return alt.Axis(
        labelAngle=0,
        labelExpr="split(datum.label, '\\n')",
        labelPadding=3 + LINE_HEIGHT * lines,
        **look,
    )


def _cells(base: alt.Chart) -> alt.Chart:
    fills = alt.Scale(domain=list(FILLS), range=list(FILLS.values()))
    return base.mark_rect(stroke=PAPER, strokeWidth=2).encode(
        color=alt.Color("status:N", scale=fills, legend=None)
    )


def _signs(base: alt.Chart) -> alt.Chart:
    colour = ink(ORANGE, ("datum.status === 'stated'", BLUE))
    return base.mark_text(fontWeight="bold").encode(text="sign:N", color=colour)


def _counts(base: alt.Chart) -> alt.Chart:
    """How many of the reports shown state each indicator, counted by the chart itself."""
    stated = base.transform_calculate(states="datum.status === 'not stated' ? 0 : 1")
    counted = stated.transform_aggregate(
        states="sum(states)", n="distinct(report_id)", groupby=["label"]
    ).transform_calculate(said="datum.states + ' / ' + datum.n")
    marks = counted.mark_text(align="left", dx=8, color=FAINT)
    return marks.encode(x=alt.value("width"), text="said:N", tooltip=alt.value(None))


def _by_place(table: pd.DataFrame, order: list[str], language: str) -> Picture:
    """How many reports of each place state each indicator; years stay apart for the reader."""
    rows = _stated_by_place(table, language)
    base = Drawing(data(rows, traced=False, sparse=True)).encode(y=indicators_axis(order, language))
    places = list(table["place"].fillna(not_stated("place", language)).unique())
    cells = _of_place(base, places, language)
    step = PLACE if len(places) < MANY_PLACES else NARROW_PLACE
    layers = _shaded(cells), _numbers(cells), _totals(base)
    return alt.layer(*layers, width=alt.Step(step), height=alt.Step(ROW))


def _stated_by_place(table: pd.DataFrame, language: str) -> pd.DataFrame:
    stated = table[table["status"] != NOT_STATED]
    counted = stated.groupby(["indicator", "place", "year"], dropna=False, sort=False).size()
    rows = counted.rename("n").reset_index()
    names = {key: indicator_name(key, language) for key in rows["indicator"].unique()}
    rows = rows.assign(
        label=rows["indicator"].map(names),
        column=rows["place"].fillna(not_stated("place", language)),
    )
    return rows[["indicator", "label", "place", "column", "year", "n"]]


def _of_place(base: alt.Chart, places: list[str], language: str) -> alt.Chart:
    """A cell an indicator and place."""
    summed = base.transform_aggregate(n="sum(n)", groupby=["indicator", "label", "place", "column"])
    return summed.encode(
        x=alt.X("column:N", sort=places, axis=_places_axis(len(places))),
        tooltip=tooltip(language, place="column", indicator="label", n_reports="n:Q"),
    )


def _shaded(cells: alt.Chart) -> alt.Chart:
    shades = alt.Color("n:Q", scale=alt.Scale(range=SHADES, domainMin=0), legend=None)
    return cells.mark_rect(stroke=PAPER, strokeWidth=2).encode(color=shades)


def _places_axis(n: int) -> alt.Axis:
    look: dict[str, Any] = {"orient": "top", "title": None, "ticks": False, "labelLimit": 0}
    angle = -40 if n < MANY_PLACES else -90
    return alt.Axis(labelAngle=angle, labelAlign="left", **look)


def _numbers(cells: alt.Chart) -> alt.Chart:
    """Count in each cell, light on dark ones."""
    most = cells.transform_joinaggregate(most="max(n)")
    return most.mark_text(fontSize=11).encode(
        text="n:Q", color=ink(INK, ("datum.n > 0.7 * datum.most", PAPER))
    )


def _totals(base: alt.Chart) -> alt.Chart:
    summed = base.transform_aggregate(n="sum(n)", groupby=["label"])
    return summed.mark_text(align="left", dx=8, color=FAINT).encode(
        x=alt.value("width"), text="n:Q"
    )


def _said(own: Own, language: str) -> list[str]:
    """How many indicators a report states."""
    stated = [status for status in own["status"] if status != NOT_STATED]
    return [label("say.n_indicators", language, n=len(stated), total=len(own["status"]))]
