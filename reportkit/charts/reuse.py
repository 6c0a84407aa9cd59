"""How much of each report stood in another one: stacked bars, or a matrix of many places."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .columns import MOST_REPORTS, Own, drawn, in_words, require_columns
from .labels import label, label_or_value
from .look import (
    FAINT,
    INK,
    PAPER,
    Drawing,
    Picture,
    ReportChart,
    data,
    finished,
    ink,
    report_axis,
    step,
)
from .themes import SHADES, percent
from .tooltips import tooltip
from .unchecked import unchecked
from .wordlist import first_reports

STATUSES = ("unchanged", "numbers_changed", "reworded", "new")
SIGNS = dict(zip((*STATUSES, "dropped"), "=#≈+−", strict=True))
COLOURS = {
    "dropped": "#D55E00", "unchanged": "#5b6770", "numbers_changed": "#9aa5ad",
    "reworded": "#56B4E9", "new": "#009E73",
}  # fmt: skip
# Segments on which dark letters are read better than light ones.
LIGHT_GROUNDS = ("numbers_changed", "reworded")
# A narrower segment has no room for its number; the tooltip has it.
LEAST_LABELLED = 0.09
WIDTH, COLUMN, ROW = 560, 56, 26
UNITS = ("part", "theme")
_BOX: dict[str, Any] = {"strokeWidth": 1, "width": {"band": 0.94}, "height": {"band": 0.9}}


@unchecked
def reuse(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Shares of each report that are unchanged, changed in numbers only, reworded and new.

    Parameters
    ----------
    table : DataFrame
        What ``measures.reuse`` gives. What was dropped of the other report stands at the left of
        zero. More than sixty reports become a matrix of the share of new text.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    require_columns(table, *STATUSES, "dropped", "other_report_id", "why")
    # What a tooltip says of a report that is set beside none.
    table = table.assign(other_report_id=table["other_report_id"].fillna("–"))
    by = next((unit for unit in UNITS if unit in table), None)
    says = in_words(first_reports(table), language, lambda own: _said(own, by, language))
    if table["report_id"].nunique() > MOST_REPORTS:
        whole = table if by is None else table.drop_duplicates("report_id")
        return _matrix(whole if by is None else table, says, language)
    rows = drawn(table, language)
    unit = None if by is None else _units(rows, by, language)
    long = _long(rows if unit is None else rows.assign(unit=unit), language)
    picture = _bars(long, rows, language)
    inner = picture if unit is None else _by_unit(picture, list(dict.fromkeys(unit)))
    gaps = label("foot.not_compared", language) if table["new"].isna().any() else ""
    return finished(inner, "reuse", table, language=language, says=says, gaps=gaps)


def _units(rows: pd.DataFrame, by: str, language: str) -> list[str]:
    """Name of each row's part or theme; what is not compared is said in the first picture."""
    key = "theme.none" if by == "theme" else "word.not_stated"
    known = rows.loc[rows["why"].isna(), by]
    first = known.iloc[0] if len(known) else None
    told = rows[by].mask(rows["why"].notna() & rows[by].isna(), first)
    return [label(key, language) if pd.isna(u) else label_or_value(by, u, language) for u in told]


def _long(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """One row a report and status, with where its segment begins and ends."""
    kept = ["report_id", "place", "year", "name", "report", "other_report_id"]
    kept += ["unit"] if "unit" in rows else []
    found, at = [], pd.Series(0.0, index=rows.index)
    for status in STATUSES:
        end = at + rows[status]
        found.append(rows[kept].assign(status=status, share=rows[status], at=at, to=end))
        at = end
    none = pd.Series(0.0, index=rows.index)
    share = rows["dropped"]
    found.append(rows[kept].assign(status="dropped", share=share, at=-share, to=none))
    long = pd.concat(found)
    return long.assign(
        called=[f"{SIGNS[s]} {label(f'change.{s}', language)}" for s in long["status"]],
        shown=[percent(share) for share in long["share"]],
        note=label("word.not_compared", language),
    )


def _bars(long: pd.DataFrame, rows: pd.DataFrame, language: str) -> Picture:
    base = Drawing(data(long)).encode(y=report_axis(rows), tooltip=_tooltip(language))
    known = base.transform_filter("isValid(datum.share)")
    layers = [
        _segments(known, _shares(rows), language),
        _numbers(known),
        base.mark_rule(color=INK).encode(x=alt.datum(0), tooltip=alt.value(None)),
        _without(base),
    ]
    return alt.layer(*layers, width=WIDTH, height=alt.Step(step(rows)))


def _shares(rows: pd.DataFrame) -> alt.X:
    """Axis of shares, to the left as far as something was dropped."""
    axis = alt.Axis(
        orient="top", title=None, format=".0%", grid=True, gridColor="#e6e6e6", ticks=False,
        labelColor=FAINT, values=[-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1],
        labelExpr="format(abs(datum.value), '.0%')",
    )  # fmt: skip
    far = float(rows["dropped"].max()) if rows["dropped"].notna().any() else 0.0
    return alt.X("at:Q", axis=axis, scale=alt.Scale(domain=[-far - 0.02, 1], nice=False))


def _segments(known: Drawing, x: alt.X, language: str) -> Drawing:
    """What was dropped is no part of this report: outlined, not filled."""
    names = [f"{SIGNS[s]} {label(f'change.{s}', language)}" for s in COLOURS]
    scale = alt.Scale(domain=names, range=list(COLOURS.values()))
    legend = alt.Legend(
        orient="top", title=None, labelLimit=0, labelFontSize=12, symbolType="square"
    )
    faint = {"test": "datum.status === 'dropped'", "value": 0.45}
    return known.mark_bar(size=17, stroke=PAPER, strokeWidth=1).encode(
        x=x,
        x2="to:Q",
        color=alt.Color("called:N", scale=scale, legend=legend),
        fillOpacity=alt.FillOpacityValue(1, condition=faint),
    )


def _numbers(known: Drawing) -> Drawing:
    """Shares in the middle of segments that have the room."""
    wide = known.transform_filter(f"datum.share >= {LEAST_LABELLED}")
    light = " || ".join(f"datum.status === '{s}'" for s in (*LIGHT_GROUNDS, "dropped"))
    placed = wide.transform_calculate(middle="(datum.at + datum.to) / 2")
    return placed.mark_text(fontSize=11).encode(
        x="middle:Q", text="shown:N", color=ink(PAPER, (light, INK))
    )


def _without(base: Drawing) -> Drawing:
    """What is said of reports that are not compared."""
    gaps = base.transform_filter("!isValid(datum.share) && datum.status === 'new'")
    return gaps.mark_text(align="left", dx=6, color=FAINT).encode(x=alt.datum(0), text="note:N")


def _by_unit(picture: Picture, units: list[str]) -> Picture:
    head = alt.Header(title=None, labelFontSize=13, labelFontWeight="bold", labelAnchor="start")
    picture.width = WIDTH // 2
    return picture.facet(
        facet=alt.Facet("unit:N", sort=units, header=head), columns=2
    ).resolve_axis(x="independent")


def _matrix(table: pd.DataFrame, says: str, language: str) -> ReportChart:
    """Share of new text by place and year; of several reports it is said that they are several."""
    known = table.dropna(subset=["place", "year"])
    if any(unit in known for unit in UNITS):
        known = _joined(known)
    places = known["place"].drop_duplicates()
    total = len(places)
    more = label("foot.more_places", language, n=MOST_REPORTS, total=total)
    return finished(
        _squares(known[known["place"].isin(places.head(MOST_REPORTS))], list(places), language),
        "reuse_years",
        table,
        language=language,
        says=says,
        all_drawn=True,
        gaps=label("foot.reuse_gaps", language),
        more=more if total > MOST_REPORTS else "",
    )


def _squares(rows: pd.DataFrame, places: list[str], language: str) -> Picture:
    n = rows.groupby(["place", "year"])["report_id"].transform("nunique")
    rows = rows.assign(n=n, shown=_cells(rows["new"], n))
    base = Drawing(
        data(rows[["report_id", "place", "year", "new", "n", "shown", "other_report_id"]])
    ).encode(
        x=alt.X("year:O", axis=alt.Axis(orient="top", title=None, ticks=False, labelAngle=0)),
        y=alt.Y("place:N", sort=places, axis=alt.Axis(title=None, ticks=False, labelLimit=0)),
        tooltip=tooltip(
            language, place="place", year="year:O", new="shown", other_report="other_report_id"
        ),
    )
    light = f"{_ONE} && datum.new >= 0.7"
    texts = base.mark_text().encode(text="shown:N", color=ink(INK, (light, PAPER)))
    layers = _blanks(base), _shaded(base), texts
    return alt.layer(*layers, width=alt.Step(COLUMN), height=alt.Step(ROW))


# A square of one report that was compared.
_ONE = "isValid(datum.new) && datum.n === 1"


def _blanks(base: Drawing) -> Drawing:
    """Reports that are not compared, or of which there are several."""
    return base.transform_filter(f"!({_ONE})").mark_rect(
        fill=PAPER, stroke=FAINT, strokeDash=[3, 3], strokeOpacity=0.6, **_BOX
    )


def _shaded(base: Drawing) -> Drawing:
    """Share of new text of the other reports."""
    shades = alt.Scale(range=SHADES, domain=[0, 0.5, 1])
    colour = alt.Color("new:Q", scale=shades, legend=None)
    return base.transform_filter(_ONE).mark_rect(**_BOX).encode(color=colour)


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Reports from their parts or themes: shares weighted by characters."""
    weighted = rows.assign(new=rows["new"] * rows["n_chars"].astype("float64"))
    keys = ["report_id", "place", "year", "other_report_id"]
    sums = weighted.groupby(keys, sort=False, dropna=False)[["new", "n_chars"]].sum(min_count=1)
    sums = sums.reset_index()
    return sums.assign(new=sums["new"] / sums["n_chars"].astype("float64"))


def _cells(shares: pd.Series, n: pd.Series) -> list[str]:
    return [f"×{k}" if k > 1 else percent(s) for s, k in zip(shares, n, strict=True)]


def _tooltip(language: str) -> list[alt.Tooltip]:
    return tooltip(
        language, report="name", other_report="other_report_id", change="called", share="shown",
        report_id="report_id",
    )  # fmt: skip


def _said(own: Own, by: str | None, language: str) -> list[str]:
    units = [None] * len(own["new"]) if by is None else own[by]
    named = ["" if u is None else f"{label_or_value(str(by), u, language)} " for u in units]
    shares = [
        label("word.not_compared", language)
        if share is None
        else f"{label('change.new', language)} {percent(share)}"
        for share in own["new"]
    ]
    return [f"{unit}{share}" for unit, share in zip(named, shares, strict=True)]
