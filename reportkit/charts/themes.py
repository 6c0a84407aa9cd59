"""Themes by report: a matrix of shares."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .cells import cells
from .columns import MOST_REPORTS, MOST_SAID, Own, drawn, in_words, require_columns
from .counts import Counts, counting
from .labels import label, not_stated
from .look import (
    EMPTY,
    FAINT,
    INK,
    PAPER,
    Drawing,
    ReportChart,
    data,
    finished,
    ink,
    report_axis,
    step,
)
from .tooltips import tooltip
from .unchecked import unchecked

NO_THEME = "none"
# The scale ends here, so that a colour means the same share whichever reports are chosen.
DARKEST = 0.3
# From this share on, light letters are read better than dark ones.
LIGHT_LETTERS = 0.22
SHADES = ["#f4f8fc", "#6aaed6", "#08519c"]
COLUMN = 36
# A sum of shares may miss the whole by what a computer rounds.
NEARLY_ALL = 1 - 1e-9


@unchecked
def theme_shares(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Matrix of the share of each theme in each report.

    Parameters
    ----------
    table : DataFrame
        What ``measures.theme_shares`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    More than sixty reports are taken together by place, those of more than sixty places by year:
    a cell is then the mean of their shares.
    """
    require_columns(table, "theme", "share", "n_chars", "sections")
    if table["report_id"].nunique() > MOST_REPORTS:
        return _means(table, language)
    rows = in_cells(drawn(table, language), language)
    base = matrix(rows, language).encode(tooltip=_tooltip(language))
    return finished(
        alt.layer(boxes(base), numbers(base), **sizes(rows)),
        "theme_shares",
        table,
        language=language,
        says=in_words(table, language, lambda own: _top_three(own, language)),
        outline=_outline(table, language),
    )


def _means(table: pd.DataFrame, language: str) -> ReportChart:
    """Matrix of mean shares: place by place, or year by year."""
    by = "place" if table["place"].nunique() <= MOST_REPORTS else "year"
    rows = in_cells(_meant(table, by, language), language)
    base = matrix(rows, language, traced=False).encode(tooltip=_tooltip_of_means(language))
    whole = finished(
        alt.layer(boxes(base), numbers(base), **sizes(rows)),
        f"theme_shares_by_{by}",
        table,
        language=language,
        says=_groups_in_words(rows, language),
        all_drawn=True,
        outline=_outline(table, language),
    )
    return counting(whole, Counts({by: by, "theme": "theme"}, ("name", "label")))


def _meant(table: pd.DataFrame, by: str, language: str) -> pd.DataFrame:
    """A row a group and theme: mean of the shares, and of how many reports."""
    groups = table.groupby([by, "theme"], dropna=False, sort=False)["share"]
    rows = groups.agg(share="mean", n_reports="count").reset_index()
    rows = rows.sort_values("year", kind="stable") if by == "year" else rows
    name = rows[by].astype("str").fillna(not_stated(by, language))
    return rows.assign(name=name, report=name)


def in_cells(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Rows with the theme's name and the share as a cell prints them."""
    names = {theme: label(f"theme.{theme}", language) for theme in rows["theme"].unique()}
    return rows.assign(
        label=rows["theme"].map(names),
        shown=pd.array([percent(share) for share in rows["share"]], dtype="str"),
        is_theme=rows["theme"] != NO_THEME,
    )


def matrix(rows: pd.DataFrame, language: str, *, traced: bool = True) -> alt.Chart:
    """Themes across, largest average share first; down what ``report`` names."""
    order = [label(f"theme.{theme}", language) for theme in themes_by_share(rows)]
    return Drawing(data(rows, traced=traced)).encode(
        x=alt.X("label:N", sort=order, axis=_axis(language)), y=report_axis(rows)
    )


def sizes(rows: pd.DataFrame, column: int = COLUMN, row: int = 0) -> dict[str, alt.Step]:
    """Width and height of the matrix."""
    return {"width": alt.Step(column), "height": alt.Step(max(row, step(rows)))}


def _outline(table: pd.DataFrame, language: str) -> str:
    return label("foot.outline", language) if bool((table["year"] < 2021).any()) else ""


def percent(share: float | None) -> str:
    """Share as it is printed in a cell.

    Examples
    --------
    >>> [percent(s) for s in (0.183, 0.004, 0.0, float("nan"), 0.997, 1.0)]
    ['18%', '<1%', '0', '–', '>99%', '100%']
    """
    if pd.isna(share):
        return "–"
    if share == 0:
        return "0"
    if 0.995 <= share < NEARLY_ALL:
        return ">99%"
    return "<1%" if share < 0.005 else f"{share:.0%}"


def themes_by_share(rows: pd.DataFrame) -> list[str]:
    """Themes in the order of the chart: largest average share first, those without theme last."""
    means = (
        rows.groupby("theme", sort=False)["share"]
        .mean()
        .sort_values(ascending=False, kind="stable")
    )
    return [*(t for t in means.index if t != NO_THEME), NO_THEME]


def _axis(language: str) -> alt.Axis:
    axis = alt.Axis(orient="top", title=None, ticks=False, labelLimit=0)
    if language != "zh":
        axis.labelAngle = -45
        return axis
    axis.labelExpr = "[slice(datum.label, 0, 2), slice(datum.label, 2)]"
    axis.labelAngle, axis.labelPadding = 0, 20
    return axis


def boxes(base: alt.Chart) -> alt.Chart:
    """A cell a theme, the darker the larger its share."""
    blues = alt.Scale(range=SHADES, domain=[0, DARKEST / 2, DARKEST], clamp=True)
    measured = {"test": "datum.is_theme && isValid(datum.share)", "legend": None}
    shade = measured | {
        "field": "share",
        "type": "quantitative",
        "scale": blues.to_dict(validate=False),
    }
    return base.mark_rect(stroke=PAPER, strokeWidth=2).encode(
        color=alt.ColorValue(EMPTY, condition=shade)
    )


def numbers(base: alt.Chart, dy: int = 0) -> alt.Chart:
    """Share in each cell, light on dark ones."""
    light = (f"datum.is_theme && datum.share >= {LIGHT_LETTERS}", PAPER)
    colour = ink(INK, light, ("datum.share === 0", FAINT))
    return base.mark_text(dy=dy).encode(text="shown:N", color=colour)


def _tooltip(language: str) -> list[alt.Tooltip]:
    fields = {"report": "name:N", "theme": "label:N", "share": "share:Q", "n_chars": "n_chars:Q"}
    fields |= {"sections": "sections:N", "report_id": "report_id:N"}
    formats = {"share": ".1%", "n_chars": ","}
    return [
        alt.Tooltip(field, title=label(f"column.{key}", language), format=formats.get(key, ""))
        for key, field in fields.items()
    ]


def _tooltip_of_means(language: str) -> list[alt.Tooltip]:
    share = alt.Tooltip("share:Q", title=label("column.mean_share", language), format=".1%")
    n = alt.Tooltip("n_reports:Q", title=label("column.n_reports", language))
    return [*tooltip(language, group="name", theme="label"), share, n]


def _groups_in_words(rows: pd.DataFrame, language: str) -> str:
    """Largest themes of the first groups."""
    said = []
    for name in rows["name"].unique()[:MOST_SAID]:
        mine = rows[rows["name"] == name]
        own = {column: cells(mine[column]) for column in ("theme", "share")}
        said.append(f"{name}: {', '.join(_top_three(own, language))}")
    return "; ".join(said)


def _top_three(own: Own, language: str) -> list[str]:
    shares = zip(own["theme"], own["share"], strict=True)
    known = [(share, theme) for theme, share in shares if theme != NO_THEME and share]
    top = sorted(known, key=lambda pair: -pair[0])[:3]
    return [f"{label(f'theme.{theme}', language)} {percent(share)}" for share, theme in top]
