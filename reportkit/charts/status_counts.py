"""How many reports state which indicators: bars, for more places than a matrix holds."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ..errors import ReportkitError
from .columns import MOST_SAID
from .counts import Counts, counting
from .indicator_rows import (
    BARS,
    MOST_INDICATORS,
    NOT_STATED,
    ROW,
    SOLID,
    indicators_axis,
    left_out,
    most_stated,
)
from .labels import indicator_name, label, label_or_value
from .look import FAINT, PAPER, Drawing, Picture, ReportChart, data, finished
from .tooltips import tooltip
from .unchecked import unchecked

_COLUMNS = ("indicator", "year", "status", "n_reports")


@unchecked
def status_counts(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Bars of which part of the reports states each indicator, states a zero, or says nothing.

    Parameters
    ----------
    table : DataFrame
        What ``measures.status_counts`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    Indicators that most reports state stand first. A part of a bar counts the rows of its
    indicator and status, those of what is not stated too.
    """
    missing = [column for column in _COLUMNS if column not in table]
    if missing:
        raise ReportkitError(
            f"The table lacks {', '.join(missing)}. Give what measures.status_counts returned, "
            "unchanged or with rows left out."
        )
    order = most_stated(table)
    rows = _named(table[table["indicator"].isin(order[:MOST_INDICATORS])], language)
    whole = finished(
        _picture(rows, order, language),
        "status_counts",
        table,
        language=language,
        says=_in_words(rows, order, language),
        more=left_out(len(order), language),
    )
    by = {"indicator": "indicator", "status": "status"}
    return counting(whole, Counts(by, ("label", "found")))


def _named(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Rows with the names of indicator and status."""
    statuses = table["status"].unique()
    found = {s: label_or_value("status", s.replace(" ", "_"), language) for s in statuses}
    names = {key: indicator_name(key, language) for key in table["indicator"].unique()}
    rows = table[list(_COLUMNS)]
    return rows.assign(label=rows["indicator"].map(names), found=rows["status"].map(found))


def _picture(rows: pd.DataFrame, order: list[str], language: str) -> Picture:
    base = Drawing(data(rows, traced=False)).encode(y=indicators_axis(order, language))
    return alt.layer(_bars(base, language), _sums(base), width=BARS, height=alt.Step(ROW))


def _bars(base: alt.Chart, language: str) -> alt.Chart:
    """A bar an indicator, of three parts; years are summed by the chart itself."""
    fills = alt.Scale(domain=list(SOLID), range=list(SOLID.values()))
    axis = alt.Axis(orient="top", title=None, format="%", grid=True, gridColor="#e6e6e6")
    ranked = base.transform_calculate(rank=f"indexof({list(SOLID)}, datum.status)")
    return ranked.mark_bar(size=14, stroke=PAPER).encode(
        x=alt.X("sum(n_reports):Q", stack="normalize", axis=axis),
        color=alt.Color("status:N", scale=fills, legend=None),
        order=alt.Order("rank:Q"),
        detail="indicator:N",
        tooltip=[
            *tooltip(language, indicator="label", status="found"),
            alt.Tooltip("sum(n_reports):Q", title=label("column.n_reports", language)),
        ],
    )


def _sums(base: alt.Chart) -> alt.Chart:
    """How many of how many reports state it, at the end of each bar."""
    states = f"datum.status === '{NOT_STATED}' ? 0 : datum.n_reports"
    summed = base.transform_calculate(states=states).transform_aggregate(
        states="sum(states)", n="sum(n_reports)", groupby=["label"]
    )
    said = summed.transform_calculate(said="datum.states + ' / ' + datum.n")
    return said.mark_text(align="left", dx=8, color=FAINT).encode(
        x=alt.value("width"), text="said:N"
    )


def _in_words(rows: pd.DataFrame, order: list[str], language: str) -> str:
    """How many reports state the first indicators."""
    totals = rows.groupby("indicator")["n_reports"].sum()
    stated = rows[rows["status"] != NOT_STATED].groupby("indicator")["n_reports"].sum()
    told = [
        f"{indicator_name(key, language)} {stated.get(key, 0)} / {totals[key]}"
        for key in order[:MOST_SAID]
    ]
    return "; ".join(told)
