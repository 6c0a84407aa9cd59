"""Changes of one indicator in more places than have a row each: how they lie, year by year."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .labels import label
from .look import BLUE, FAINT, INK, ORANGE, Drawing, Picture, data, ink
from .tooltips import tooltip

WIDTH, ROW = 460, 40
# Steps of an axis on which a doubling and a hundredfold growth both have room.
STEPS = (-100, -50, -20, -10, 0, 10, 20, 50, 100, 300, 1000, 10_000)
_SIGNED = "datum.value === 0 ? '0' : format(datum.value, '+,d')"
DRAWN = ("report_id", "place", "year", "indicator", "unit", "value", "last_value", "change")


def change_spread(rows: pd.DataFrame, picked: str, language: str) -> Picture:
    """A stroke a place and year, the place in the middle, and how many can be compared.

    ``rows`` are those of ``measures.changes`` that have a value; ``picked`` is the parameter that
    holds the indicator.
    """
    told = rows.assign(change=_changes(rows))[list(DRAWN)]
    axis = alt.Axis(title=None, ticks=False, labelPadding=8)
    base = Drawing(data(told, sparse=True)).encode(y=alt.Y("year:O", axis=axis))
    layers = _zero(), _strokes(base, language), _middles(base), _counts(base)
    sized = alt.layer(*layers, width=WIDTH, height=alt.Step(ROW))
    return sized.transform_filter(f"datum.indicator == {picked}")


def _changes(rows: pd.DataFrame) -> pd.Series:
    """Change in percent of last year's value; of percentages, in points."""
    points = (rows["unit"] == "%").to_numpy(bool)
    return rows["change_pct"].where(~points, rows["difference"]).astype("float64").round(2)


def _at(field: str) -> alt.X:
    scale = alt.Scale(type="symlog", constant=5)
    axis: dict[str, Any] = {"orient": "top", "grid": True, "gridColor": "#e6e6e6"}
    return alt.X(
        f"{field}:Q",
        scale=scale,
        axis=alt.Axis(title=None, values=list(STEPS), labelExpr=_SIGNED, **axis),
    )


def _zero() -> alt.Chart:
    ground = alt.XDatum(0, type="quantitative")
    return Drawing(alt.InlineData(values=[{}])).mark_rule(color=FAINT, aria=False).encode(x=ground)


def _strokes(base: alt.Chart, language: str) -> alt.Chart:
    """Right and left of nought tell growth and fall; the colour repeats it."""
    known = base.transform_filter("isValid(datum.change)")
    colour = ink(FAINT, ("datum.change > 0", BLUE), ("datum.change < 0", ORANGE))
    return known.mark_tick(thickness=2, size=22, opacity=0.45).encode(
        x=_at("change"),
        color=colour,
        tooltip=tooltip(
            language, place="place", year="year:O", change="change:Q", value="value:Q",
            last_value="last_value:Q", unit="unit", report_id="report_id",
        ),
    )  # fmt: skip


def _middles(base: alt.Chart) -> alt.Chart:
    known = base.transform_filter("isValid(datum.change)")
    middle = known.transform_aggregate(middle="median(change)", groupby=["indicator", "year"])
    return middle.mark_tick(thickness=4, size=32, color=INK, aria=False).encode(x=_at("middle"))


def _counts(base: alt.Chart) -> alt.Chart:
    """How many of the values can be compared with the year before."""
    told = base.transform_calculate(one="isValid(datum.change) ? 1 : 0")
    summed = told.transform_aggregate(
        n="sum(one)", total="count()", groupby=["indicator", "year"]
    ).transform_calculate(said="datum.n + ' / ' + datum.total")
    return summed.mark_text(align="left", dx=12, color=FAINT).encode(
        x=alt.value("width"), text="said:N"
    )


def spread_in_words(rows: pd.DataFrame, language: str) -> str:
    """The place in the middle, year by year."""
    middles = rows.assign(change=_changes(rows)).groupby("year")["change"].agg(["median", "count"])
    return "; ".join(
        f"{year}: {label('say.median', language, n=f'{middle:+.3g}', total=n)}"
        for year, middle, n in middles.itertuples(name=None)
        if n
    )
