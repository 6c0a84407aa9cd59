"""What a marked figure says of itself: its value, unit and indicator."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pandas as pd

from ..charts import indicator_name, label
from .marks import Mark
from .rows import Row, placed

# How a hedge is written beside a value.
HEDGES = {"about": "≈", "near": "≈", "over": ">", "at_least": "≥", "at_most": "≤", "under": "<"}


def figure_marks(figures: pd.DataFrame, language: str) -> Iterator[Mark]:
    """Mark each figure; one that states several indicators says all of them."""
    for (start, end), same in groupby(placed(figures), key=_span):
        own = list(same)
        told = {
            "class": "rk-figure",
            "data-row": own[0]["row"],
            "title": "; ".join(dict.fromkeys(in_words(row, language) for row in own)),
        }
        yield Mark(start, end, "mark", told, {"tabindex": 0, "role": "button"})


def in_words(row: Row, language: str = "zh") -> str:
    """Value, unit and indicator of a figure.

    Examples
    --------
    >>> in_words({"value": 1280, "base_unit": "件", "indicator": "reconsideration_accepted"})
    '1,280 件 · 受理行政复议案件'
    >>> in_words({"low": 3, "high": 5, "base_unit": "天", "subject": "办理时限", "is_plan": True})
    '3–5 天 · 办理时限 · 计划'
    """
    indicator = row.get("indicator")
    about = indicator_name(indicator, language) if indicator else row.get("subject")
    plan = label("word.plan", language) if row.get("is_plan") else None
    parts = [_amount(row), about, plan]
    return " · ".join(str(part) for part in parts if part)


def _amount(row: Row) -> str:
    unit = row.get("base_unit") or row.get("unit") or ""
    value, low, high = (row.get(name) for name in ("value", "low", "high"))
    if value is not None:
        shown = HEDGES.get(row.get("hedge") or "", "") + _number(value)
    elif low is not None and high is not None:
        shown = f"{_number(low)}–{_number(high)}"
    elif low is not None or high is not None:
        shown = f"≥{_number(low)}" if low is not None else f"≤{_number(high)}"
    else:
        return str(row.get("text") or "")
    return f"{shown} {unit}".strip()


def _number(value: object) -> str:
    """All digits that a report states: a tooltip rounds nothing."""
    return f"{value:,.12g}" if isinstance(value, float) else f"{value:,}"


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]
