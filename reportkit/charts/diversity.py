"""Lexical diversity by report: two dots on one scale."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .columns import Own, drawn, in_words, require_columns
from .labels import label, label_or_value
from .look import (
    BLUE,
    FAINT,
    ORANGE,
    PAPER,
    Drawing,
    Picture,
    ReportChart,
    data,
    finished,
    report_axis,
    step,
)
from .tooltips import tooltip
from .unchecked import unchecked
from .wordlist import first_reports, value_axis

MEASURES = ("mattr", "hdd")
WIDTH = 360
# What may stand between the keys and the number of words.
UNITS = ("part", "theme", "section_id")


@unchecked
def lexical_diversity(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """MATTR and HD-D of each report; what is too short to measure is said, not drawn.

    Parameters
    ----------
    table : DataFrame
        What ``measures.lexical_diversity`` gives; with ``by`` each part or theme has a picture
        of its own.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    require_columns(table, "n_words", "n_types", *MEASURES)
    by = next((unit for unit in UNITS if unit in table), None)
    rows = _rows(drawn(table, language), by, language)
    says = in_words(first_reports(table), language, _said)
    picture = _picture(rows, language)
    inner = picture if by is None else _by_unit(picture, rows)
    return finished(inner, "lexical_diversity", table, language=language, says=says)


def _rows(rows: pd.DataFrame, by: str | None, language: str) -> pd.DataFrame:
    """One row a report and measure."""
    names = {m: label(f"column.{m}", language) for m in MEASURES}
    both = pd.concat([rows.assign(measure=m, value=rows[m], called=names[m]) for m in MEASURES])
    short = label("word.too_short", language)
    both = both.assign(
        shown=[short if pd.isna(v) else f"{v:.3f}" for v in both["value"]],
        # The number of the left dot stands at its left, so that the two never meet.
        is_lower=both["value"] == both[list(MEASURES)].min(axis=1),
    )
    kept = ["report_id", "place", "year", "n_words", "n_types", "name", "report"]
    kept += ["measure", "called", "value", "shown", "is_lower"]
    if by is None:
        return both[kept]
    unknown = label("word.not_stated", language)
    units = [unknown if pd.isna(u) else label_or_value(by, str(u), language) for u in both[by]]
    return both[kept].assign(unit=pd.Series(units, index=both.index, dtype="str"))


def _picture(rows: pd.DataFrame, language: str) -> Picture:
    base = Drawing(data(rows)).encode(
        y=report_axis(rows),
        tooltip=tooltip(
            language, report="name", measure="called", value="shown", n_words="n_words:Q",
            n_types="n_types:Q", report_id="report_id",
        ),
    )  # fmt: skip
    known = rows["value"].dropna()
    low = max(0.0, min([0.8, *known]) - 0.05)
    scale = alt.Scale(domain=[low, 1], nice=False, zero=False)
    x = alt.X("value:Q", scale=scale, axis=value_axis(format=".2f"))
    is_mattr = "datum.measure === 'mattr'"
    colours = alt.Scale(domain=list(MEASURES), range=[BLUE, ORANGE])
    dots = base.mark_point(size=80, opacity=1, strokeWidth=2).encode(
        x=x,
        color=alt.Color("measure:N", scale=colours, legend=None),
        shape=alt.ShapeValue("diamond", condition={"test": is_mattr, "value": "circle"}),
        fill=alt.FillValue(PAPER, condition={"test": is_mattr, "value": BLUE}),
    )
    known_ones = base.transform_filter("isValid(datum.value)").encode(x=x, text="shown:N")
    sides = [
        known_ones.transform_filter("datum.is_lower").mark_text(align="right", dx=-9, fontSize=11),
        known_ones.transform_filter("!datum.is_lower").mark_text(align="left", dx=9, fontSize=11),
    ]
    missing = base.transform_filter("!isValid(datum.value)").transform_calculate(
        note="datum.called + ': ' + datum.shown"
    )
    gaps = [
        missing.transform_filter(f"datum.measure === '{measure}'")
        .mark_text(align="left", fontSize=11, color=FAINT, dx=4)
        .encode(x=alt.value(left), text="note:N")
        for measure, left in zip(MEASURES, (0, WIDTH // 2), strict=True)
    ]
    return alt.layer(dots, *sides, *gaps, width=WIDTH, height=alt.Step(step(rows)))


def _by_unit(picture: Picture, rows: pd.DataFrame) -> Picture:
    head = alt.Header(title=None, labelFontSize=13, labelFontWeight="bold", labelAnchor="start")
    units = list(dict.fromkeys(rows["unit"]))
    return picture.facet(
        facet=alt.Facet("unit:N", sort=units, header=head), columns=2
    ).resolve_axis(x="independent")


def _said(own: Own) -> list[str]:
    pairs = zip(own["mattr"], own["hdd"], strict=True)
    return [f"MATTR {_digits(m)} HD-D {_digits(h)}" for m, h in pairs][:3]


def _digits(value: float | None) -> str:
    return "–" if pd.isna(value) else f"{value:.3f}"
