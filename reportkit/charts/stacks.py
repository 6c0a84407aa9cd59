"""Counted rows as bars, stretch behind stretch, that the chart counts again for any choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from .look import FAINT, PAPER, Drawing, Picture, data

WIDTH = 400


def stacked(
    rows: pd.DataFrame, name: str, part: str, parts: Sequence[str], *keys: str
) -> alt.Chart:
    """Bars named by one column, cut by another in a given order: fields ``n``, ``from``, ``to``.

    ``rows`` have ``n``, and may have columns more, such as the year, that are summed over;
    ``keys`` are the same for all rows of a name, and stay with the bars.
    """
    words = [column for column in (f"{part}_name", *keys) if column in rows]
    summed = Drawing(data(rows, traced=False)).transform_aggregate(
        n="sum(n)", groupby=[name, part, *words]
    )
    ranked = summed.transform_calculate(rank=f"indexof({list(parts)}, datum.{part})")
    bars = ranked.transform_stack(
        stack="n", as_=["from", "to"], groupby=[name], sort=[alt.SortField("rank")]
    )
    names = alt.Axis(title=None, ticks=False, labelLimit=0)
    return bars.encode(y=alt.Y(f"{name}:N", sort=list(dict.fromkeys(rows[name])), axis=names))


def drawn_stacks(
    base: alt.Chart, part: str, fills: Mapping[str, str], signs: Mapping[str, str], *, row: int
) -> Picture:
    """Draw ``stacked`` bars, with the counts beside them, a column a part.

    No stretch is too small for its number there.
    """
    scale = alt.Scale(domain=list(fills), range=list(fills.values()))
    axis = alt.Axis(title=None, orient="top", grid=True, gridColor="#e6e6e6", tickCount=5)
    bars = base.mark_bar(size=row - 10, stroke=PAPER).encode(
        x=alt.X("from:Q", axis=axis),
        x2="to:Q",
        color=alt.Color(f"{part}:N", scale=scale, legend=None),
    )
    counts = [
        base.transform_filter(f"datum.{part} === '{each}'")
        .transform_calculate(said=f"'{signs[each]} ' + datum.n")
        .mark_text(align="left", dx=12 + 56 * column, color=FAINT)
        .encode(x=alt.value("width"), text="said:N")
        for column, each in enumerate(fills)
    ]
    return alt.layer(bars, *counts, width=WIDTH, height=alt.Step(row))
