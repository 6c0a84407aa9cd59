"""What charts of shares with intervals have in common: names told apart, tooltips, cautions."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .labels import label
from .look import BLUE, GREEN, ORANGE
from .themes import themes_by_share
from .tooltips import tooltip

# Okabe and Ito's colours that stand out on white; each with a shape of its own.
COLOURS = [BLUE, ORANGE, GREEN, "#CC79A7", "#56B4E9", "#E69F00"]
SHAPES = ["circle", "diamond", "square", "triangle-up", "cross", "triangle-down"]
# More than these are not told apart by colour and shape.
MOST_TOLD = len(COLOURS)
# The first year of the outline in force.
OUTLINE = 2021


def outline(table: pd.DataFrame, language: str) -> str:
    """Caution where the reports follow two outlines."""
    crosses = bool((table["year"] < OUTLINE).any())
    return label("foot.outline", language) if crosses else ""


def told(language: str, name: str, **more: str) -> list[alt.Tooltip]:
    """What is said of a share under the pointer; ``name`` is the field with whose it is."""
    return tooltip(
        language, report=name, theme="label", share="shown", **more, report_id="report_id"
    )


def by_share(rows: pd.DataFrame) -> list[str]:
    """Names of the themes, those with the largest shares first."""
    names = rows.drop_duplicates("theme").set_index("theme")["label"]
    return [names[theme] for theme in themes_by_share(rows) if theme in names]


def apart_by(names: list[str]) -> tuple[alt.Color, alt.Shape]:
    """Colour and shape of each name, and the key that says which is whose."""
    key = alt.Legend(orient="top", title=None, labelLimit=0, columns=3, symbolSize=90)
    legend = key if len(names) > 1 else None
    colours = alt.Scale(domain=names, range=COLOURS[: len(names)])
    shapes = alt.Scale(domain=names, range=SHAPES[: len(names)])
    return (
        alt.Color("name:N", scale=colours, legend=legend),
        alt.Shape("name:N", scale=shapes, legend=legend),
    )
