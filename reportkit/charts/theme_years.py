"""One theme by place and year: a matrix that the reader turns to another theme."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .cells import cells
from .columns import MOST_REPORTS, MOST_SAID, require_columns
from .labels import label
from .look import FAINT, INK, PAPER, Drawing, ReportChart, data, finished, ink
from .picking import chosen, question
from .themes import DARKEST, LIGHT_LETTERS, SHADES, percent, themes_by_share
from .unchecked import unchecked

COLUMN, ROW = 56, 28
PICKED = "theme_shown"
# What a cell brings along, and of which it is said in words what it shows.
_CELL = (
    "report_id", "place", "year", "theme", "share", "n_chars", "n_reports", "label", "shown",
    "here",
)  # fmt: skip
_TOLD = ("place", "year", "share")
_BOX: dict[str, Any] = {"strokeWidth": 1, "width": {"band": 0.94}, "height": {"band": 0.9}}


@unchecked
def theme_years(
    table: pd.DataFrame, *, theme: str | None = None, language: str = "zh"
) -> ReportChart:
    """Matrix of the share of one theme, places by years; the chart's own list changes the theme.

    Parameters
    ----------
    table : DataFrame
        What ``measures.theme_years`` gives.
    theme : str, optional
        Theme that is shown at first; the one with the largest average share if left out.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing, or the table has no such theme.

    Notes
    -----
    The list of themes is part of the chart: it works in a shared file, without a kernel.
    """
    require_columns(table, "theme", "share", "n_reports")
    themes = themes_by_share(table)
    first = chosen(theme, themes, "theme")
    names = {each: label(f"theme.{each}", language) for each in themes}
    asked = {t: label("ask.theme_years", language, theme=name) for t, name in names.items()}
    return finished(
        _picture(_drawn(table, language), language),
        "theme_years",
        table.dropna(subset="report_id"),
        language=language,
        says=_in_words(table, first, language),
        question=question(PICKED, asked, names, first, label("pick.theme", language)),
        all_drawn=True,
        gaps=label("foot.gaps", language),
        outline=label("foot.outline", language) if _crosses(table) else "",
        more=_left_out(table, language),
    )


def _picture(rows: pd.DataFrame, language: str) -> alt.LayerChart | alt.FacetChart:
    base = Drawing(data(rows)).encode(
        x=alt.X("year:O", axis=alt.Axis(orient="top", title=None, ticks=False, labelAngle=0)),
        y=alt.Y("place:N", sort=list(rows["place"].unique()), axis=_places()),
        tooltip=_tooltip(language),
    )
    sized = alt.layer(
        _gaps(base), _cells(base), _numbers(base), width=alt.Step(COLUMN), height=alt.Step(ROW)
    )
    return sized.transform_filter(f"datum.theme == {PICKED}")


def _drawn(table: pd.DataFrame, language: str) -> pd.DataFrame:
    places = table["place"].drop_duplicates().head(MOST_REPORTS)
    rows = table[table["place"].isin(places)]
    names = {theme: label(f"theme.{theme}", language) for theme in rows["theme"].unique()}
    here = {n: label(_here(n), language, n=n) for n in rows["n_reports"].unique()}
    shown = map(_shown, cells(rows["share"]), cells(rows["n_reports"]))
    return rows.assign(
        label=rows["theme"].map(names),
        shown=pd.array(list(shown), dtype="str"),
        here=rows["n_reports"].map(here),
    )[list(_CELL)]


def _shown(share: float | None, n_reports: int) -> str:
    """Text of a cell: a gap is empty, several reports are said to be several."""
    if n_reports == 0:
        return ""
    return f"×{n_reports}" if n_reports > 1 else percent(share)


def _here(n_reports: int) -> str:
    return {0: "here.none", 1: "here.one"}.get(n_reports, "here.several")


def _places() -> alt.Axis:
    return alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=8)


def _cells(base: alt.Chart) -> alt.Chart:
    blues = alt.Scale(range=SHADES, domain=[0, DARKEST / 2, DARKEST], clamp=True)
    return base.mark_rect(**_BOX).encode(color=alt.Color("share:Q", scale=blues, legend=None))


def _gaps(base: alt.Chart) -> alt.Chart:
    """Outlines with nothing in them: no shade of the scale can be taken for a gap."""
    empty = base.transform_filter("datum.n_reports === 0")
    return empty.mark_rect(fill=PAPER, stroke=FAINT, strokeDash=[3, 3], strokeOpacity=0.6, **_BOX)


def _numbers(base: alt.Chart) -> alt.Chart:
    light = (f"isValid(datum.share) && datum.share >= {LIGHT_LETTERS}", PAPER)
    colour = ink(INK, light, ("datum.share === 0", FAINT))
    return base.mark_text().encode(text="shown:N", color=colour)


def _tooltip(language: str) -> list[alt.Tooltip]:
    fields = {"place": "place:N", "year": "year:O", "theme": "label:N", "share": "share:Q"}
    fields |= {"n_chars": "n_chars:Q", "reports_here": "here:N", "report_id": "report_id:N"}
    formats = {"share": ".1%", "n_chars": ","}
    return [
        alt.Tooltip(field, title=label(f"column.{key}", language), format=formats.get(key, ""))
        for key, field in fields.items()
    ]


def _in_words(table: pd.DataFrame, theme: str, language: str) -> str:
    """Shares of the theme shown first, place by place, for a reader who does not see the chart."""
    rows = table[(table["theme"] == theme) & (table["n_reports"] == 1)]
    said: dict[str, list[str]] = {}
    for place, year, share in zip(*(cells(rows[c]) for c in _TOLD), strict=True):
        said.setdefault(place, []).append(f"{year} {percent(share)}")
    places = [f"{place}: {', '.join(own)}" for place, own in said.items()][:MOST_SAID]
    return f"{label(f'theme.{theme}', language)}. {'; '.join(places)}"


def _crosses(table: pd.DataFrame) -> bool:
    years = table.loc[table["report_id"].notna(), "year"]
    return bool(len(years) and years.min() < 2021)


def _left_out(table: pd.DataFrame, language: str) -> str:
    total = table["place"].nunique()
    if total <= MOST_REPORTS:
        return ""
    return label("foot.more_places", language, n=MOST_REPORTS, total=total)
