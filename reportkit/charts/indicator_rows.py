"""What charts with a row an indicator have in common: the most stated first, up to a number."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .labels import indicator_name, label
from .look import BLUE, EMPTY, ORANGE

STATED, ZERO, NOT_STATED = "stated", "stated as zero", "not stated"
SOLID = {STATED: BLUE, ZERO: ORANGE, NOT_STATED: EMPTY}
# More indicators than this are no longer read as one picture.
MOST_INDICATORS = 40
# Height of a row, length of its bar.
ROW, BARS = 20, 420


def most_stated(table: pd.DataFrame) -> list[str]:
    """Indicators, those that most reports state first, then as the table has them.

    ``table`` has a row a report and indicator; or ``n_reports``, how many a row stands for.
    """
    states = (table["status"] != NOT_STATED).to_numpy("float64")
    if "n_reports" in table:
        states *= table["n_reports"].to_numpy("float64")
    number, names = pd.factorize(table["indicator"])
    counts = pd.Series(states).groupby(number).sum()
    order = counts.sort_values(ascending=False, kind="stable").index
    return [str(names[n]) for n in order]


def indicators_axis(order: list[str], language: str) -> alt.Y:
    """Axis with the names of the first indicators."""
    names = [indicator_name(key, language) for key in order[:MOST_INDICATORS]]
    return alt.Y("label:N", sort=names, axis=alt.Axis(title=None, ticks=False, labelLimit=0))


def left_out(total: int, language: str) -> str:
    """Line that says that not every indicator is drawn."""
    if total <= MOST_INDICATORS:
        return ""
    return label("foot.more_indicators", language, n=MOST_INDICATORS, total=total)
