"""How one indicator changed from the report of the year before: an arrow a report."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .change_spread import change_spread, spread_in_words
from .columns import MOST_REPORTS, MOST_SAID, require_columns, wrapped
from .indicators import by_reports, fewer, fitting, ways
from .labels import indicator_name, label
from .look import (
    BLUE,
    FAINT,
    INK,
    LINE_HEIGHT,
    ORANGE,
    Drawing,
    Picture,
    ReportChart,
    data,
    finished,
    ink,
    names_axis,
)
from .numbers import number, number_expr
from .picking import chosen, question
from .reasons import reason
from .tooltips import tooltip
from .unchecked import unchecked

PICKED = "indicator_shown"
WIDTH, ROW = 380, 24
SAID = ("value", "last_value", "difference", "change_pct", "unit", "hedged", "why")
DRAWN = (
    "row", "report_id", "place", "year", "indicator", "name", "series", "order", "value",
    "last_value", "sign", "shown", "whole", "last_whole", "reason",
)  # fmt: skip


@unchecked
def changes(
    table: pd.DataFrame, *, indicator: str | None = None, language: str = "zh"
) -> ReportChart:
    """Arrows from last year's value to this year's; the chart's own list changes the indicator.

    Parameters
    ----------
    table : DataFrame
        What ``measures.changes`` gives.
    indicator : str, optional
        Indicator that is shown at first; the one with most comparisons if left out.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing, or the table has no such indicator.

    Notes
    -----
    A value that cannot be compared is drawn as a hollow dot, with the reason. Of more than sixty
    places each change is a stroke in the row of its year.
    """
    require_columns(
        table, "indicator", "unit", "value", "last_value", "difference", "change_pct", "why"
    )
    compared = table.loc[table["difference"].notna(), ["indicator", "report_id"]]
    order = list(dict.fromkeys([*by_reports(compared), *by_reports(table)]))
    first = chosen(indicator, order, "indicator")
    known = table.dropna(subset=["value", "place", "year"])
    kept = fitting(known, [first, *(key for key in order if key != first)])
    rows = known[known["indicator"].isin(kept)]
    folded = known["place"].nunique() > MOST_REPORTS
    rows = rows if folded else _named(rows, language)
    names = {key: indicator_name(key, language) for key in order if key in kept}
    return finished(
        change_spread(rows, PICKED, language) if folded else _picture(rows, language),
        "changes_spread" if folded else "changes",
        table,
        language=language,
        says=_in_words(rows[rows["indicator"] == first], first, language, folded=folded),
        question=question(
            PICKED, _asked(rows, language), names, first, label("pick.indicator", language)
        ),
        all_drawn=True,
        more=fewer(len(kept), len(order), language),
    )


def _named(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Each value with the name of its row, the change in words and, if there is none, why."""
    named = zip(rows["place"], rows["year"], ways(rows, language), strict=True)
    names = [f"{place} {year} {way}".strip() for place, year, way in named]
    return rows.assign(
        row=rows.index,
        name=names,
        series=[wrapped(name) for name in names],
        order=range(len(rows)),
        sign=[_sign(difference) for difference in rows["difference"]],
        shown=[_said(row, language) for row in rows[list(SAID)].to_dict("records")],
        whole=[number(value, language) for value in rows["value"]],
        last_whole=[number(value, language) for value in rows["last_value"]],
        reason=[_reason(why, language) for why in rows["why"]],
    )


def _sign(difference: float | None) -> str:
    if pd.isna(difference):
        return ""
    return "+" if difference > 0 else "-" if difference < 0 else "0"


def _said(row: dict[Any, Any], language: str) -> str:
    """Change in words, such as 120 → 150 (+25%); the value and the reason where there is none."""
    now = number(row["value"], language, brief=True)
    if pd.isna(row["difference"]):
        return f"{now} · {_reason(row['why'], language)}"
    change = _change(row, language)
    about = label("hedged.about", language, n=change) if row["hedged"] and change else change
    before = number(row["last_value"], language, brief=True)
    return f"{before} → {now}" + (f" ({about})" if about else "")


def _change(row: dict[Any, Any], language: str) -> str:
    """Change in percent of last year's value; of percentages, in points."""
    if row["difference"] == 0:
        return label("change.none", language)
    if row["unit"] == "%":
        return label("change.points", language, n=f"{row['difference']:+.3g}")
    pct = row["change_pct"]
    if pd.isna(pct):
        return ""
    return f"{pct:+.3g}%" if abs(pct) < 1000 else f"{pct:+,.0f}%"


def _reason(why: object, language: str) -> str:
    """Why nothing can be compared, in short; what stands behind a colon is left to the table."""
    if not isinstance(why, str):
        return ""
    return reason(why.partition(":")[0], language)


def _asked(rows: pd.DataFrame, language: str) -> dict[str, str]:
    units = rows.dropna(subset="unit").groupby("indicator")["unit"].unique()
    return {
        str(key): label(
            "ask.changes", language, name=indicator_name(str(key), language), unit="/".join(own)
        )
        for key, own in units.items()
    }


def _picture(rows: pd.DataFrame, language: str) -> Picture:
    by_place = alt.EncodingSortField("order", op="min", order="ascending")
    base = Drawing(data(rows[list(DRAWN)], traced=False, sparse=True)).encode(
        y=alt.Y("series:N", sort=by_place, axis=names_axis()),
        tooltip=tooltip(
            language, report="name", value="whole", last_value="last_whole", shown="shown",
            report_id="report_id",
        ),
    )  # fmt: skip
    layers = _shafts(base, language), _heads(base), _alone(base), _texts(base)
    lines = max((name.count("\n") + 1 for name in rows["series"]), default=1)
    row = ROW + (lines - 1) * (LINE_HEIGHT - 2)
    sized = alt.layer(*layers, width=WIDTH, height=alt.Step(row))
    return sized.transform_filter(f"datum.indicator == {PICKED}")


def _values(language: str) -> alt.X:
    axis = alt.Axis(
        title=None, orient="top", grid=True, gridColor="#e6e6e6", tickCount=5,
        labelExpr=number_expr("datum.value", language),
    )  # fmt: skip
    return alt.X("value:Q", axis=axis, scale=alt.Scale(zero=False, padding=8))


# Up and down are told by the arrow; the colour repeats it.
_COLOUR = alt.Color(
    "sign:N", scale=alt.Scale(domain=["+", "-", "0"], range=[BLUE, ORANGE, FAINT]), legend=None
)


def _shafts(base: alt.Chart, language: str) -> alt.Chart:
    known = base.transform_filter("isValid(datum.last_value) && datum.sign !== ''")
    return known.mark_rule(strokeWidth=2).encode(
        x=_values(language), x2="last_value:Q", color=_COLOUR
    )


def _heads(base: alt.Chart) -> alt.Chart:
    shapes = alt.Scale(domain=["+", "-", "0"], range=["triangle-right", "triangle-left", "circle"])
    known = base.transform_filter("datum.sign !== ''").mark_point(filled=True, size=80, opacity=1)
    return known.encode(
        x="value:Q", color=_COLOUR, shape=alt.Shape("sign:N", scale=shapes, legend=None)
    )


def _alone(base: alt.Chart) -> alt.Chart:
    """A value that nothing can be compared with."""
    alone = base.transform_filter("datum.sign === ''")
    return alone.mark_point(size=50, color=FAINT, opacity=1).encode(x="value:Q")


def _texts(base: alt.Chart) -> alt.Chart:
    colour = ink(INK, ("datum.sign === ''", FAINT))
    marks = base.mark_text(align="left", dx=12)
    return marks.encode(x=alt.value("width"), text="shown:N", color=colour)


def _in_words(rows: pd.DataFrame, first: str, language: str, *, folded: bool) -> str:
    if folded:
        return f"{indicator_name(first, language)}. {spread_in_words(rows, language)}"
    said = [f"{name}: {shown}" for name, shown in zip(rows["name"], rows["shown"], strict=True)]
    return f"{indicator_name(first, language)}. {'; '.join(said[:MOST_SAID])}"
