"""Required parts by report: a matrix of signs."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .columns import Own, drawn, in_words, require_columns
from .labels import label, label_or_value
from .look import (
    BLUE,
    EMPTY,
    FAINT,
    INK,
    Drawing,
    ReportChart,
    data,
    finished,
    ink,
    report_axis,
    step,
)
from .unchecked import unchecked

SIGNS = {"heading": "✓", "unheaded": "○", "absent": "–"}
UNKNOWN = "?"
COLUMN = 82


@unchecked
def required_parts(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Matrix of the required parts: ✓ own heading, ○ there without one, – not found.

    Parameters
    ----------
    table : DataFrame
        What ``measures.required_parts`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    require_columns(table, "part", "status", "n_chars", "start", "end")
    rows = drawn(table, language)
    rows = rows.assign(
        label=[label_or_value("part", part, language) for part in rows["part"]],
        sign=rows["status"].map(SIGNS).fillna(UNKNOWN),
        found=[found(status, language) for status in rows["status"]],
        where=_where(rows),
    )
    axis = alt.Axis(orient="top", title=None, labelAngle=0, ticks=False, labelLimit=0)
    base = Drawing(data(rows)).encode(
        x=alt.X("label:N", sort=list(rows["label"].unique()), axis=axis),
        y=report_axis(rows),
        tooltip=_tooltip(language),
    )
    inner = alt.layer(
        _cells(base), _signs(base), width=alt.Step(COLUMN), height=alt.Step(step(rows))
    )
    says = in_words(table, language, lambda own: _parts(own, language))
    return finished(inner, "required_parts", table, language=language, says=says)


def found(status: object, language: str = "zh") -> str:
    """Sign of a part and what it means, such as ✓ 有单独标题."""
    if not isinstance(status, str):
        return f"{UNKNOWN} {label('word.not_stated', language)}"
    return f"{SIGNS.get(status, UNKNOWN)} {label_or_value('status', status, language)}"


def _where(rows: pd.DataFrame) -> pd.Series:
    return (rows["start"].astype("str") + "–" + rows["end"].astype("str")).fillna("")


def _cells(base: alt.Chart) -> alt.Chart:
    there = "datum.status === 'heading' || datum.status === 'unheaded'"
    return base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=ink(EMPTY, (there, "#e3eef8"))
    )


def _signs(base: alt.Chart) -> alt.Chart:
    told = ("datum.status === 'heading'", BLUE), ("datum.status === 'unheaded'", INK)
    return base.mark_text(fontSize=16, fontWeight="bold").encode(
        text="sign:N", color=ink(FAINT, *told)
    )


def _tooltip(language: str) -> list[alt.Tooltip]:
    fields = {"report": "name:N", "part": "label:N", "status": "found:N"}
    fields |= {"n_chars": "n_chars:Q", "characters": "where:N", "report_id": "report_id:N"}
    return [alt.Tooltip(f, title=label(f"column.{key}", language)) for key, f in fields.items()]


def _parts(own: Own, language: str) -> list[str]:
    pairs = zip(own["part"], own["status"], strict=True)
    return [f"{label_or_value('part', p, language)} {found(s, language)}" for p, s in pairs]
