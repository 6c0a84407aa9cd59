"""Which indicators which reports state: to be read before any of their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd

from ..errors import ReportkitError
from .columns import MOST_REPORTS, Own, drawn, in_words, require_columns
from .counts import Counts, counting
from .labels import indicator_name, label, label_or_value, not_stated
from .look import (
    BLUE,
    EMPTY,
    FAINT,
    INK,
    ORANGE,
    PAPER,
    Drawing,
    Picture,
    ReportChart,
    data,
    finished,
    ink,
)
from .themes import SHADES
from .tooltips import tooltip
from .unchecked import unchecked

STATED, ZERO, NOT_STATED = "stated", "stated as zero", "not stated"
SIGNS = {STATED: "●", ZERO: "0", NOT_STATED: ""}
FILLS = {STATED: "#cfe3f2", ZERO: "#fbe3d3", NOT_STATED: EMPTY}
SOLID = {STATED: BLUE, ZERO: ORANGE, NOT_STATED: EMPTY}
# More indicators than this are no longer read as one picture.
MOST_INDICATORS = 40
# From so many reports on, their names stand upright.
UPRIGHT = 6
ROW, NARROW, WIDE, BARS = 20, 16, 92, 420
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
    those of more than sixty places all together: bars of how many state each indicator.
    """
    require_columns(table, "indicator", "name", "status", "n_values")
    order = by_reports(table)
    rows = table[table["indicator"].isin(order[:MOST_INDICATORS])]
    key, picture, counts = _fold(table)
    whole = finished(
        picture(rows, order, language),
        key,
        table,
        language=language,
        says=in_words(table, language, lambda own: _said(own, language)),
        all_drawn=True,
        more=_left_out(len(order), language),
    )
    return counting(whole, counts)


def _fold(table: pd.DataFrame) -> tuple[str, Callable[..., Picture], Counts | None]:
    """Key of the title, the picture that holds so many reports, and what its marks count."""
    if table["report_id"].nunique() <= MOST_REPORTS:
        return "indicator_coverage", _matrix, None
    if table["place"].nunique() <= MOST_REPORTS:
        by = {"indicator": "indicator", "place": "place"}
        return "indicator_coverage_places", _by_place, Counts(by, ("label", "column"))
    by = {"indicator": "indicator", "status": "status"}
    return "indicator_coverage_folded", _bars, Counts(by, ("label", "found"))


@unchecked
def shared_by(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Bars of how many of the reports state each indicator, those of most reports first.

    Parameters
    ----------
    table : DataFrame
        What ``measures.shared_by`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    missing = [c for c in ("indicator", "n_reports", "share", "n_zero") if c not in table]
    if missing:
        raise ReportkitError(
            f"The table lacks {', '.join(missing)}. Give what measures.shared_by returned, "
            "unchanged or with rows left out."
        )
    rows = _shares(table.head(MOST_INDICATORS), language)
    return finished(
        _shared(rows, language),
        "shared_by",
        table,
        language=language,
        says="; ".join(f"{n} {s}" for n, s in zip(rows["label"], rows["said"], strict=True)),
        more=_left_out(len(table), language),
    )


def _shares(table: pd.DataFrame, language: str) -> pd.DataFrame:
    totals = (table["n_reports"] / table["share"]).round().astype("Int64")
    counts = zip(table["n_reports"], totals, strict=True)
    return table.assign(
        label=[indicator_name(key, language) for key in table["indicator"]],
        n_valued=table["n_reports"] - table["n_zero"],
        total=totals,
        said=[f"{n} / {total}" for n, total in counts],
    )


def _shared(rows: pd.DataFrame, language: str) -> Picture:
    """A bar from nought to the reports with a value, another on to those that state a zero."""
    columns = ["indicator", "label", "n_reports", "n_valued", "n_zero", "said"]
    most = int(rows["total"].max()) if len(rows) else 1
    axis = alt.Axis(title=None, orient="top", grid=True, gridColor="#e6e6e6", tickMinStep=1)
    base = Drawing(data(rows[columns])).encode(
        y=_indicators_axis(list(rows["indicator"]), language),
        tooltip=tooltip(language, indicator="label", n_reports="n_reports:Q", n_zero="n_zero:Q"),
    )
    scale = alt.Scale(domain=[0, most], nice=False)
    bars = base.mark_bar(size=14, stroke=PAPER)
    valued = bars.encode(
        x=alt.X("n_valued:Q", axis=axis, scale=scale), color=alt.value(SOLID[STATED])
    )
    zeros = bars.transform_filter("datum.n_zero > 0").encode(
        x=alt.X("n_valued:Q", scale=scale), x2="n_reports:Q", color=alt.value(SOLID[ZERO])
    )
    said = base.mark_text(align="left", dx=8, color=FAINT).encode(
        x=alt.value("width"), text="said:N"
    )
    return alt.layer(valued, zeros, said, width=BARS, height=alt.Step(ROW))


def by_reports(table: pd.DataFrame) -> list[str]:
    """Indicators, those that most reports state first, then as the table has them."""
    states = table["status"] != NOT_STATED
    counts = states.groupby(table["indicator"], sort=False).sum()
    return list(counts.sort_values(ascending=False, kind="stable").index)


def _matrix(table: pd.DataFrame, order: list[str], language: str) -> Picture:
    rows = drawn(table, language)
    statuses = [str(each) for each in rows["status"]]
    rows = rows.assign(
        label=[indicator_name(key, language) for key in rows["indicator"]],
        sign=[SIGNS.get(each, "?") for each in statuses],
        found=[label_or_value("status", each.replace(" ", "_"), language) for each in statuses],
    )
    n = rows["report_id"].nunique()
    base = Drawing(data(rows)).encode(
        x=alt.X("name:N", sort=list(rows["name"].unique()), axis=_reports_axis(n)),
        y=_indicators_axis(order, language),
        tooltip=tooltip(
            language, report="name", indicator="label", status="found", n_values="n_values:Q",
            report_id="report_id",
        ),
    )  # fmt: skip
    layers = _cells(base), _signs(base), _counts(base)
    step = WIDE if n <= UPRIGHT else NARROW
    return alt.layer(*layers, width=alt.Step(step), height=alt.Step(ROW))


def _reports_axis(n: int) -> alt.Axis:
    """Names of reports: level while there is room, in two lines; else upright."""
    look: dict[str, Any] = {"orient": "top", "title": None, "ticks": False, "labelLimit": 0}
    if n > UPRIGHT:
        return alt.Axis(labelAngle=-90, **look)
    return alt.Axis(labelAngle=0, labelExpr="split(datum.label, ' ')", labelPadding=18, **look)


def _indicators_axis(order: list[str], language: str) -> alt.Y:
    names = [indicator_name(key, language) for key in order[:MOST_INDICATORS]]
    return alt.Y("label:N", sort=names, axis=alt.Axis(title=None, ticks=False, labelLimit=0))


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
    stated = table[table["status"] != NOT_STATED]
    counted = stated.groupby(["indicator", "place", "year"], dropna=False, sort=False).size()
    rows = counted.rename("n").reset_index()
    nowhere = not_stated("place", language)
    rows = rows.assign(
        label=[indicator_name(key, language) for key in rows["indicator"]],
        column=rows["place"].fillna(nowhere),
    )
    columns = ["indicator", "label", "place", "column", "year", "n"]
    base = Drawing(data(rows[columns], traced=False, sparse=True)).encode(
        y=_indicators_axis(order, language)
    )
    places = list(table["place"].fillna(nowhere).unique())
    counted_by = base.transform_aggregate(
        n="sum(n)", groupby=["indicator", "label", "place", "column"]
    )
    cells = counted_by.encode(
        x=alt.X("column:N", sort=places, axis=_places_axis(len(places))),
        tooltip=tooltip(language, place="column", indicator="label", n_reports="n:Q"),
    )
    shades = alt.Color("n:Q", scale=alt.Scale(range=SHADES, domainMin=0), legend=None)
    squares = cells.mark_rect(stroke=PAPER, strokeWidth=2).encode(color=shades)
    layers = squares, _numbers(cells), _totals(base)
    step = PLACE if len(places) < MANY_PLACES else NARROW_PLACE
    return alt.layer(*layers, width=alt.Step(step), height=alt.Step(ROW))


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


def _bars(table: pd.DataFrame, order: list[str], language: str) -> Picture:
    """Share of the reports that state each indicator."""
    keys = [key for key in ("indicator", "year", "status") if key in table]
    counted = table.groupby(keys, dropna=False, sort=False)["report_id"].nunique()
    rows = counted.rename("n_reports").reset_index()
    rows = rows.assign(
        label=[indicator_name(key, language) for key in rows["indicator"]],
        found=[label_or_value("status", s.replace(" ", "_"), language) for s in rows["status"]],
    )
    base = Drawing(data(rows, traced=False)).encode(y=_indicators_axis(order, language))
    fills = alt.Scale(domain=list(SOLID), range=list(SOLID.values()))
    axis = alt.Axis(orient="top", title=None, format="%", grid=True, gridColor="#e6e6e6")
    bars = base.mark_bar(size=14, stroke=PAPER).encode(
        x=alt.X("sum(n_reports):Q", stack="normalize", axis=axis),
        color=alt.Color("status:N", scale=fills, legend=None),
        order=alt.Order("rank:Q"),
        detail="indicator:N",
        tooltip=[
            *tooltip(language, indicator="label", status="found"),
            alt.Tooltip("sum(n_reports):Q", title=label("column.n_reports", language)),
        ],
    )
    ranked = bars.transform_calculate(rank=f"indexof({list(SOLID)}, datum.status)")
    return alt.layer(ranked, _sums(base), width=BARS, height=alt.Step(ROW))


def _sums(base: alt.Chart) -> alt.Chart:
    states = "datum.status === 'not stated' ? 0 : datum.n_reports"
    summed = base.transform_calculate(states=states).transform_aggregate(
        states="sum(states)", n="sum(n_reports)", groupby=["label"]
    )
    said = summed.transform_calculate(said="datum.states + ' / ' + datum.n")
    return said.mark_text(align="left", dx=8, color=FAINT).encode(
        x=alt.value("width"), text="said:N"
    )


def _left_out(total: int, language: str) -> str:
    if total <= MOST_INDICATORS:
        return ""
    return label("foot.more_indicators", language, n=MOST_INDICATORS, total=total)


def _said(own: Own, language: str) -> list[str]:
    """How many indicators a report states."""
    stated = [status for status in own["status"] if status != NOT_STATED]
    return [label("say.n_indicators", language, n=len(stated), total=len(own["status"]))]
