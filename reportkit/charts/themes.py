"""Themes by report: a matrix of shares."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .columns import Own, drawn, in_words, require_columns
from .labels import label
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
    """
    require_columns(table, "theme", "share", "n_chars", "sections")
    rows = drawn(table, language)
    rows = rows.assign(
        label=[label(f"theme.{theme}", language) for theme in rows["theme"]],
        shown=[percent(share) for share in rows["share"]],
        is_theme=rows["theme"] != NO_THEME,
    )
    order = [label(f"theme.{theme}", language) for theme in themes_by_share(rows)]
    base = Drawing(data(rows)).encode(
        x=alt.X("label:N", sort=order, axis=_axis(language)),
        y=report_axis(rows),
        tooltip=_tooltip(language),
    )
    inner = alt.layer(
        _cells(base), _numbers(base), width=alt.Step(COLUMN), height=alt.Step(step(rows))
    )
    crosses = bool((table["year"] < 2021).any())
    outline = label("foot.outline", language) if crosses else ""
    says = in_words(table, language, lambda own: _top_three(own, language))
    return finished(inner, "theme_shares", table, language=language, says=says, outline=outline)


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


def _cells(base: alt.Chart) -> alt.Chart:
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


def _numbers(base: alt.Chart) -> alt.Chart:
    light = (f"datum.is_theme && datum.share >= {LIGHT_LETTERS}", PAPER)
    colour = ink(INK, light, ("datum.share === 0", FAINT))
    return base.mark_text().encode(text="shown:N", color=colour)


def _tooltip(language: str) -> list[alt.Tooltip]:
    fields = {"report": "name:N", "theme": "label:N", "share": "share:Q", "n_chars": "n_chars:Q"}
    fields |= {"sections": "sections:N", "report_id": "report_id:N"}
    formats = {"share": ".1%", "n_chars": ","}
    return [
        alt.Tooltip(field, title=label(f"column.{key}", language), format=formats.get(key, ""))
        for key, field in fields.items()
    ]


def _top_three(own: Own, language: str) -> list[str]:
    shares = zip(own["theme"], own["share"], strict=True)
    known = [(share, theme) for theme, share in shares if theme != NO_THEME and share]
    top = sorted(known, key=lambda pair: -pair[0])[:3]
    return [f"{label(f'theme.{theme}', language)} {percent(share)}" for share, theme in top]
