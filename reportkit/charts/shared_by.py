"""How many reports state each indicator: sorted bars."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ..errors import ReportkitError
from .indicator_rows import (
    BARS,
    MOST_INDICATORS,
    ROW,
    SOLID,
    STATED,
    ZERO,
    indicators_axis,
    left_out,
)
from .labels import indicator_name
from .look import FAINT, PAPER, Drawing, Picture, ReportChart, data, finished
from .tooltips import tooltip
from .unchecked import unchecked


@unchecked
def shared_by(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Bars of how many of the reports state each indicator, those of most reports first.

    Parameters
    ----------
    table : DataFrame
        What ``measures.shared_by`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    missing = [c for c in ("indicator", "n_reports", "share", "n_zero") if c not in table]
    if missing:
        raise ReportkitError(
            f"The table lacks {', '.join(missing)}. Give what measures.shared_by returned, "
            "unchanged or with rows left out."
        )
    rows = _shares(table.head(MOST_INDICATORS), language)
    return finished(
        _shared(rows, language),
        "shared_by",
        table,
        language=language,
        says="; ".join(f"{n} {s}" for n, s in zip(rows["label"], rows["said"], strict=True)),
        more=left_out(len(table), language),
    )


def _shares(table: pd.DataFrame, language: str) -> pd.DataFrame:
    totals = (table["n_reports"] / table["share"]).round().astype("Int64")
    counts = zip(table["n_reports"], totals, strict=True)
    return table.assign(
        label=[indicator_name(key, language) for key in table["indicator"]],
        n_valued=table["n_reports"] - table["n_zero"],
        total=totals,
        said=[f"{n} / {total}" for n, total in counts],
    )


def _shared(rows: pd.DataFrame, language: str) -> Picture:
    """A bar from nought to the reports with a value, another on to those that state a zero."""
    columns = ["indicator", "label", "n_reports", "n_valued", "n_zero", "said"]
    most = int(rows["total"].max()) if len(rows) else 1
    axis = alt.Axis(title=None, orient="top", grid=True, gridColor="#e6e6e6", tickMinStep=1)
    base = Drawing(data(rows[columns])).encode(
        y=indicators_axis(list(rows["indicator"]), language),
        tooltip=tooltip(language, indicator="label", n_reports="n_reports:Q", n_zero="n_zero:Q"),
    )
    scale = alt.Scale(domain=[0, most], nice=False)
    bars = base.mark_bar(size=14, stroke=PAPER)
    valued = bars.encode(
        x=alt.X("n_valued:Q", axis=axis, scale=scale), color=alt.value(SOLID[STATED])
    )
    zeros = bars.transform_filter("datum.n_zero > 0").encode(
        x=alt.X("n_valued:Q", scale=scale), x2="n_reports:Q", color=alt.value(SOLID[ZERO])
    )
    said = base.mark_text(align="left", dx=8, color=FAINT).encode(
        x=alt.value("width"), text="said:N"
    )
    return alt.layer(valued, zeros, said, width=BARS, height=alt.Step(ROW))
