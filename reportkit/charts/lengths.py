"""Length of reports: bars."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt
import pandas as pd

from .columns import drawn, in_words, require_columns
from .labels import label
from .look import BLUE, FAINT, INK, Drawing, ReportChart, data, finished, ink, report_axis, step
from .unchecked import unchecked

WIDTH = 360


@unchecked
def report_lengths(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Characters of each report, as bars from zero.

    Parameters
    ----------
    table : DataFrame
        What ``measures.overview`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    require_columns(table, "n_chars", "n_sections", "n_figures")
    rows = drawn(table, language)
    rows = rows.assign(shown=_shown(rows["n_chars"], language))
    base = Drawing(data(rows)).encode(y=report_axis(rows), tooltip=_tooltip(language))
    axis = alt.Axis(
        title=None, orient="top", format=",d", grid=True, gridColor="#e6e6e6", tickCount=5
    )
    bars = base.mark_bar(color=BLUE, size=16).encode(x=alt.X("n_chars:Q", axis=axis))
    colour = ink(FAINT, ("isValid(datum.n_chars)", INK))
    ends = base.transform_calculate(at="datum.n_chars || 0").mark_text(align="left", dx=5)
    named = ends.encode(x="at:Q", text="shown:N", color=colour)
    inner = alt.layer(bars, named, width=WIDTH, height=alt.Step(step(rows)))
    says = in_words(table, language, lambda own: _shown(own["n_chars"], language))
    return finished(inner, "report_lengths", table, language=language, says=says)


def _shown(lengths: Iterable[int | None], language: str) -> list[str]:
    unknown = label("word.not_stated", language)
    return [unknown if n is None or pd.isna(n) else f"{n:,}" for n in lengths]


def _tooltip(language: str) -> list[alt.Tooltip]:
    fields = {"report": "name:N", "n_chars": "shown:N", "n_sections": "n_sections:Q"}
    fields |= {"n_figures": "n_figures:Q", "report_id": "report_id:N"}
    return [alt.Tooltip(f, title=label(f"column.{key}", language)) for key, f in fields.items()]
