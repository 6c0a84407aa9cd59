"""What of one year comes back in the next: shortcomings told again, plans that are answered."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .columns import MOST_REPORTS, MOST_SAID, require_columns
from .counts import Counts, counting
from .labels import label
from .look import FAINT, INK, PAPER, Drawing, Picture, ReportChart, data, finished, ink
from .themes import SHADES
from .tooltips import tooltip
from .unchecked import unchecked

# Verdicts that say that something was found.
FOUND = {
    "returning": ("same words", "reworded", "same kind"),
    "answered": ("answered", "partly"),
}
COLUMN, ROW = 64, 28
_BOX: dict[str, Any] = {"strokeWidth": 1, "width": {"band": 0.94}, "height": {"band": 0.9}}


@unchecked
def returning(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Shortcomings that the place's next report tells again, of those told: places by years.

    Parameters
    ----------
    table : DataFrame
        What ``measures.returning`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    return _matrix("returning", table, language)


@unchecked
def answered(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Plans that the place's next report takes up, of those announced: places by years.

    Parameters
    ----------
    table : DataFrame
        What ``measures.answered`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    return _matrix("answered", table, language)


def _matrix(key: str, table: pd.DataFrame, language: str) -> ReportChart:
    require_columns(table, "verdict", "next_report_id")
    counted = _counted(key, table)
    places = list(counted["place"].unique())
    rows = _with_gaps(counted[counted["place"].isin(places[:MOST_REPORTS])])
    more = label("foot.more_places", language, n=MOST_REPORTS, total=len(places))
    whole = finished(
        _picture(key, rows, language),
        key,
        table,
        language=language,
        says=_in_words(counted),
        all_drawn=True,
        gaps=label("foot.no_successor", language),
        more=more if len(places) > MOST_REPORTS else "",
    )
    return counting(whole, Counts({"place": "place", "year": "year"}, ("place", "year")))


def _counted(key: str, table: pd.DataFrame) -> pd.DataFrame:
    """One row a place and year: how many there are, and how many are found again."""
    known = table.dropna(subset=["place", "year"])
    told = known.assign(
        found=known["verdict"].isin(FOUND[key]), compared=known["verdict"].notna(), row=known.index
    )
    rows = told.groupby(["place", "year"], sort=False, as_index=False).agg(
        report_id=("report_id", "first"), n_found=("found", "sum"), n_compared=("compared", "sum"),
        n=("found", "size"),
    )  # fmt: skip
    several = told.groupby(["place", "year"], sort=False)["report_id"].nunique().to_numpy()
    share = rows["n_found"] / rows["n_compared"].where(rows["n_compared"] > 0)
    shown = [f"{f}/{c}" for f, c in zip(rows["n_found"], rows["n_compared"], strict=True)]
    return rows.assign(share=share.astype("float64"), shown=shown, several=several > 1)


def _with_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Every place and year between the first and the last."""
    if not len(rows):
        return rows
    years = pd.DataFrame({"year": range(int(rows["year"].min()), int(rows["year"].max()) + 1)})
    axes = pd.DataFrame({"place": rows["place"].unique()}).merge(years, how="cross")
    return axes.astype({"year": "Int64"}).merge(rows, on=["place", "year"], how="left")


def _picture(key: str, rows: pd.DataFrame, language: str) -> Picture:
    axis = alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=8)
    base = Drawing(data(rows, traced=False)).encode(
        x=alt.X("year:O", axis=alt.Axis(orient="top", title=None, ticks=False, labelAngle=0)),
        y=alt.Y("place:N", sort=list(rows["place"].unique()), axis=axis),
        tooltip=tooltip(
            language, place="place", year="year:O", **{f"n_{key}": "n_found:Q"},
            n_compared="n_compared:Q", n_told="n:Q", report_id="report_id",
        ),
    )  # fmt: skip
    gaps = base.transform_filter("!isValid(datum.share)").mark_rect(
        fill=PAPER, stroke=FAINT, strokeDash=[3, 3], strokeOpacity=0.6, **_BOX
    )
    shades = alt.Scale(range=SHADES, domain=[0, 0.5, 1])
    cells = base.transform_filter("isValid(datum.share)").mark_rect(**_BOX)
    coloured = cells.encode(color=alt.Color("share:Q", scale=shades, legend=None))
    texts = base.transform_filter("isValid(datum.share)").mark_text()
    words = texts.encode(text="shown:N", color=ink(INK, ("datum.share >= 0.7", PAPER)))
    return alt.layer(gaps, coloured, words, width=alt.Step(COLUMN), height=alt.Step(ROW))


def _in_words(rows: pd.DataFrame) -> str:
    first = rows[rows["place"].isin(rows["place"].unique()[:MOST_SAID])]
    told = [
        f"{place}: {', '.join(f'{y} {s}' for y, s in zip(own['year'], own['shown'], strict=True))}"
        for place, own in first.groupby("place", sort=False)
    ]
    return "; ".join(told)
