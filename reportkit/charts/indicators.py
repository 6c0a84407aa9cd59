"""One indicator by place and year, each place and way of counting on a line of its own."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .cells import cells
from .columns import MOST_REPORTS, MOST_SAID, require_columns
from .labels import indicator_name, label, label_or_value
from .look import BLUE, FAINT, INK, Drawing, ReportChart, data, finished
from .numbers import number
from .picking import chosen, question
from .tooltips import tooltip
from .unchecked import unchecked

PICKED = "indicator_shown"
# Two values that differ in one of these do not stand on one line.
QUALIFIERS = ("scope", "basis", "period")
# A report that says 全年 and one that says nothing of the period speak of the same.
WHOLE_YEAR = "year"
# More rows than this make a shared file too large to mail: indicators of few reports go first.
MOST_ROWS = 1500
COLUMN, ROW = 84, 46
# Values of one spot would be written over one another.
_SPOT = ("indicator", "series", "year")
# What each row brings into the chart, and nothing else: a shared file must stay small.
DRAWN = (
    "row", "report_id", "place", "year", "indicator", "series", "order", "value", "line", "low",
    "high", "unit", "shown", "said", "whole",
)  # fmt: skip
HEDGES = ("over", "under", "near", "about", "at_least", "at_most")


@unchecked
def indicators(
    table: pd.DataFrame, *, indicator: str | None = None, language: str = "zh"
) -> ReportChart:
    """One indicator by place and year, a line a place; the chart's own list changes the indicator.

    Parameters
    ----------
    table : DataFrame
        What ``measures.indicators`` gives.
    indicator : str, optional
        Indicator that is shown at first; the one that most reports state if left out.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing, or the table has no such indicator.

    Notes
    -----
    Values of another scope, basis or period than the whole year stand on a line of their own:
    they do not compare. A year without a value is a gap, and the line is broken there.
    """
    require_columns(table, "indicator", "unit", "value", "low", "high", "hedge", *QUALIFIERS)
    order = by_reports(table)
    first = chosen(indicator, order, "indicator")
    placed = placed_values(table)
    kept = fitting(placed, [first, *(key for key in order if key != first)])
    rows = _in_one_text(_in_order(_named(placed[placed["indicator"].isin(kept)], language)))
    names = {key: indicator_name(key, language) for key in order if key in kept}
    return finished(
        _picture(rows, _span(placed), language),
        "indicators",
        table,
        language=language,
        says=_in_words(rows, first, language),
        question=question(
            PICKED, _questions(rows, language), names, first, label("pick.indicator", language)
        ),
        all_drawn=True,
        gaps=label("foot.indicator_gaps", language),
        places=fewer_places(table, language),
        more=fewer(len(kept), len(order), language),
    )


def by_reports(table: pd.DataFrame) -> list[str]:
    """Indicators, those that most reports state first."""
    counts = table.groupby("indicator", sort=False)["report_id"].nunique()
    return list(counts.sort_values(ascending=False, kind="stable").index)


def said_value(
    value: float | None, low: float | None, high: float | None, hedge: object, language: str
) -> str:
    """Value as a label: with its hedge, or as the range that the report gives."""
    if pd.isna(value):
        ends = [number(each, language, brief=True) for each in (low, high)]
        return "–".join(dict.fromkeys(ends))
    shown = number(value, language, brief=True)
    return label(f"hedged.{hedge}", language, n=shown) if hedge in HEDGES else shown


def placed_values(table: pd.DataFrame) -> pd.DataFrame:
    """Values of the first places; what is of no known place or year has no spot here."""
    known = table["year"].notna().to_numpy(bool)
    place, _ = pd.factorize(table["place"].where(known))
    return table[(place >= 0) & (place < MOST_REPORTS)]


def _named(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Each value with its label and what it is a value of."""
    values = rows[["value", "low", "high", "hedge"]].itertuples(index=False, name=None)
    return rows.assign(
        row=rows.index,
        way=ways(rows, language),
        shown=[said_value(v, low, high, h, language) for v, low, high, h in values],
        line=rows["value"].mask(rows["ambiguous"]) if "ambiguous" in rows else rows["value"],
        whole=[number(each, language) for each in rows["value"]],
    )


def ways(rows: pd.DataFrame, language: str) -> list[str]:
    """What each value is a value of: its scope, basis and period, and its unit where units differ.

    Empty for the plain whole year.
    """
    several = rows.groupby("indicator")["unit"].nunique() > 1
    units = rows["unit"].where(rows["indicator"].map(several).astype("bool"))
    plans = rows["is_plan"] if "is_plan" in rows else pd.Series(False, index=rows.index)
    cells = rows.assign(unit=units, plan=plans)[[*QUALIFIERS, "unit", "plan"]]
    return [_way(cell, language) for cell in cells.itertuples(index=False, name=None)]


def _way(cells: tuple[Any, ...], language: str) -> str:
    *qualifiers, unit, plan = cells
    told = zip(QUALIFIERS, qualifiers, strict=True)
    said = [
        label_or_value(group, cell, language)
        for group, cell in told
        if isinstance(cell, str) and cell != WHOLE_YEAR
    ]
    said += [unit] if isinstance(unit, str) else []
    return "·".join([*said, *([label("part.plan", language)] if plan else [])])


def fitting(placed: pd.DataFrame, order: list[str]) -> list[str]:
    """Indicators whose rows fit into one file; the first in any case."""
    rows = placed.groupby("indicator").size().reindex(order, fill_value=0).cumsum()
    return [key for number, key in enumerate(order) if number == 0 or rows[key] <= MOST_ROWS]


def _span(rows: pd.DataFrame) -> tuple[int, int]:
    """First and last year."""
    years = rows["year"]
    return (int(years.min()), int(years.max())) if len(years) else (0, -1)


def _in_order(stated: pd.DataFrame) -> pd.DataFrame:
    """Values with the name and the order of their line: places as they come, plain ones first."""
    places = {place: n for n, place in enumerate(stated["place"].unique())}
    named = list(zip(stated["place"], stated["way"], strict=True))
    return stated.assign(
        series=[f"{place} {way}".strip() for place, way in named],
        order=[places[place] + (0.5 if way else 0) for place, way in named],
    )


def _in_one_text(rows: pd.DataFrame) -> pd.DataFrame:
    """Values of one report for one spot are written above its highest, none over another."""
    shown, heights = cells(rows["shown"]), _heights(rows)
    spots: dict[tuple[Any, ...], list[int]] = {}
    for n, spot in enumerate(zip(*(cells(rows[c]) for c in _SPOT), strict=True)):
        spots.setdefault(spot, []).append(n)
    said: list[str | None] = [None] * len(rows)
    for own in (each for each in spots.values() if len(each) > 1):
        for n in own:
            said[n] = ""
        said[max(own, key=heights.__getitem__)] = " / ".join(dict.fromkeys(shown[n] for n in own))
    return rows.assign(said=pd.array(said, dtype="str"))


def _heights(rows: pd.DataFrame) -> list[float]:
    """How high each value stands: a range at its upper end."""
    return rows["value"].fillna(rows["high"]).astype("float64").fillna(-1.0).tolist()


def _questions(rows: pd.DataFrame, language: str) -> dict[str, str]:
    units = rows.dropna(subset="unit").groupby("indicator")["unit"].unique()
    return {
        str(key): label(
            "ask.indicators", language, name=indicator_name(str(key), language), unit="/".join(own)
        )
        for key, own in units.items()
    }


def _picture(rows: pd.DataFrame, years: tuple[int, int], language: str) -> alt.FacetChart:
    base = Drawing().encode(
        x=alt.X("year:O", axis=alt.Axis(orient="top", title=None, ticks=False, labelAngle=0))
    )
    layers = _zero(base), _gaps(base), _lines(base), *_dots(base, language), _texts(base)
    header = alt.Header(title=None, labelAngle=0, labelAlign="left", labelLimit=0, labelFontSize=12)
    by_place = alt.EncodingSortField("order", op="min", order="ascending")
    facet = alt.layer(*layers, width=alt.Step(COLUMN), height=ROW).facet(
        row=alt.Row("series:N", header=header, sort=by_place),
        data=data(rows[list(DRAWN)], traced=False, sparse=True),
        spacing=8,
    )
    # Every line has every year: one without a value is a row that says nothing, a gap.
    with_gaps = facet.transform_impute(
        "row",
        key="year",
        value=None,
        keyvals=alt.ImputeSequence(start=years[0], stop=years[1] + 1),
        groupby=["indicator", "series", "place", "order"],
    )
    return with_gaps.transform_filter(f"datum.indicator == {PICKED}")


def _zero(base: alt.Chart) -> alt.Chart:
    ground = alt.YDatum(0, type="quantitative", axis=None, scale=_SCALE)
    return base.mark_rule(color="#dddddd").encode(x=alt.value(0), x2=alt.value("width"), y=ground)


# Room for the numbers above the dots.
_SCALE = alt.Scale(range=[ROW - 3, 18], zero=True, nice=False)


def _at(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", scale=_SCALE, axis=None)


def _gaps(base: alt.Chart) -> alt.Chart:
    """An outline with nothing in it where no value is known."""
    empty = base.transform_filter("!isValid(datum.row)")
    look: dict[str, Any] = {"strokeDash": [3, 3], "strokeOpacity": 0.6, "strokeWidth": 1}
    marks = empty.mark_point(shape="square", size=260, filled=False, stroke=FAINT, **look)
    return marks.encode(y=alt.value(ROW / 2 + 6))


def _lines(base: alt.Chart) -> alt.Chart:
    return base.mark_line(color=BLUE, strokeWidth=1.5, opacity=0.7, aria=False).encode(
        y=_at("line")
    )


def _dots(base: alt.Chart, language: str) -> tuple[alt.Chart, alt.Chart]:
    """A dot a value, a bar a range that the report gives instead of one."""
    told = base.encode(
        tooltip=tooltip(
            language, place="series", year="year:O", value="whole", shown="shown", unit="unit",
            report_id="report_id",
        )
    )  # fmt: skip
    dots = told.transform_filter("isValid(datum.value)").encode(y=_at("value"))
    ranges = told.transform_filter("isValid(datum.row) && !isValid(datum.value)")
    return (
        dots.mark_point(filled=True, size=50, color=BLUE, opacity=1),
        ranges.mark_rule(color=BLUE, strokeWidth=4).encode(y=_at("low"), y2="high:Q"),
    )


def _texts(base: alt.Chart) -> alt.Chart:
    there = base.transform_filter("isValid(datum.row)").transform_calculate(
        at="isValid(datum.value) ? datum.value : datum.high",
        text="isValid(datum.said) ? datum.said : datum.shown",
    )
    return there.mark_text(dy=-10, color=INK, fontSize=11).encode(y=_at("at"), text="text:N")


def _in_words(rows: pd.DataFrame, first: str, language: str) -> str:
    """Values of the indicator shown first, line by line."""
    own = rows[rows["indicator"] == first]
    lines: dict[str, list[str]] = {}
    for series, year, shown in zip(*(cells(own[c]) for c in _TOLD), strict=True):
        lines.setdefault(series, []).append(f"{year} {shown}")
    told = [f"{series}: {', '.join(said)}" for series, said in lines.items()]
    return f"{indicator_name(first, language)}. {'; '.join(told[:MOST_SAID])}"


_TOLD = ("series", "year", "shown")


def fewer_places(table: pd.DataFrame, language: str) -> str:
    """Line that says that not every place is drawn."""
    total = table["place"].nunique()
    if total <= MOST_REPORTS:
        return ""
    return label("foot.more_places", language, n=MOST_REPORTS, total=total)


def fewer(n: int, total: int, language: str) -> str:
    """Say that not every indicator is in the list."""
    return label("foot.more_indicators", language, n=n, total=total) if n < total else ""
