"""What charts of words have in common: their columns, the names of groups, and bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from ..errors import ReportkitError
from .columns import KEYS, MOST_SAID, report_names
from .labels import label, label_or_value
from .look import BLUE, FAINT, INK, Picture

# Height of a word's line, and the height of the letters on it.
LINE = 21
# Groups of words that are drawn as pictures of their own; more become a matrix.
MOST_PICTURES = 12


def require(table: pd.DataFrame, *columns: str) -> None:
    """Refuse a table that lacks a column; tables of words need no report.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    missing = [column for column in columns if column not in table]
    if missing:
        raise ReportkitError(
            f"The table lacks {', '.join(missing)}; it has {', '.join(map(str, table.columns))}. "
            "Give what a function of reportkit.measures returned, unchanged or with rows left out."
        )


def group_columns(table: pd.DataFrame) -> list[str]:
    """Columns that say which group a row is of: those before the word."""
    return [str(column) for column in table.columns[: list(table.columns).index("word")]]


def group_names(table: pd.DataFrame, columns: Sequence[str], language: str) -> list[str]:
    """What the group of each row is called."""
    parts = []
    rest = list(columns)
    if set(KEYS) <= set(columns):
        names = report_names(table, language)
        parts.append([names[i] for i in table["report_id"]])
        rest = [column for column in rest if column not in KEYS]
    parts += [[_named(column, v, language) for v in table[column]] for column in rest]
    return [" ".join(each) for each in zip(*parts, strict=True)]


def _named(column: str, value: Any, language: str) -> str:  # noqa: ANN401  # a cell of any type
    if pd.isna(value):
        return label("word.not_stated", language)
    return label_or_value(column, str(value), language)


def word_axis(rows: pd.DataFrame, *, sort: alt.EncodingSortField | None = None) -> alt.Y:
    """Words at the left, in the order of the rows if no other is given."""
    axis = alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=6)
    return alt.Y("word:N", sort=sort or list(dict.fromkeys(rows["word"])), axis=axis)


def value_axis(**more: object) -> alt.Axis:
    """Numbers above the picture."""
    look: dict[str, Any] = {"orient": "top", "grid": True, "gridColor": "#e6e6e6", "ticks": False}
    return alt.Axis(**{**look, "title": None, "tickCount": 5, "labelColor": FAINT, **more})


def bars(base: alt.Chart, field: str, *, width: int, axis: bool = True) -> Picture:
    """Bars from zero with what is ``shown`` at their ends."""
    above = value_axis() if axis else None
    x = alt.X(f"{field}:Q", axis=above, scale=alt.Scale(nice=False, zero=True))
    ends = base.mark_text(align="left", dx=5, color=INK).encode(x=f"{field}:Q", text="shown:N")
    drawn = base.mark_bar(color=BLUE, size=LINE - 7).encode(x=x)
    return alt.layer(drawn, ends, width=width, height=alt.Step(LINE))


def first_reports(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the reports that are told in words: the names of all others need not be made."""
    first = table["report_id"].drop_duplicates().head(MOST_SAID)
    return table[table["report_id"].isin(first)]


def first_words(table: pd.DataFrame, shown: Sequence[str]) -> str:
    """First words and what is shown of them, for a reader who does not see the chart."""
    pairs = list(zip(table["word"], shown, strict=True))[:MOST_SAID]
    return "; ".join(f"{word} {each}" for word, each in pairs)
